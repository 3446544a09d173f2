"""Countries whose samples are no topsoil: a page without scores that says what was sent."""

import pytest
from found import found

from examples.store import country_tables
from workbench.store.frames import Frames, arranged, empty
from workbench.store.reading import fingerprint

READS = ("measurements", "site_soils")


@pytest.fixture
def of_matrix(changed_soils):
    """Result for a country whose lead was measured in something that is no soil."""

    def judge(matrix):
        return changed_soils(
            "XAA", lambda rows: rows[rows["substance"] == "Pb"].assign(matrix=matrix)
        )

    return judge


@pytest.mark.parametrize("matrix", ["forest_floor", "sediment", "dust"])
def test_a_country_without_soil_has_a_page(of_matrix, page_of, matrix):
    result = of_matrix(matrix)
    assert result.status == "no_data"
    said = result.findings[0].sentence
    name = matrix.replace("_", " ")
    n = f"{result.rows('overview')['XAA']['n_measurements']:,}"
    assert f"None of the {n} measurements can be used: {name}, not soil ({n})." in said
    assert "Please provide measurements of the topsoil" in page_of(result.page)


def test_each_thing_that_is_no_soil_is_left_out_under_its_name(changed_soils):
    def mixed(rows):
        lead = rows[rows["substance"] == "Pb"]
        words = ["sediment"] * 3 + ["dust"] * 2 + ["soil"] * (len(lead) - 5)
        return lead.assign(matrix=words)

    reasons = {one.why: one.count for one in changed_soils("XAA", mixed).left_out}
    assert reasons["sediment, not soil"] == 3
    assert reasons["dust, not soil"] == 2


@pytest.mark.parametrize("kept", [*READS, "nothing"])
def test_a_store_with_one_table_alone_has_a_page(page_of, kept):
    frames = {
        name: arranged(name, country_tables("XAA")[name]) if name == kept else empty(name)
        for name in READS
    }
    data = Frames(frames, fingerprint(frames))
    assert page_of(found("soil_health", data, area="XAA").page)
