"""Leukaemia in New York: the published data as they are, through intake, placing and the models."""

import csv

import pytest

from workbench.inputs.areas.borders import stored_borders, touching
from workbench.inputs.ingest import ingest
from workbench.methods.rates import grades
from workbench.reports.health.basis import basis, models
from workbench.reports.health.basis.models import PatternsAdded
from workbench.reports.health.parameters import READS, Parameters
from workbench.store.frames import Frames
from workbench.store.reading import open_store


def test_new_york_comes_with_its_neighbours_and_gives_the_published_models(project, tmp_path):
    shared = project.parent / "shared"
    folder, mappings = shared / "data/ny_leukemia", project / "parameters/mappings"
    if not folder.exists():
        pytest.skip(f"{folder} is absent: the data are not part of the repository")
    store = tmp_path / "store"
    pairs = published_links(shared / "reference/epi")
    links = tmp_path / "ny_neighbours.csv"
    links.write_text("".join(f"{a},{b}\n" for a, b in [("tract", "neighbour"), *sorted(pairs)]))
    for file, mapping in (
        (folder / "NY8.csv", "ny_leukemia.yml"),
        (folder / "ny_leukemia_tracts.geojson", "ny_leukemia_tracts.yml"),
        (links, "ny_leukemia_neighbours.yml"),
    ):
        assert ingest(file, mappings / mapping, store).n_quarantined == 0
    frames = open_store(str(store)).read(READS, "USA")

    # spData: 281 tracts; sums of Cases and POP8 of NY8.csv; 1522 directed links of its neighbours.
    assert len(frames["areas"]) == len(frames["outcomes"]) == 281
    assert frames["outcomes"]["cases"].sum() == pytest.approx(591.999789, abs=1e-9)
    assert frames["population"]["person_years"].sum() == 1057673
    stored = frames["neighbours"]
    assert set(zip(stored["area_id"], stored["neighbour_id"], strict=True)) == pairs
    assert len(stored) == 1522
    assert frames["covariates"]["name"].nunique() == 3

    # The borders that came with it touch elsewhere than the list says.
    touch = set(touching(stored_borders(frames["areas"])))
    assert (len(touch), len(touch - pairs), len(pairs - touch)) == (1624, 106, 4)

    check_models(frames)


def published_links(folder):
    """Links of the list, in which tracts are numbered as in the table."""
    with (folder / "ny_leukemia.csv").open(newline="", encoding="utf-8") as file:
        codes = {row["id"]: row["AREAKEY"] for row in csv.DictReader(file)}
    with (folder / "ny_leukemia_nb.csv").open(newline="", encoding="utf-8") as file:
        return {(codes[row["i"]], codes[row["j"]]) for row in csv.DictReader(file)}


def check_models(frames: Frames):
    """The models are those of R 4.2 on these data (Bivand and others 2013, ch. 9, data NY8)."""
    given = Parameters(
        area="USA",
        exposures=["exposure_tce"],
        demography=["share_aged_65"],
        confounders=["share_owning_home"],
    )
    (one,) = basis(frames, given).judged
    adjusted, quasi = one.models[models.ADJUSTED], one.models[models.QUASI]
    assert adjusted.interval.estimate == pytest.approx(0.148930, abs=5e-7)
    assert adjusted.standard_error == pytest.approx(0.031205, abs=5e-7)
    assert quasi.standard_error == pytest.approx(0.035235, abs=5e-7)
    binomial = one.models[models.NEGATIVE_BINOMIAL]
    assert binomial.interval.estimate == pytest.approx(0.149120, abs=5e-6)
    assert one.models[models.SPATIAL].remark == PatternsAdded(n_patterns=0)  # as spatialreg::ME
    assert one.grade.name == grades.NOT_ASSESSABLE
    assert grades.NoTellingControl() in one.grade.reasons
