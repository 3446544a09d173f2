"""What a page holds, as tests ask for it: cells in words, rows as plain mappings."""

from dataclasses import dataclass
from functools import cache, cached_property, reduce
from types import SimpleNamespace

import pandas as pd
from once import once

from workbench.findings.rows import Kind
from workbench.presentation.page import Page
from workbench.reports import parameters_of, report_of
from workbench.store.frames import joined
from workbench.store.reading import open_store

SOIL_SETS = {
    "scoring_set": "EXAMPLE-1",
    "backgrounds": ["XAA-EXAMPLE", "GEMAS-AP"],
    "unverified": ["EXAMPLE-1", "CASH-2017", "GEMAS-AP"],
}
HEALTH_QUESTIONS = {"negative_control": "K35-K37", "exposures": ["Cd", "Pb"]}
IN_WORDS = {Kind.CODE, Kind.PHRASE, Kind.FLAG}


@dataclass(frozen=True)
class Found:
    """A page, its tables with reasons in words."""

    page: Page

    @property
    def findings(self):
        """Findings in the order of the page."""
        return self.page.findings

    @property
    def status(self):
        """Whether there was data."""
        return self.page.result.status

    @property
    def data(self):
        """What was read."""
        return self.page.result.data

    @property
    def area(self):
        """Area of the page."""
        return self.page.area

    @cached_property
    def tables(self):
        """Tables by name, each with its frame."""
        return {
            name: SimpleNamespace(
                name=name, frame=self.page.tables[name], columns=self.page.rows[name].columns
            )
            for name in self.page.rows
        }

    def rows(self, name):
        """Cells of each row by column, in words; missing ones None."""
        frame = self.page.tables[name]
        texts = {column: "" for column in frame if frame[column].dtype == "str"}
        cells = frame.fillna(texts).astype(object)
        return cells.where(cells.notna(), None).to_dict(orient="index")

    def cell(self, evidence):
        """Cell that a sentence quotes: a number, or words."""
        filled = self.page.rows[evidence.table]
        row = filled.typed[evidence.row]
        column = filled.table.columns[evidence.column]
        is_worded = column.kind in IN_WORDS
        return self.page.words.of(row, column.name) if is_worded else getattr(row, column.name)

    @cached_property
    def left_out(self):
        """What was excluded, with its reason in words."""
        rows = self.page.tables["left_out"].to_dict(orient="records")
        return [SimpleNamespace(**row) for row in rows]


def read(report, area, address="example"):
    """Frames that a report reads of an area."""
    source = open_store(address)
    readings = parameters_of(report).readings(area)
    return reduce(joined, [source.read(tables, of) for tables, of in readings if tables])


def found(report, frames, **parameters):
    """What a report makes of frames."""
    checked = parameters_of(report).Parameters(**parameters)
    return Found(report_of(report).page(frames, checked))


@cache
def soils_of(area):
    """Page on the fictional soils of a country, made once a run."""

    def make():
        return found("soil_health", read("soil_health", area), area=area, **SOIL_SETS)

    return once(f"soil health of {area}", make)


@cache
def health_of(area, *, by_sex=False):
    """Page on the fictional health data of a country, made once a run."""

    def make():
        given = HEALTH_QUESTIONS | {"area": area, "by_sex": by_sex}
        return found("health", read("health", area), **given)

    return once(f"health of {area}, by sex: {by_sex}", make)


def empty_of(table):
    """Frame of a declared table without rows."""
    return pd.DataFrame(table.frame({}))
