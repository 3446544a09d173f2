"""From a report and an area to finished pages."""
