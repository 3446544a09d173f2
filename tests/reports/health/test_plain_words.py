"""A sentence that claims a cause is refused."""

import pytest

from workbench.reports.health.plain_words import CausalWordError, without_causal_words


@pytest.mark.parametrize(
    "claim",
    [
        "Cadmium causes kidney disease.",
        "Disease due to cadmium",
        "Cadmium in soil leads to more cases.",
        "This proves it.",
        "The soil is safe.",
        "The effect of cadmium on kidneys",
        "Cadmium was responsible for 12 cases.",
        "Risk of dying from soil",
        "A protective element",
        "Impact on health",
    ],
)
def test_a_claim_is_refused_with_its_word(claim):
    with pytest.raises(CausalWordError, match="show associations"):
        without_causal_words(claim)


@pytest.mark.parametrize(
    "sentence",
    [
        "Cadmium was associated with kidney disease consistently across models.",
        "Deaths of all causes; all-cause mortality",
        "An unsafe-looking number is not refused within Causeway County.",
    ],
)
def test_an_association_may_be_said(sentence):
    assert without_causal_words(sentence) == sentence


def test_names_of_the_data_are_not_the_reports_words():
    name = "Deaths due to injury"
    assert without_causal_words(f"Lead, {name}: no association.", quoted=(name,))
