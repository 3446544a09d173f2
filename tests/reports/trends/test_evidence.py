"""Walks every number of every sentence to the cell that it was taken from."""

import math
import re

import pytest

NUMBER = re.compile(r"[<>]?\s?\u2212?\s?\d[\d.,]*(?<!,)(?:\s%)?")
AREAS = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "R-EXAMPLE")


def stands_for(token, value):
    """Whether a token of a sentence is the rounding of a cell."""
    digits = (
        token.replace("\u2212", "-")
        .lstrip("<>")
        .replace("%", "")
        .replace(",", "")
        .strip()
        .rstrip(".")
    )
    said = float(digits)
    if token.startswith("<"):
        return 0 <= value < said
    value = 100 * value if "%" in token else value
    if token.startswith(">"):  # below zero, and would be rounded to it
        return said < value < 0
    decimals = len(digits.partition(".")[2])
    by_decimals = 0.5 * 10**-decimals
    by_significance = 0.5 * 10 ** (math.floor(math.log10(abs(value))) - 2) if value else 0
    return abs(said - value) <= max(by_decimals if decimals else 0.5, by_significance) * 1.0001


def without_names(sentence, texts):
    """The sentence with the texts that it quotes taken out."""
    for text in sorted(texts, key=len, reverse=True):
        assert text in sentence
        sentence = sentence.replace(text, "")
    return sentence


@pytest.mark.parametrize("area", AREAS)
def test_every_number_of_every_sentence_stands_in_its_cell(trends_result, area):
    result = trends_result(area)
    assert result.findings
    for finding in result.findings:
        cells = [result.cell(evidence) for evidence in finding.evidence]
        texts = [cell for cell in cells if isinstance(cell, str)]
        numbers = [float(cell) for cell in cells if not isinstance(cell, str)]
        tokens = NUMBER.findall(without_names(finding.sentence, texts))
        assert len(tokens) == len(numbers), finding.sentence
        pairs = zip(tokens, numbers, strict=True)
        assert all(stands_for(token, number) for token, number in pairs), finding.sentence


@pytest.mark.parametrize(
    ("token", "value", "expected"),
    [
        ("2.42", 2.41625, True),
        ("2.43", 2.41625, False),
        ("\u22122.42", -2.41625, True),
        ("2.42", -2.41625, False),
        ("46 %", 0.4583, True),
        ("47 %", 0.4583, False),
        ("24", 24, True),
        ("25", 24, False),
        ("< 0.001", 0.0004, True),
        ("< 0.001", 0.004, False),
        ("> \u22120.01 %", -0.00003, True),
        ("> \u22120.01 %", -0.0003, False),
    ],
)
def test_the_walk_itself_tells_right_from_wrong(token, value, expected):
    assert stands_for(token, value) is expected


@pytest.mark.parametrize("area", AREAS)
def test_ids_are_unique_and_name_report_and_area(trends_result, area):
    ids = [finding.id for finding in trends_result(area).findings]
    assert len(ids) == len(set(ids))
    assert all(identity.startswith(f"trends/{area}/") for identity in ids)


@pytest.mark.parametrize("area", AREAS)
def test_value_and_interval_are_those_of_the_cells(trends_result, area):
    result = trends_result(area)
    for finding in result.findings:
        if finding.id.endswith("/trend"):
            cells = result.rows("trends")[finding.evidence[0].row]
            assert finding.value == cells["change_per_year"]
