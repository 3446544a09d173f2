"""What tells a row of a table on areas from all others."""

KEYS: dict[str, tuple[str, ...]] = {
    "areas": ("iso3", "area_id"),
    "neighbours": ("iso3", "area_id", "neighbour_id"),
    "population": ("iso3", "area_id", "year", "sex", "age_band"),
    "outcomes": ("iso3", "area_id", "year", "sex", "age_band", "outcome", "source"),
    "reference_rates": ("iso3", "standard", "sex", "age_band", "outcome"),
    "covariates": ("iso3", "area_id", "year", "name"),
    "site_areas": ("iso3", "site_id"),
    "site_soils": ("iso3", "site_id"),
}
