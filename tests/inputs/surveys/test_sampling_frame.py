from workbench.inputs.surveys.sampling_frame import country_frame, units_in_frame
from workbench.store.frames import breaches

REGIONS = (
    *("R-AFRICA", "R-ASIA", "R-EURASIA", "R-EUROPE", "R-LAC", "R-NENA", "R-NORTH-AMERICA"),
    "R-PACIFIC",
)


def test_the_frame_has_the_countries_of_each_region_and_none_that_is_made_up():
    frame = country_frame()

    assert breaches("frame", frame) == []
    counts = frame["stratum"].value_counts().to_dict()
    # the lists of the Global Soil Partnership: 205 countries and territories in 8 regions
    assert counts == dict(zip(REGIONS, (47, 24, 13, 42, 33, 20, 2, 24), strict=True))
    assert not frame["iso3"].str.startswith("XA").any()


def test_without_a_frame_of_laboratories_there_is_none():
    assert units_in_frame(country_frame(), "laboratory") is None
    countries = units_in_frame(country_frame(), "country")
    assert countries is not None
    assert len(countries) == 205


def test_a_unit_outside_the_frame_does_not_count():
    frame = country_frame().assign(in_frame=lambda rows: rows["iso3"] == "KEN")
    assert list(units_in_frame(frame, "country")["iso3"]) == ["KEN"]
