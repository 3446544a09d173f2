"""Standard procedures for each substance and extraction, and who determines it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from workbench.findings.rows import code, count, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.inputs.surveys.sampling_frame import units_in_frame
from workbench.methods.basics.intervals import wilson
from workbench.presentation.html import HtmlTable
from workbench.presentation.shown_table import as_table
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import ANSWERED, LABORATORY, RESPONSE, Round
from workbench.reports.gaps.basis.overview import is_country, is_silent
from workbench.reports.gaps.basis.scopes import WHOLE, OfScope, Scope, is_nearest, regions_of
from workbench.reports.gaps.phrases import ScopeName, Standard
from workbench.reports.report import Section
from workbench.store.measurements import Measurements
from workbench.store.surveys import Responses, SurveyFrame
from workbench.vocabulary.laws.recorded import Procedure
from workbench.vocabulary.laws.recorded import procedures as recorded
from workbench.vocabulary.laws.thresholds import Values
from workbench.vocabulary.substances import substances
from workbench.vocabulary.survey.items import (
    LABORATORY_SUBSTANCES,
    METALS,
    OTHER,
    laboratory_substances,
    survey_substance,
)
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

AWARE = ("4", "5")
EVERY = 1000  # rows of the page: all that are looked for, which are far fewer
IN_DEVELOPMENT = "in development"
COMMON = ("aqua_regia", "total", "any")
OF_COUNTRY = ("n_thresholds", "n_measurements", "n_laboratories")
Extraction = tuple[str, str]  # fraction and extractant


@row
class Extracted:
    """A substance of the survey and an extraction that a procedure, law or sample has."""

    substance: str = text("substance, or group, as the survey asks for it", "Substance")
    fraction: str = code("fraction", "what the extraction reaches", "Extraction")
    extractant: str = text("extractant; empty where the fraction says it", "Extractant")
    n_thresholds: int = count(
        "values in force of the country with this fraction", "National thresholds"
    )
    n_measurements: int = count(
        "measurements of the country with this fraction", "National measurements"
    )
    n_laboratories: int = count(
        "laboratories of the country that determine the substance", "Labs: country"
    )
    n_laboratories_near: int = count("laboratories of the region that do", "Labs: region")
    n_laboratories_whole: int = count("laboratories of all countries that do", "Labs: all")
    procedures: tuple[Standard, ...] = phrase(
        "standard procedures that were read in their source", "Procedures"
    )
    not_verified: tuple[Standard, ...] = phrase("standard procedures that were not", "Not verified")


@row
class LaboratoryAnswers(OfScope):
    """What laboratories of a scope reported of their knowledge and their tests."""

    scope_name: ScopeName = phrase("its name", "Laboratories of")
    n_answered: int = count("laboratories that answered", "Laboratories that answered")
    n_aware: int = count("that know how to use the SOPs (4 or 5 of 5)", "Aware of the SOPs")
    n_aware_answers: int = count("that answered this", "Of")
    share_aware: float | None = share("of those, that know how", "Share", default=None)
    share_aware_lower: float | None = share(
        "lower limit of that share (Wilson)", "Lower limit", lower_of="share_aware", default=None
    )
    share_aware_upper: float | None = share(
        "upper limit of that share (Wilson)", "Upper limit", upper_of="share_aware", default=None
    )
    n_listed: int | None = count("laboratories on the list", "Listed", default=None)
    share_least: float | None = share(
        "share of those listed, were all without an answer not aware", "At least", default=None
    )
    share_most: float | None = share(
        "share of those listed, were all without an answer aware", "At most", default=None
    )
    n_develop: int = count("that take part in developing SOPs", default=0)
    n_develop_answers: int = count("that answered this", default=0)
    n_proficiency: int = count("that took part in a proficiency test within 24 months", default=0)
    n_proficiency_answers: int = count("that answered this", default=0)


@row
class ProcedureGroup:
    """A group that the action plan asks about: its substances, procedures and laboratories."""

    group: str = code("procedure-group", "what is determined", "Group")
    n_substances: int = count("substances of the vocabulary that it has", "Substances")
    n_laboratories_near: int = count(
        "laboratories of the region that determine some", "Labs: region"
    )
    n_laboratories_whole: int = count("laboratories of all countries that do", "Labs: all")
    procedures: tuple[Standard, ...] = phrase(
        "standard procedures that were read in their source", "Procedures"
    )
    not_verified: tuple[Standard, ...] = phrase("standard procedures that were not", "Not verified")


PROCEDURES = Table(
    "procedures",
    Extracted,
    "Substance, extraction and standard procedure",
    "No standard procedure is recorded.",
    most=EVERY,
)
LABORATORIES = Table(
    "laboratories", LaboratoryAnswers, "What laboratories reported", "No laboratory answered."
)
GROUPS = Table(
    "procedure_groups",
    ProcedureGroup,
    "Procedures for bioavailable metals, hazardous and obsolete pesticides",
    "No standard procedure is recorded.",
)
BIOAVAILABLE, HAZARDOUS, OBSOLETE = "bioavailable", "hazardous", "obsolete"
PESTICIDE = "pesticides"  # as the survey asks laboratories for them
ANSWERS = Message("laboratories", LaboratoryAnswers, "laboratories")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Count what laboratories reported, and list procedures with who determines what."""
    scopes = basis.scopes
    others = [one for one in regions_of(scopes[-1]) if one.code != scopes[0].code]
    in_list = units_in_frame(basis.frame, LABORATORY)
    yield LABORATORIES.filled(
        laboratories(basis.now, (*scopes, *others), in_list, basis.parameters.confidence)
    )
    yield PROCEDURES.filled(procedures(basis))
    yield GROUPS.filled(procedure_groups(basis))


def procedure_groups(basis: Basis) -> dict[str, ProcedureGroup]:
    """List procedures for groups that the action plan asks about, and who determines them.

    The survey asks laboratories for metals and for pesticides as a whole: those that determine one
    may do so without the weak extraction, or without the pesticides of the group.
    """
    known = substances().values()
    metals = [one.code for one in known if one.group in METALS]
    asked = frozenset(map(survey_substance, metals)) - {OTHER}
    extracts = [
        one for one in recorded() if one.fraction == "extractable" and any(map(one.is_for, asked))
    ]
    pesticides = frozenset({PESTICIDE})
    of_pesticides = [one for one in recorded() if one.is_for(PESTICIDE)]
    flagged = {
        HAZARDOUS: [one for one in known if one.hhp == "yes"],
        OBSOLETE: [one for one in known if one.obsolete == "yes"],
    }
    groups = {BIOAVAILABLE: _group(BIOAVAILABLE, len(metals), extracts, asked, basis)}
    return groups | {
        name: _group(name, len(some), of_pesticides, pesticides, basis)
        for name, some in flagged.items()
    }


def _group(
    name: str, n_substances: int, found: Sequence[Procedure], asked: frozenset[str], basis: Basis
) -> ProcedureGroup:
    """Row of a group, with laboratories that determine some of what the survey asks for."""
    where = [iso3 for iso3, said in _determined(basis.now) if asked.intersection(said)]
    near, whole = basis.scopes[0].countries, basis.scopes[-1].countries
    return ProcedureGroup(
        group=name,
        n_substances=n_substances,
        n_laboratories_near=sum(iso3 in near for iso3 in where),
        n_laboratories_whole=sum(iso3 in whole for iso3 in where),
        procedures=_standards(one for one in found if one.verified == "yes"),
        not_verified=_standards(one for one in found if one.verified != "yes"),
    )


def procedures(basis: Basis) -> dict[str, Extracted]:
    """List each substance with each extraction that a procedure, law or sample has."""
    scopes, area = basis.scopes, basis.area
    determined = _determined(basis.now)
    of_law, of_samples = _of_law(basis.on_file.of(area)), _of_samples(basis.measured)
    near, whole = scopes[0].countries, scopes[-1].countries
    rows = {}
    for substance in _asked():
        where = [iso3 for iso3, substances in determined if substance in substances]
        known = _by_extraction(substance)
        beside = [key for key in (*of_law, *of_samples) if key[0] == substance]
        for extraction in dict.fromkeys([*known, *(key[1] for key in beside)]):
            found = known.get(extraction, [])
            rows[f"{substance}:{extraction[0]}:{extraction[1]}"] = Extracted(
                substance=laboratory_substances()[substance].words,
                fraction=extraction[0],
                extractant=extraction[1],
                procedures=_standards(one for one in found if one.verified == "yes"),
                not_verified=_standards(one for one in found if one.verified != "yes"),
                n_thresholds=of_law[substance, extraction],
                n_measurements=of_samples[substance, extraction],
                n_laboratories=where.count(area),
                n_laboratories_near=sum(iso3 in near for iso3 in where),
                n_laboratories_whole=sum(iso3 in whole for iso3 in where),
            )
    return rows


def laboratories(
    answers: Round, scopes: Sequence[Scope], in_list: pd.DataFrame | None, confidence: float
) -> dict[str, LaboratoryAnswers]:
    """Count what laboratories of each scope reported of their knowledge and their tests.

    Where there is a list of laboratories, the share that is aware has a range without assumptions.
    """
    found = {}
    for scope in scopes:
        one = _laboratories(answers.laboratories, scope, confidence)
        if in_list is None:
            found[scope.code] = one
            continue
        n_listed = int(in_list[SurveyFrame.iso3].isin(scope.countries).sum())
        found[scope.code] = _with_bounds(one, n_listed)
    return found


def _with_bounds(one: LaboratoryAnswers, n_listed: int) -> LaboratoryAnswers:
    """Row with how many laboratories are listed, and what the share of all of them may be."""
    told = replace(one, n_listed=n_listed)
    if not n_listed or one.n_aware_answers > n_listed:
        return told
    n_silent = n_listed - one.n_aware_answers
    return replace(
        told, share_least=one.n_aware / n_listed, share_most=(one.n_aware + n_silent) / n_listed
    )


def _asked() -> list[str]:
    """Substances that the survey names."""
    choices = laboratory_substances()
    return [
        code
        for code, choice in choices.items()
        if choice.status == "answered" and not choice.exclusive and code != OTHER
    ]


def _by_extraction(substance: str) -> dict[Extraction, list[Procedure]]:
    """Procedures for a substance, by fraction and extractant."""
    found: dict[Extraction, list[Procedure]] = {}
    for one in recorded():
        if one.is_for(substance):
            found.setdefault((one.fraction, one.extractant), []).append(one)
    return found


def _of_law(values: Values) -> Counter[tuple[str, Extraction]]:
    """Count the values in force of a country by substance and extraction."""
    return Counter(
        (survey_substance(row.substance), (row.fraction, row.extractant))
        for rows in values.values()
        for row in rows
    )


def _of_samples(measured: pd.DataFrame) -> Counter[tuple[str, Extraction]]:
    """Count the measurements of a country by substance and extraction."""
    organic = {code for one in recorded() if one.fraction == "any" for code in one.substances}
    columns = measured[
        [Measurements.substance, Measurements.fraction, Measurements.extractant]
    ].fillna("")
    counts: Counter[tuple[str, Extraction]] = Counter()
    for key, rows in columns.groupby(list(columns), sort=False):
        substance, fraction, extractant = map(str, key)
        code = survey_substance(substance)
        reached = "any" if code in organic else fraction
        counts[code, (reached, extractant)] += len(rows)
    return counts


def _determined(answers: Round) -> list[tuple[str, list[str]]]:
    """Country and substances of each laboratory that said what it determines."""
    rows = answers.laboratories
    said = rows[
        (rows[Responses.item_id] == LABORATORY_SUBSTANCES) & (rows[Responses.status] == ANSWERED)
    ]
    return [
        (iso3, value.split())
        for iso3, value in zip(said[Responses.iso3], said[Responses.value], strict=True)
    ]


def _laboratories(rows: pd.DataFrame, scope: Scope, confidence: float) -> LaboratoryAnswers:
    """Count the answers of the laboratories of a scope."""
    of_scope = rows[rows[Responses.iso3].isin(scope.countries)]
    answered = of_scope[of_scope[Responses.status] == ANSWERED]
    said = answered.groupby(Responses.item_id)[Responses.value].agg(list).to_dict()
    aware, develop, tested = (
        said.get(item, []) for item in ("lab_aware", "lab_sop_dev", "lab_proficiency")
    )
    n_aware = sum(value in AWARE for value in aware)
    interval = wilson(n_aware, len(aware), confidence=confidence) if aware else None
    return LaboratoryAnswers(
        scope=scope.code,
        scope_name=scope.name,
        n_answered=len(of_scope.drop_duplicates(RESPONSE)),
        n_aware=n_aware,
        n_aware_answers=len(aware),
        share_aware=n_aware / len(aware) if aware else None,
        share_aware_lower=interval.lower if interval else None,
        share_aware_upper=interval.upper if interval else None,
        n_develop=develop.count("yes"),
        n_develop_answers=len(develop),
        n_proficiency=tested.count("yes"),
        n_proficiency_answers=len(tested),
    )


def _standards(found: Iterable[Procedure]) -> tuple[Standard, ...]:
    """Names of procedures, with what is not finished."""
    return tuple(
        Standard(name=one.standard, is_in_development=one.status == IN_DEVELOPMENT) for one in found
    )


def say(tables: Tables) -> Iterator[Said]:
    """Tell what the laboratories of each scope reported; regions of all are in the table."""
    rows = tables.of(LABORATORIES)
    for name, one in rows.items():
        if one.n_answered and (one.scope in WHOLE or is_nearest(rows, name)):
            yield said(ANSWERS, LABORATORIES, name, main="n_aware")


def shown_procedures(tables: Tables, words: Words) -> HtmlTable:
    """Show substance, extraction and procedures, where a law, a sample or a laboratory has them."""
    country = is_country(tables)
    return as_table(
        tables.filled(PROCEDURES).kept(_is_looked_for),
        words,
        columns=[
            name
            for name, one in PROCEDURES.columns.items()
            if one.heading and (country or name not in OF_COUNTRY)
        ],
        notes=words.plain("procedures-note" if country else "procedures-note-region"),
    )


def _is_looked_for(one: Extracted) -> bool:
    """Whether the country has a value or samples of an extraction, or it is a common one."""
    common = one.fraction in COMMON and not one.extractant
    return common or bool(one.n_thresholds or one.n_measurements)


SECTION: Section[Basis] = Section(
    name="procedures",
    tables=(LABORATORIES, PROCEDURES, GROUPS),
    compute=compute,
    say=say,
    messages=(ANSWERS,),
    views={"procedures": shown_procedures},
    empty="no-laboratories",
    left_out=is_silent,
)
