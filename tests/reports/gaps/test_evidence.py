"""Every number and name of every sentence stands in the cell that the finding points to."""

import re

import pytest

from workbench.findings.rows import Kind
from workbench.words.numbers import numbers_of

NUMBERS = numbers_of("en")
NUMBER = re.compile(r"\d[\d.]*")
KINDS = (Kind.NUMBER, Kind.SHARE, Kind.PROBABILITY, Kind.YEAR)
AREAS = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "XBB", "R-EXAMPLE", "NOR", "WORLD")


def written(cell):
    """All ways in which a sentence may write a cell."""
    if isinstance(cell, str):
        return {cell}
    decimals = [None, *range(7)] if isinstance(cell, float) else [None]
    return {NUMBERS.write(cell, kind, places) for kind in KINDS for places in decimals}


def without_quotes(sentence, cells):
    """What is left of a sentence once each cell is taken out, from its beginning to its end."""
    rest, place = "", 0
    for cell in cells:
        found = [(sentence.find(way, place), way) for way in written(cell)]
        start, way = min((at, -len(way), way) for at, way in found if at >= 0)[::2]
        rest, place = rest + sentence[place:start], start + len(way)
    return rest + sentence[place:]


@pytest.mark.parametrize("area", AREAS)
def test_no_number_is_left_once_the_cells_are_taken_out(gaps_result, area):
    result = gaps_result(area)
    assert result.findings
    for finding in result.findings:
        cells = [result.cell(evidence) for evidence in finding.evidence]
        assert not NUMBER.search(without_quotes(finding.sentence, cells)), finding.sentence


def test_the_walk_itself_sees_a_number_without_a_cell():
    assert NUMBER.search(without_quotes("3 of 4 said yes", [3]))
    assert not NUMBER.search(without_quotes("3 of 4 said yes", [3, 4]))


@pytest.mark.parametrize("area", AREAS)
def test_ids_are_unique_and_name_report_and_area(gaps_result, area):
    ids = [finding.id for finding in gaps_result(area).findings]
    assert len(ids) == len(set(ids))
    assert all(identity.startswith(f"gaps/{area}/") for identity in ids)
