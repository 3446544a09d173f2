"""Store tables of soil: what was measured, and what is known of its sites."""

from __future__ import annotations

from workbench.store.columns import (
    AREA_ID,
    DAY_OR_YEAR,
    ISO3,
    MATRICES,
    SITE_ID,
    SOURCE_FILE,
    SOURCE_ROW,
    StoreTable,
    flag,
    number,
    text,
)
from workbench.vocabulary.soil.indicators import TEXTURE_CLASSES
from workbench.vocabulary.soil.targets import LAND_STATUS

FRACTIONS = ("total", "aqua_regia", "extractable", "unknown")
SAME_MEASUREMENT = (
    *("iso3", "site_id", "sample_id", "sampled_on", "matrix", "layer", "substance"),
    *("fraction", "extractant", "basis", "method"),
)


class Measurements(StoreTable, table="measurements", is_public=True, key=SAME_MEASUREMENT):
    """What a laboratory found in a sample; one row a sample and substance."""

    iso3 = ISO3
    site_id = text("site, plot or point, unique in its country")
    sample_id = text("sample, unique at its site")
    campaign = text("name of the survey round", required=False)
    sampled_on = text("date YYYY-MM-DD, or only the year YYYY", pattern=DAY_OR_YEAR)
    longitude = number("degrees east, WGS 84", required=False, lowest=-180, highest=180)
    latitude = number("degrees north, WGS 84", required=False, lowest=-90, highest=90)
    coordinate_precision_m = number("how exact the place is [m]", required=False)
    matrix = text("what was sampled", *MATRICES)
    layer = text("name of the horizon or depth class")
    depth_top_cm = number("upper end of the sample [cm]", required=False)
    depth_bottom_cm = number("lower end of the sample [cm]", required=False)
    land_use = text("use of the land at the time", required=False)
    source_type = text("why the site is sampled", "point", "diffuse", "background", "unknown")
    substance = text("code of the vocabulary of substances")
    value = number("concentration, or the limit where censored is true", above=0)
    unit = text("unit of value, lod and loq; mg/kg for contaminants")
    censored = flag("true where the laboratory saw less than value")
    lod = number("limit of detection [unit]", required=False)
    loq = number("limit of quantification [unit]", required=False)
    fraction = text("what the digestion reaches", *FRACTIONS)
    extractant = text("what it was extracted with", required=False)
    basis = text("dry or wet mass", "dry", "wet", "unknown")
    dry_matter_pct = number("dry matter [% of wet mass]", required=False, lowest=0.1, highest=100)
    method = text("method group of the laboratory", required=False)
    lab_id = text("laboratory", required=False)
    uncertainty = number("expanded uncertainty of value [unit]", required=False)
    original_value = text("the value as it was given")
    original_unit = text("the unit as it was given")
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class ControlSamples(
    StoreTable,
    table="control_samples",
    is_public=True,
    key=(
        *("iso3", "control_id", "substance", "fraction", "extractant", "method", "lab_id"),
        *("campaign", "measured_on", "result_id"),
    ),
):
    """What was found in material that does not change: reference, archived and split samples."""

    iso3 = ISO3
    control_id = text("the material or sample, unique in its country")
    kind = text("what it is", "reference_material", "archived", "split")
    substance = text("code of the vocabulary of substances")
    value = number("concentration that was found", above=0)
    unit = text("unit of value, as mg/kg")
    lab_id = text("laboratory, as in measurements", required=False)
    campaign = text("survey round that it was measured with", required=False)
    measured_on = text("date YYYY-MM-DD, or the year YYYY", required=False, pattern=DAY_OR_YEAR)
    matrix = text("what it is like; empty: any", *MATRICES, required=False)
    fraction = text("what the digestion reaches; empty: any", *FRACTIONS, required=False)
    extractant = text("what it was extracted with; empty: any", required=False)
    method = text("method group of the laboratory; empty: any", required=False)
    result_id = text("tells results of one day apart", required=False)
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class SiteSoils(StoreTable, table="site_soils", is_public=True, key=("iso3", "site_id")):
    """What soil a site has."""

    iso3 = ISO3
    site_id = SITE_ID
    texture_class = text("texture (USDA)", *TEXTURE_CLASSES, required=False)
    soil_type = text("kind of soil", "mineral", "organic", required=False)
    land_status = text("what exempts it of a target", *LAND_STATUS, required=False)
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class SiteZones(StoreTable, table="site_zones", is_public=True, key=("iso3", "site_id")):
    """Which zones a site lies in, how much land it stands for, and its classes for curves."""

    iso3 = ISO3
    site_id = SITE_ID
    soil_district = text("soil district of the Soil Monitoring Law", required=False)
    soil_unit = text("soil unit of the Soil Monitoring Law", required=False)
    area_km2 = number("land that the site stands for [km2]", required=False, above=0)
    om_class = text("class of organic matter of scoring curves, as 2", required=False)
    climate_class = text("class of climate of scoring curves, as 3", required=False)
    season = text("season of sampling of scoring curves, as spring", required=False)
    crop = text("crop of scoring curves", required=False)
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class OwnSoilTargets(
    StoreTable,
    table="own_soil_targets",
    is_public=True,
    key=("iso3", "indicator", "texture_class", "soil_type", "land_use"),
):
    """Target and trigger values that a country sets itself under the Soil Monitoring Law."""

    iso3 = ISO3
    indicator = text("code of an indicator of soil health, or of a contaminant")
    better = text("side of the values on which a soil is in the better state", "below", "above")
    target = number("sustainable target value [unit]", required=False, above=0)
    trigger = number("operational trigger value [unit]", required=False, above=0)
    unit = text("unit of both values")
    texture_class = text("texture they hold for; empty: any", *TEXTURE_CLASSES, required=False)
    soil_type = text("kind of soil they hold for; empty: any", "mineral", "organic", required=False)
    land_use = text("land use they hold for; empty: any", required=False)
    instrument = text("law, decree or standard that sets them")
    source = text("where they were read, as an address or a page")
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class SiteAreas(StoreTable, table="site_areas", is_public=True, key=("iso3", "site_id")):
    """Which area a site lies in."""

    iso3 = ISO3
    site_id = SITE_ID
    area_id = AREA_ID
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW
