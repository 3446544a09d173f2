"""What all sections of the gaps report are worked out from: rounds, scopes, laws, measurements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from workbench.findings import DataUsed
from workbench.findings.rows import Phrase
from workbench.reports.gaps.basis.answers import Round, given_by_country, round_of, waves_of
from workbench.reports.gaps.basis.scopes import Scope, about, frame_of_countries, scopes_of
from workbench.reports.gaps.basis.shares import rated_importance
from workbench.reports.gaps.parameters import Parameters
from workbench.reports.own_thresholds import ValuesOnFile, own_thresholds
from workbench.store.frames import Frames, empty
from workbench.store.measurements import Measurements
from workbench.store.surveys import Legislation, Responses, SoilexRecords, SurveyFrame
from workbench.vocabulary import places


@dataclass(frozen=True)
class Basis:
    """What was answered, in the scopes of a page, and what is recorded of its countries.

    Attributes
    ----------
    parameters : Parameters
        Parameters of the report.
    before, now : Round
        Round before, and round of the report.
    scopes : tuple of Scope
        Scopes of the page, the nearest first.
    list_from : Phrase or None
        Where the list of those that could answer is from; None where there is no list.
    frame : DataFrame
        Rows of the table `frame`, for the laboratories.
    delivered_laws : DataFrame
        Rows of the table `legislation`.
    soilex : DataFrame
        Rows of the table `soilex_records`.
    on_file : ValuesOnFile
        Thresholds in force of all countries, those that they gave themselves first.
    measured : DataFrame
        Measurements of the country; none for a region.
    """

    parameters: Parameters
    before: Round
    now: Round
    scopes: tuple[Scope, ...]
    list_from: Phrase | None
    frame: pd.DataFrame
    delivered_laws: pd.DataFrame
    soilex: pd.DataFrame
    on_file: ValuesOnFile
    measured: pd.DataFrame

    @property
    def area(self) -> str:
        """Area of the page."""
        return self.parameters.area

    @property
    def is_country(self) -> bool:
        """Whether the page is about one country."""
        return places.is_country(self.area)

    @property
    def iso3s(self) -> tuple[str, ...]:
        """Countries that the page is about: one, or those of its region."""
        return about(self.scopes, self.area)

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, str]]:
        """Answer to each scored item by country: yes, partial, no, unknown or not_applicable."""
        return self.now.words()

    @cached_property
    def given(self) -> Mapping[str, Mapping[str, str]]:
        """Answers that count, as codes, by country and item."""
        return given_by_country(self.now)

    @cached_property
    def rated_importance(self) -> Mapping[str, float]:
        """Importance that respondents gave each scored item; empty where one has none."""
        return rated_importance(self.now, self.scopes[-1])


def basis(frames: Frames, parameters: Parameters) -> Basis:
    """Choose the answers that count, and the scopes that they are counted in.

    Parameters
    ----------
    frames : Frames
        What the store gives for the readings of the area.
    parameters : Parameters
        Validated parameters of the report.

    Returns
    -------
    Basis
        What all sections are worked out from.

    Raises
    ------
    ParameterError
        If there is no such round of the survey.
    """
    frames = _of_its_world(frames, parameters.area)
    units, list_from = frame_of_countries(frames[SurveyFrame.table], parameters.area)
    responses = frames[Responses.table]
    now, before = waves_of(responses, parameters.wave)
    return Basis(
        parameters=parameters,
        before=round_of(responses, before, units[SurveyFrame.iso3]),
        now=round_of(responses, now, units[SurveyFrame.iso3]),
        scopes=scopes_of(parameters.area, units),
        list_from=list_from,
        frame=frames[SurveyFrame.table],
        delivered_laws=frames[Legislation.table],
        soilex=frames.tables.get(SoilexRecords.table, empty(SoilexRecords.table)),
        on_file=ValuesOnFile(own_thresholds(frames)),
        measured=frames.tables.get(Measurements.table, empty(Measurements.table)),
    )


def _of_its_world(frames: Frames, area: str) -> Frames:
    """Leave fictional countries out of what a real country or region is put beside."""
    if area == places.WORLD or places.is_fictional(area):
        return frames
    real = {
        name: frame[~frame[SurveyFrame.iso3].map(places.is_fictional).astype(bool)].reset_index(
            drop=True
        )
        for name, frame in frames.tables.items()
    }
    return replace(frames, tables=real, fictional=False)


def data_used(frames: Frames, _: Basis) -> DataUsed:
    """Give fingerprint and sources of what was read; other files of the store are no part of it.

    A file of which anything was set aside is named too: it may be a survey.
    """
    n_rows = len(frames[Responses.table])
    read = {
        file
        for frame in frames.tables.values()
        if Responses.source_file in frame
        for file in frame[Responses.source_file].unique()
    }
    sources = tuple(one for one in frames.sources if one.file in read or one.n_quarantined != 0)
    return DataUsed(frames.fingerprint, n_rows, None, sources, "survey row")
