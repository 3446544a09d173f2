"""A sentence that claims a cause is refused."""

import re
from importlib.resources import files
from itertools import product

import pytest
from causal_words import CausalWordError, without_causal_words

from workbench.words.messages import Choose, Refer, entries

FILES = ("common.ftl", "health.ftl")
NAME = "Mercury"  # stands for each name and number of the data


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


def texts(parts):
    """All texts that a message may have, each cell a name of the data."""
    alternatives = []
    for part in parts:
        match part:
            case str():
                alternatives.append([part])
            case Refer(message):
                alternatives.append(list(texts(entries("en")[message].parts)))
            case Choose(variants=variants, default=default):
                every = (*variants.values(), default)
                alternatives.append([text for inner in every for text in texts(inner)])
            case _:
                alternatives.append([NAME])
    return {"".join(chosen) for chosen in product(*alternatives)}


@pytest.mark.parametrize("file", FILES)
def test_no_message_of_the_catalogue_claims_a_cause(file):
    source = files("workbench.words").joinpath("en", file).read_text(encoding="utf-8")
    names = re.findall(r"^(-?[\w-]+) =", source, re.MULTILINE)
    assert len(names) > 20
    for name in names:
        for text in texts(entries("en")[name].parts):
            assert without_causal_words(text, quoted=(NAME,)) == text


@pytest.mark.parametrize(
    "parts",
    [
        ("Cadmium leads to more cases",),
        ("Cadmium leads ", Choose("n_areas", {"one": ("to a case",)}, ("nowhere",))),
        ("Cases ", Choose("n_areas", {}, ("are due",)), " to cadmium"),
    ],
)
def test_a_claim_planted_in_the_catalogue_is_found(parts):
    with pytest.raises(CausalWordError, match="show associations"):
        without_causal_words(". ".join(texts(parts)), quoted=(NAME,))
