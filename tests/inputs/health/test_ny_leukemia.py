import csv

import pytest

from workbench.inputs.health.borders import DIGITS_OF_DEGREES, read_border, touching
from workbench.inputs.intake import ingest
from workbench.inputs.store import open_store


def test_the_tracts_of_new_york_come_with_their_published_neighbours(project, tmp_path, store):
    shared = project.parent / "shared"
    folder, mappings = shared / "data/ny_leukemia", project / "parameters/mappings"
    if not folder.exists():
        pytest.skip(f"{folder} is absent: the data are not part of the repository")
    pairs = published_links(shared / "reference/epi")
    links = tmp_path / "ny_neighbours.csv"
    links.write_text("".join(f"{a},{b}\n" for a, b in [("tract", "neighbour"), *sorted(pairs)]))
    for file, mapping in (
        (folder / "NY8.csv", "ny_leukemia.yml"),
        (folder / "ny_leukemia_tracts.geojson", "ny_leukemia_tracts.yml"),
        (links, "ny_leukemia_neighbours.yml"),
    ):
        assert ingest(file, mappings / mapping, store).n_quarantined == 0
    reads = ("areas", "neighbours", "population", "outcomes", "covariates")
    frames = open_store(str(store)).read(reads, "USA")

    # spData: 281 tracts; sums of Cases and POP8 of NY8.csv; 1522 directed links of its neighbours.
    assert len(frames["areas"]) == len(frames["outcomes"]) == 281
    assert frames["outcomes"]["cases"].sum() == pytest.approx(591.999789, abs=1e-9)
    assert frames["population"]["person_years"].sum() == 1057673
    stored = frames["neighbours"]
    assert set(zip(stored["area_id"], stored["neighbour_id"], strict=True)) == pairs
    assert len(stored) == 1522
    assert frames["covariates"]["name"].nunique() == 3

    # The borders that came with it touch elsewhere than the list says.
    areas = frames["areas"]
    borders = dict(zip(areas["area_id"], map(read_border, areas["geometry"]), strict=True))
    touch = set(touching(borders, DIGITS_OF_DEGREES))
    assert (len(touch), len(touch - pairs), len(pairs - touch)) == (1624, 106, 4)


def published_links(folder):
    """Links of the list, in which tracts are numbered as in the table."""
    with (folder / "ny_leukemia.csv").open(newline="", encoding="utf-8") as file:
        codes = {row["id"]: row["AREAKEY"] for row in csv.DictReader(file)}
    with (folder / "ny_leukemia_nb.csv").open(newline="", encoding="utf-8") as file:
        return {(codes[row["i"]], codes[row["j"]]) for row in csv.DictReader(file)}
