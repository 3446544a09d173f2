"""The soil health report: index, targets, contamination and risk of a country's soils."""
