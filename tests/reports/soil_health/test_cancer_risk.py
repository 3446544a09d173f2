"""A lifetime cancer risk is compared with US EPA's range of generally acceptable exposure."""

import pytest

from workbench.methods.soil.health_risk import HIGHEST_ACCEPTABLE_RISK, LOWEST_ACCEPTABLE_RISK

RANGE = (
    "US EPA\N{RIGHT SINGLE QUOTATION MARK}s range of generally acceptable exposure "
    "(1 in 1,000,000 to 1 in 10,000)"
)


@pytest.fixture
def with_arsenic(changed_soils):
    """Row, sentence and actions of the newest set, for arsenic alone at one content."""

    def judge(mg_kg):
        def arsenic(rows):
            return rows[rows["substance"] == "As"].assign(value=mg_kg)

        result = changed_soils("XAA", arsenic)
        key = "lifetime:all:EPA-2025"
        (said,) = (f.sentence for f in result.findings if f.id.endswith(f"{key}/risk"))
        asked = f"risk:{key}" in result.rows("actions")
        return result.rows("hazard")[key], said.replace("\N{NO-BREAK SPACE}", " "), asked

    return judge


def test_the_range_is_that_of_the_national_contingency_plan():
    assert (LOWEST_ACCEPTABLE_RISK, HIGHEST_ACCEPTABLE_RISK) == (1e-6, 1e-4)


@pytest.mark.parametrize(
    ("risk", "written", "place"),
    [(1.2e-4, "1.2 in 10,000", "above"), (2e-5, "2 in 100,000", "within"),
     (5e-7, "5 in 10,000,000", "below"), (1.004e-4, "1.004 in 10,000", "above")],
)  # fmt: skip
def test_a_risk_is_above_within_or_below_the_range(with_arsenic, risk, written, place):
    of_one = with_arsenic(1.0)[0]["ilcr"]  # the risk is linear in the content
    row, said, asked = with_arsenic(risk / of_one)
    assert row["ilcr"] == pytest.approx(risk)
    assert said.startswith(
        f"Screening estimate of added lifetime cancer risk: {written}, {place} {RANGE}"
    )
    assert asked == ("above it, action is generally warranted" in said) == (place == "above")
