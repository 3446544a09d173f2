"""Contaminants compared with backgrounds: how contaminated the soils are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from workbench.findings.rows import Phrase, code, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.basics.arrays import Bounded, Floats
from workbench.methods.basics.bootstrap import site_draws
from workbench.methods.soil.classes import class_names, class_verdicts
from workbench.presentation import charts
from workbench.presentation.figure import Drawn, captioned, drawn
from workbench.presentation.html import HtmlTable, Picture, Text
from workbench.presentation.shown_table import as_table
from workbench.presentation.style import DETECT, GRADES, NON_DETECT
from workbench.reports.report import Section, only
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.pollution import (
    MATRIX,
    OF_MANY,
    Compared,
    enrichment,
    median,
    medians,
    share_in_highest,
)
from workbench.reports.soil_health.overview import OVERVIEW, Overview
from workbench.reports.soil_health.phrases import RockBackground
from workbench.vocabulary.soil.references import BackgroundContent, IndexClasses, index_classes
from workbench.vocabulary.substances import substance
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

FIRST_INDEX = "PLI"  # of several contaminants: the one of cautions and key messages
FLIPS, KEEPS, NOT_COMPARED = "yes", "no", "not compared"


@row
class ComparedContent:
    """A contaminant in one fraction compared with one background."""

    substance: str = text("contaminant", "Substance")
    background: str = text("background that is compared with", "Background")
    background_id: str = text("id of the background")
    background_mg_kg: float | None = number(
        "content of the background", "Background content", unit="mg/kg"
    )
    median_mg_kg: float | None = number(
        "median of the sites, non-detects at their limit", "Median of sites", unit="mg/kg"
    )
    n_non_detects: int = count("sites whose content is below its limit", "Non-detects")
    cf: float | None = number("contamination factor, median", "CF", unit="1", default=None)
    cf_class: Phrase | None = phrase(
        "class of the contamination factor", "Class (CF)", default=None
    )
    igeo: float | None = number("index of geo-accumulation, median", "Igeo", unit="1", default=None)
    igeo_class: Phrase | None = phrase(
        "class of the index of geo-accumulation", "Class (Igeo)", default=None
    )
    er: float | None = number("ecological risk factor, median", "Er", unit="1", default=None)
    verified: str | None = code(
        "verified", "whether the content was compared with its source", "Verified"
    )
    fraction: str = code("fraction", "what the digestion reaches")
    n_sites: int = count("sites")
    ef: float | None = number(
        "enrichment factor, median of the detects", "EF", unit="1", default=None
    )
    ef_class: Phrase | None = phrase("class of the enrichment factor", "Class (EF)", default=None)
    ef_correlation: float | None = number(
        "rank correlation with the reference element",
        "Rank correlation",
        unit="1",
        default=None,
    )
    er_class: Phrase | None = phrase("class of the ecological risk factor", default=None)
    why: Phrase | None = phrase("why there is no index")


@row
class CombinedIndex:
    """An index of several contaminants of one fraction, from the background in use."""

    index: str = code("contamination-index", "index of several substances", "Index")
    n_sites: int = count("sites that have all of its substances", "Sites")
    value_lower: float | None = number(
        "median of the sites, non-detects at 0", "At least", unit="1"
    )
    value: float | None = number(
        "median of the sites, non-detects at their limit", "At most", unit="1"
    )
    index_class: Phrase | None = phrase("class, or the two that it lies between", "Class")
    limits: str = text("limits of the classes, scaled to the substances", "Limits of classes")
    other_value: float | None = number(
        "median from the other background", "With the other background", unit="1", default=None
    )
    other_index_class: Phrase | None = phrase(
        "class from the other background", "Class then", default=None
    )
    flips: str = code(
        "flips",
        "whether the class of the median depends on the background",
        "Depends on background",
        default=NOT_COMPARED,
    )
    fraction: str = code("fraction", "what the digestion reaches")
    background: str = text("background in use")
    substances: str = text("substances in the index")
    share_highest: float | None = share("sites in the two highest classes")
    other_background: str | None = text("background that it is compared with", default=None)
    caution: Phrase | None = phrase("what to keep in mind about the background")
    class_of_median: Phrase | None = phrase("class of the median itself")
    other_class_of_median: Phrase | None = phrase(
        "class of the median itself, from the other background", default=None
    )


SUBSTANCES = Table(
    "substances",
    ComparedContent,
    "Contaminants compared with backgrounds",
    "No content could be compared with a background.",
)
CONTAMINATION = Table(
    "contamination",
    CombinedIndex,
    "Indices of several contaminants",
    "No index of several contaminants could be given.",
)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Compare each contaminant with each background, alone and together."""
    yield SUBSTANCES.filled(_substances(basis))
    yield CONTAMINATION.filled(_contamination(basis))


def _substances(basis: Basis) -> dict[str, ComparedContent]:
    """Compare each contaminant with each background."""
    made: dict[str, ComparedContent] = {}
    for one in basis.polluted.compared:
        enriched = enrichment(basis.found, one, basis.parameters.reference_element)
        known = list(one.known)
        for name in one.contents.substances:
            content = _content(one, name)
            if name in known:
                content = _with_indices(content, one, known.index(name))
                content = _with_enrichment(content, enriched, known.index(name))
            made[f"{name}:{one.contents.fraction}:{one.background.background_id}"] = content
    return made


def _contamination(basis: Basis) -> dict[str, CombinedIndex]:
    """Put contaminants together, and compare each index with that from the other background."""
    by_fraction: dict[str, list[Compared]] = {}
    for one in basis.polluted.compared:
        by_fraction.setdefault(one.contents.fraction, []).append(one)
    made: dict[str, CombinedIndex] = {}
    for fraction, own in by_fraction.items():
        for index in OF_MANY:
            used = _combined(own[0], index, basis)
            if used is not None:
                other = _combined(own[1], index, basis) if len(own) > 1 else None
                made[f"{index}:{fraction}"] = _compared_with(used, other)
    return made


def _content(one: Compared, name: str) -> ComparedContent:
    """Describe a contaminant and its background, before any index."""
    bounds = one.contents.of([name])
    measured = bounds.measured
    return ComparedContent(
        substance=substance(name).name,
        fraction=one.contents.fraction,
        background=one.background.name,
        background_id=one.background.background_id,
        background_mg_kg=one.known.get(name),
        n_sites=measured.sum(),
        n_non_detects=(measured & ~bounds.known).sum(),
        median_mg_kg=median(bounds.upper),
        verified=_verified(one, name),
        why=one.lacking.get(name),
    )


def _with_indices(content: ComparedContent, one: Compared, place: int) -> ComparedContent:
    """Add the indices of one contaminant with their classes."""
    cf, cf_class = _judged(one.alone.factors, place, "CF")
    igeo, igeo_class = _judged(one.alone.geoaccumulation, place, "Igeo")
    er, er_class = _judged(one.alone.risk_factors, place, "Er")
    return replace(
        content,
        cf=cf,
        cf_class=cf_class,
        igeo=igeo,
        igeo_class=igeo_class,
        er=er,
        er_class=er_class,
    )


def _judged(values: Bounded, place: int, index: str) -> tuple[float, Phrase | None]:
    """Median of an index over the sites, non-detects at their limit, and its class."""
    middle = medians(Bounded(values.lower[:, place], values.upper[:, place]))
    return float(middle.upper[0]), class_names(middle, index_classes(index))[0]


def _with_enrichment(
    content: ComparedContent, enriched: tuple[Floats, Floats] | None, place: int
) -> ComparedContent:
    """Add the enrichment factor of one contaminant, where the reference element was measured."""
    if enriched is None:
        return content
    factors, correlations = enriched
    factor = median(factors[:, place])
    exact = Bounded(np.array([factor]), np.array([factor]))
    return replace(
        content,
        ef=factor,
        ef_class=class_names(exact, index_classes("EF"))[0],
        ef_correlation=correlations[place],
    )


def _combined(one: Compared, index: str, basis: Basis) -> CombinedIndex | None:
    """Work an index of several contaminants out from one background; None where there is none."""
    values = one.of_many(index)
    if values is None or np.isnan(values.upper).all():
        return None
    classes = one.classes(index)
    middle = medians(values)
    is_rock = one.background.matrix == "rock"
    return CombinedIndex(
        index=index,
        fraction=one.contents.fraction,
        background=one.background.name,
        substances=", ".join(one.substances_in(index)),
        n_sites=values.measured.sum(),
        value_lower=middle.lower[0],
        value=middle.upper[0],
        index_class=_class_ofmedian(one, values, classes, basis),
        class_of_median=class_names(middle, classes)[0],
        share_highest=share_in_highest(values, classes),
        caution=RockBackground() if index == FIRST_INDEX and is_rock else None,
        limits=", ".join(f"{limit:.3g}" for limit in classes.limits),
    )


def _class_ofmedian(
    one: Compared, values: Bounded, classes: IndexClasses, basis: Basis
) -> Phrase | None:
    """Class of the median over the sites where it is probable enough, else between two.

    Draws with non-detects at 0 count as much as those with non-detects at their limit.
    """
    found, parameters = basis.found, basis.parameters
    there = values.measured
    sites = np.array(one.contents.sites)[there]
    strata = [found.soils[site].land_use for site in sites]
    picks = site_draws(strata, parameters.draws_of(len(strata)), parameters.seed)
    both = [np.nan_to_num(bound[there]) for bound in (values.lower, values.upper)]
    medians = np.concatenate([np.median(bound[picks], axis=1) for bound in both])
    verdict = class_verdicts(
        medians[:, np.newaxis],
        classes.limits,
        classes.labels,
        min_probability=parameters.class_probability,
    )
    return verdict[0].named


def _compared_with(used: CombinedIndex, other: CombinedIndex | None) -> CombinedIndex:
    """Add what the index is from the other background, where there is one."""
    if other is None:
        return used
    return replace(
        used,
        other_background=other.background,
        other_value=other.value,
        other_index_class=other.index_class,
        other_class_of_median=other.class_of_median,
        flips=KEEPS if used.class_of_median == other.class_of_median else FLIPS,
    )


def _verified(one: Compared, name: str) -> str | None:
    """Whether the content of the background was compared with its source."""
    found = one.background.content(name, MATRIX, one.contents.fraction, unverified=True)
    return found.verified if isinstance(found, BackgroundContent) else None


OF_ENRICHMENT = ("ef", "ef_class", "ef_correlation")
MARKS = (DETECT, NON_DETECT, *GRADES.values())  # of backgrounds, in their order
LIKE_BACKGROUND = 1.0
AS_WRITTEN = ".3g"  # digits of a number in a sentence
NO_BACKGROUND = Message("soil-no-background", Overview, "no-background")
FLIPPING = Message("soil-depends-on-background", Overview, "flips")
FORMS = ("exact", "at-most", "between")  # of a median, by what non-detects leave open
FIRST = {form: Message(f"soil-index-{form}", CombinedIndex, "pollution") for form in FORMS}
OTHERS = {form: Message(f"soil-index-{form}", CombinedIndex, "other") for form in FORMS}
FACTORS = Message("figure-factors", Drawn)
FACTORS_ROW = Message("figure-factors-row", ComparedContent)
ENRICHMENT = Message("soil-no-enrichment", Overview)
ENRICHMENT_TITLE = Message("soil-enrichment", Overview)
OF_COUNTRY = (NO_BACKGROUND, FLIPPING, ENRICHMENT, ENRICHMENT_TITLE)
MESSAGES: tuple[Message[Any], ...] = (
    *OF_COUNTRY,
    *FIRST.values(),
    *OTHERS.values(),
    FACTORS,
    FACTORS_ROW,
)


def say(tables: Tables) -> Iterator[Said]:
    """Say what depends on the background, then each index of several contaminants."""
    area, counts = only(tables, OVERVIEW)
    if counts.flipping:
        yield said(FLIPPING, OVERVIEW, area, grade="flips")
    if not counts.backgrounds:
        yield said(NO_BACKGROUND, OVERVIEW, area, grade="missing")
    for name, one in tables.of(CONTAMINATION).items():
        is_headline = one.index == FIRST_INDEX and one.caution is None  # never against rock
        messages = FIRST if is_headline else OTHERS
        grade = "flips" if one.flips == FLIPS else "fact"
        yield said(messages[_form(one)], CONTAMINATION, name, grade=grade, main="value")


def _form(one: CombinedIndex) -> str:
    """Choose how a median is said by what non-detects leave open, as far as digits tell it."""
    if one.value_lower is None or one.value is None:
        return "at-most"
    reads_alike = f"{one.value_lower:{AS_WRITTEN}}" == f"{one.value:{AS_WRITTEN}}"
    return "exact" if reads_alike else "between"


def factors(tables: Tables, words: Words) -> Picture | Text:
    """Draw the contamination factor of each contaminant for each background."""
    compared = [(one, one.cf) for one in tables.of(SUBSTANCES).values() if one.cf is not None]
    if not compared:
        return Text(words.plain("figure-factors-none"))
    by_substance: dict[str, list[tuple[float, int]]] = {}
    backgrounds = list(dict.fromkeys(one.background for one, _ in compared))
    for one, factor in compared:
        which = backgrounds.index(one.background)
        by_substance.setdefault(one.substance, []).append((factor, which))
    rows = [charts.dots.DotsRow(name, values) for name, values in by_substance.items()]
    marks = [(MARKS[at % len(MARKS)], name) for at, name in enumerate(backgrounds)]
    axis = charts.dots.DotsAxis(
        words.plain("axis-contamination-factor"), line=LIKE_BACKGROUND, number=words.numbers.plain
    )
    told = [words.sentence(FACTORS_ROW, one).text for one, _ in compared]
    figure = charts.dots.draw(rows, marks, axis)
    return captioned(figure, (FACTORS, drawn(tables, SUBSTANCES, len(compared))), told, words)


def contents(tables: Tables, words: Words) -> HtmlTable:
    """Show each contaminant with each background, and the indices of both."""
    headed = [one.name for one in SUBSTANCES.columns.values() if one.heading]
    columns = [name for name in headed if name not in OF_ENRICHMENT]
    return as_table(tables.filled(SUBSTANCES), words, columns=columns)


def enriched(tables: Tables, words: Words) -> HtmlTable:
    """Show enrichment factors, where the reference element was measured."""
    _, counts = only(tables, OVERVIEW)
    shown = as_table(
        tables.filled(SUBSTANCES).kept(lambda one: one.ef is not None),
        words,
        columns=("substance", "background_id", *OF_ENRICHMENT),
        title=words.sentence(ENRICHMENT_TITLE, counts).text,
    )
    return replace(shown, empty=words.sentence(ENRICHMENT, counts).text)


SECTION: Section[Basis] = Section(
    name="contamination",
    tables=(SUBSTANCES, CONTAMINATION),
    compute=compute,
    say=say,
    messages=MESSAGES,
    figures={"factors": factors},
    views={"contents": contents, "enrichment": enriched},
)
