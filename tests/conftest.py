"""What several folders of tests need: the checkout and the results of the example countries."""

import os
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from found import found, read
from once import FOLDER, once

from workbench.presentation.wording import number, one_in, probability
from workbench.vocabulary.percentages import percent

NUMBER = re.compile(r"\d[\d.]*")
PROJECT = Path(__file__).parents[1]


def pytest_configure(config):
    """Give the run a folder for what is made once; workers have it from who started them."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = mkdtemp(prefix="workbench-tests-")


def pytest_unconfigure(config):
    """Remove that folder at the end."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER))


@cache
def _trends_result(area):

    def make():
        return found("trends", read("trends", area), area=area)

    return once(f"trends of {area} with the defaults", make)


@pytest.fixture
def project():
    """The checkout."""
    return PROJECT


@pytest.fixture
def trends_result():
    """Result of the trends report for an example country."""
    return _trends_result


def _written(cell):
    """All ways in which a sentence may write a cell."""
    if isinstance(cell, str):
        return {cell}
    value = cell.item() if hasattr(cell, "item") else cell
    return {number(value), percent(value), probability(value), one_in(value)}


@pytest.fixture
def numbers_without_cell():
    """Numbers of a finding that are left once its cells are taken out, from beginning to end."""

    def left(result, finding):
        rest, place = "", 0
        for evidence in finding.evidence:
            ways = _written(result.cell(evidence))
            found = [(finding.sentence.find(way, place), way) for way in ways]
            start, way = min((at, -len(way), way) for at, way in found if at >= 0)[::2]
            rest, place = rest + finding.sentence[place:start], start + len(way)
        return NUMBER.findall(rest + finding.sentence[place:])

    return left
