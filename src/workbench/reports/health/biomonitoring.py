"""What was found in people: distribution of each substance by wave and group of people."""

from __future__ import annotations

import math
from collections.abc import Iterator

from workbench.errors import SeriesError
from workbench.findings.excluded import Excluded, Named
from workbench.findings.rows import Phrase, code, count, number, phrase, row, share, text, year
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.nondetects.population import (
    MOST_NON_DETECTS,
    GeometricMean,
    Quantile,
    distribution,
    geometric_mean,
    population_share,
    quantile,
)
from workbench.methods.rates.disclosure import rounded
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.participants import (
    FEWEST_BEYOND,
    FEWEST_FOR_TAIL,
    Biomarker,
    Everyone,
    MarkerWave,
    Sample,
)
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said

MOST_ROWS = 6  # on the page
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9, "p95": 0.95}
CLUSTERED, WEIGHTED, PLAIN = "clustered", "weighted", "plain"
OF_UNIT = "as in unit"
CAVEATS = ("caveat-all-sources",)
CAVEAT_DESIGN = "caveat-no-clusters"


@row
class MostlyBelow(Phrase):
    """Too many non-detects for a geometric mean."""

    most: float = share("share of non-detects up to which there is one")


@row
class NoMeanFitted(Phrase):
    """The results allow no geometric mean."""


@row
class StoodForNonDetects(Phrase):
    """A number that stood in the place of non-detects."""

    value: float = number("the number", unit=OF_UNIT)
    limit: float = number("limit that it was worked out from", unit=OF_UNIT)
    rule: str = code("substitution", "how it was worked out")


@row
class BiomarkerLevel:
    """A substance in a group of people in one wave; what may not be shown is missing."""

    marker: Biomarker = phrase("substance and matrix", "Biomarker")
    wave: Named = phrase("survey wave", "Wave")
    group: Phrase = phrase("who they are", "Group")
    n: int = count("participants", "Participants")
    unit: str = text("unit of the results", "Unit")
    share_below: float = share("share of the population below the limit", "Non-detects")
    geometric_mean: float | None = number(
        "geometric mean of the population", "Geometric mean", unit=OF_UNIT, default=None
    )
    geometric_mean_lower: float | None = number(
        "lower limit", "Lower limit", unit=OF_UNIT, lower_of="geometric_mean", default=None
    )
    geometric_mean_upper: float | None = number(
        "upper limit", "Upper limit", unit=OF_UNIT, upper_of="geometric_mean", default=None
    )
    why: Phrase | None = phrase("why there is no geometric mean", default=None)
    p10: float | None = number("10th percentile", "10th percentile", unit=OF_UNIT, default=None)
    p10_lower: float | None = number("lower limit", unit=OF_UNIT, lower_of="p10", default=None)
    p10_upper: float | None = number("upper limit", unit=OF_UNIT, upper_of="p10", default=None)
    p50: float | None = number("median", "Median", unit=OF_UNIT, default=None)
    p50_lower: float | None = number("lower limit", unit=OF_UNIT, lower_of="p50", default=None)
    p50_upper: float | None = number("upper limit", unit=OF_UNIT, upper_of="p50", default=None)
    p90: float | None = number("90th percentile", unit=OF_UNIT, default=None)
    p90_lower: float | None = number("lower limit", unit=OF_UNIT, lower_of="p90", default=None)
    p90_upper: float | None = number("upper limit", unit=OF_UNIT, upper_of="p90", default=None)
    p95: float | None = number("95th percentile", "95th percentile", unit=OF_UNIT, default=None)
    p95_lower: float | None = number(
        "lower limit", "Lower limit", unit=OF_UNIT, lower_of="p95", default=None
    )
    p95_upper: float | None = number(
        "upper limit", "Upper limit", unit=OF_UNIT, upper_of="p95", default=None
    )
    effective_n: float = number("effective sample size of the share of non-detects", unit="1")
    limit: float | None = number("highest limit of the non-detects", unit=OF_UNIT)
    instead: Phrase | None = phrase("number that stood for non-detects", default=None)
    design: str = code("survey-design", "whether weights and clusters are known")
    year: int = year("year of the wave")


LEVELS = Table(
    "biomarker_levels",
    BiomarkerLevel,
    "Substances in people, by wave and group",
    "No result of human biomonitoring may be shown.",
    MOST_ROWS,
)
LEVEL = Message("biomarker-level", BiomarkerLevel, "level")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Describe each group of people that may be shown."""
    made: dict[str, BiomarkerLevel] = {}
    for wave in basis.participants.waves:
        for group, chosen in wave.groups():
            name = f"{wave.marker.substance}:{wave.marker.matrix}:{wave.unit}:{wave.year}:{group}"
            made[name] = _level(wave, group, wave.sample(chosen), basis.parameters.confidence)
    yield LEVELS.filled(made)


def _level(wave: MarkerWave, group: Phrase, sample: Sample, confidence: float) -> BiomarkerLevel:
    """Describe the distribution of a substance in a group of people."""
    below = population_share(sample.censored.astype(float), sample.design, confidence)
    mean, why = _mean(sample, below.share, confidence)
    shown = _percentiles(sample, confidence)
    if mean:
        shown |= {
            "geometric_mean": rounded(mean.mean),
            "geometric_mean_lower": rounded(mean.lower),
            "geometric_mean_upper": rounded(mean.upper),
        }
    return BiomarkerLevel(
        marker=wave.marker,
        wave=Named(name=wave.wave),
        group=group,
        n=sample.n,
        unit=wave.unit,
        share_below=round(below.share, 3),
        why=why,
        effective_n=rounded(below.effective_n),
        limit=wave.limit,
        instead=_instead(wave),
        design=CLUSTERED if wave.has_clusters else WEIGHTED if wave.has_weights else PLAIN,
        year=wave.year,
        **shown,
    )


def _instead(wave: MarkerWave) -> StoodForNonDetects | None:
    """Name the number that stood in the place of non-detects."""
    found = wave.substituted
    if found is None:
        return None
    return StoodForNonDetects(value=found.value, limit=found.limit, rule=found.rule)


def _mean(
    sample: Sample, share_below: float, confidence: float
) -> tuple[GeometricMean | None, Phrase | None]:
    """Geometric mean of a group, or why there is none."""
    if share_below > MOST_NON_DETECTS:
        return None, MostlyBelow(most=MOST_NON_DETECTS)
    try:
        return geometric_mean(sample.values, sample.censored, sample.design, confidence), None
    except SeriesError:
        return None, NoMeanFitted()


def _percentiles(sample: Sample, confidence: float) -> dict[str, float | None]:
    """Percentiles of a group with their limits, as they may be shown."""
    if sample.censored.all():
        return {}
    found = distribution(sample.values, sample.censored, sample.design)
    given = (sample.values, sample.censored, sample.design)
    shown: dict[str, float | None] = {}
    for name, probability in QUANTILES.items():
        if name != "p95" or sample.n >= FEWEST_FOR_TAIL:
            shown |= _shown(name, quantile(found, probability, given, confidence), sample)
    return shown


def _shown(name: str, found: Quantile, sample: Sample) -> dict[str, float | None]:
    """Quantile and limits, three digits each; none that only few people are at or beyond."""

    def told(value: float) -> float | None:
        n_beyond = min((sample.values >= value).sum(), (sample.values <= value).sum())
        return None if math.isnan(value) or n_beyond < FEWEST_BEYOND else rounded(value)

    value = told(found.value)
    if value is None:
        return {}
    return {name: value, f"{name}_lower": told(found.lower), f"{name}_upper": told(found.upper)}


def say(tables: Tables) -> Iterator[Said]:
    """Tell the level of each substance in all participants of its last wave."""
    for name, one in latest(tables).items():
        main = "geometric_mean" if one.geometric_mean is not None else ""
        yield said(LEVEL, LEVELS, name, main=main)


def latest(tables: Tables) -> dict[str, BiomarkerLevel]:
    """Rows of all participants in the last wave of each substance, matrix and unit."""
    found: dict[tuple[Biomarker, str], tuple[str, BiomarkerLevel]] = {}
    for name, one in tables.of(LEVELS).items():
        if isinstance(one.group, Everyone):
            found[one.marker, one.unit] = (name, one)  # waves come in order of time
    return dict(found.values())


def notes(tables: Tables) -> tuple[str, ...]:
    """Remind of what levels in people cannot show, and of a design that is not known."""
    levels = tables.of(LEVELS).values()
    if not levels:
        return ()
    unclustered = any(one.design != CLUSTERED for one in levels)
    return (*CAVEATS, CAVEAT_DESIGN) if unclustered else CAVEATS


def excluded(basis: Basis, _: Tables) -> Iterator[Excluded]:
    """List the results that were not used or may not be shown."""
    yield from basis.participants.left_out


SECTION: Section[Basis] = Section(
    name="biomonitoring",
    tables=(LEVELS,),
    compute=compute,
    say=say,
    messages=(LEVEL,),
    excluded=excluded,
    notes=notes,
    without_data=True,
    left_out=lambda tables: not tables.of(LEVELS),
)
