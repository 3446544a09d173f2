"""What the page begins with: the soil health index, and the key messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from workbench.findings.rows import Phrase
from workbench.findings.tables import AnyFilled, Tables
from workbench.methods.soil.health_index import Indices, no_index_of
from workbench.reports.report import Summary, only
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.scores import Scored
from workbench.reports.soil_health.basis.sites import Latest, Sampled
from workbench.reports.soil_health.certainty import CHANGES_CLASS, CHECKS
from workbench.reports.soil_health.contamination import CONTAMINATION, FLIPS
from workbench.reports.soil_health.domains import weakest
from workbench.reports.soil_health.overview import LOW_SCORE, OVERVIEW, Overview
from workbench.reports.soil_health.phrases import DependsOnBackground, NoSiteHasAll, Unused
from workbench.reports.soil_health.recorded import MISSING, PRESENT
from workbench.reports.soil_health.risk import MESSAGES as OF_RISK
from workbench.vocabulary import places
from workbench.vocabulary.soil.indicators import DOMAINS
from workbench.vocabulary.soil.scoring_curves import indicators_of, scoring_set
from workbench.words.messages import Message
from workbench.words.said import Said, said

NO_DATA = Message("soil-no-data", Overview, "index")
NO_INDEX = Message("soil-no-index", Overview, "index")
INDEX = Message("soil-index", Overview, "index")
WITHOUT_CLASS = Message("soil-index-without-class", Overview, "index")
LOW = Message("soil-low-score", Overview, "low")
KEY_MEASURES = (
    "index",
    "trial",
    "demonstration",
    "risk",
    "lead-above",
    "low",
    "pollution",
    "flips",
    "target",
    "no-background",
    "missing",
    "unverified",
)
CAVEATS = (
    "soil-caveat-screen",
    "soil-caveat-cause",
    "soil-caveat-mean",
    "soil-caveat-curves",
    "soil-caveat-background",
    "soil-caveat-intervals",
)


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Put the country in one row."""
    found, scored, drawn = basis.found, basis.judged, basis.means
    parameters, polluted = basis.parameters, basis.polluted
    years = found.latest[Latest.year]
    means = scored.mean_scores()
    lowest, index = weakest(means), drawn.overall.of_hundred
    country = Overview(
        area_name=places.place_name(parameters.area),
        n_sites=found.n_sites,
        n_measurements=found.n_read,
        unused=_unused(found),
        first_year=years.min(),
        last_year=years.max(),
        n_present=len(tables.of(PRESENT)),
        present=_each_once(one.name for one in tables.of(PRESENT).values()),
        missing=_each_once(one.name for one in tables.of(MISSING).values()),
        scoring_set=parameters.scoring_set,
        set_status=scoring_set(parameters.scoring_set).status,
        n_indicators=len(indicators_of(parameters.scoring_set)),
        n_scored=len(means),
        n_with_index=int(scored.index.count()),
        index=index.value,
        index_lower=index.lower,
        index_upper=index.upper,
        confidence=parameters.confidence,
        n_draws=drawn.n_draws,
        index_class=drawn.index_class,
        why_no_index=_why_no_index(scored),
        weakest=lowest.name,
        weakest_score=lowest.score,
        backgrounds=_each_once(one.background.name for one in polluted.compared),
        flipping=tuple(_flipping(tables)),
        unverified=", ".join(parameters.unverified),
        fitting=", ".join(one.background_id for one in polluted.fitting),
        reference_element=parameters.reference_element,
    )
    yield OVERVIEW.filled({parameters.area: country})


def _unused(found: Sampled) -> tuple[Unused, ...]:
    """Reasons why measurements are not used, each with how many they are."""
    counts: Counter[Phrase] = Counter()
    for one in found.excluded:
        for why in one.why if isinstance(one.why, tuple) else (one.why,):
            counts[why] += one.count or 0
    return tuple(Unused(why=why, n_measurements=n) for why, n in counts.items())


def _each_once(names: Iterable[str]) -> str:
    """Join names, each once."""
    return "; ".join(dict.fromkeys(names))


def _flipping(tables: Tables) -> Iterator[DependsOnBackground]:
    """Name the indices whose class is another one with the other background."""
    for one in tables.of(CONTAMINATION).values():
        used, other = one.class_of_median, one.other_class_of_median
        if one.flips == FLIPS and used is not None and other is not None:
            yield DependsOnBackground(index=one.index, used=used, other=other)


def _why_no_index(scored: Scored) -> Phrase | None:
    """Name the domains that lack an index at every site; None where a site has all four."""
    if scored.index.notna().any():
        return None
    having = set(scored.domains.dropna(subset=Indices.index)[Indices.domain])
    lacking = [name for name in DOMAINS if name not in having]
    return no_index_of(lacking) if lacking else NoSiteHasAll()


def say(tables: Tables) -> Iterator[Said]:
    """Say the index with its weakest indicator, or why there is none, and what the mean hides."""
    area, counts = only(tables, OVERVIEW)
    grade = "fact" if counts.n_with_index else "missing"
    yield said(_message(tables, counts), OVERVIEW, area, grade=grade, main="index")
    if counts.weakest_score is not None and counts.weakest_score < LOW_SCORE:
        yield said(LOW, OVERVIEW, area, grade="low score", main="weakest_score")


def _message(tables: Tables, counts: Overview) -> Message[Overview]:
    """Choose how the index is said: without a class where other ways to average give another."""
    if not counts.n_with_index:
        return NO_INDEX
    is_open = any(one.changes_class == CHANGES_CLASS for one in tables.of(CHECKS).values())
    return WITHOUT_CLASS if is_open else INDEX


def no_data(tables: Tables) -> Said | None:
    """Say that there is nothing to judge, and what would help."""
    area, counts = only(tables, OVERVIEW)
    return None if counts.n_sites else said(NO_DATA, OVERVIEW, area, grade="missing")


def key(_: Tables, listed: Sequence[Said]) -> list[Said]:
    """Choose the index and what must not be overlooked, the most important first."""
    chosen = [one for one in listed if one.message.measure in KEY_MEASURES]
    return sorted(chosen, key=_weight)


def _weight(one: Said) -> tuple[int, int]:
    """Place of a key message: by its measure, and among those of health risk the worst first."""
    among = OF_RISK.index(one.message) if one.message in OF_RISK else 0
    return KEY_MEASURES.index(one.message.measure), among


def notes(_: Tables) -> tuple[str, ...]:
    """Remind of what holds for any report of this kind."""
    return CAVEATS


SUMMARY: Summary[Basis] = Summary(
    name="summary",
    tables=(OVERVIEW,),
    compute=compute,
    say=say,
    messages=(NO_DATA, NO_INDEX, INDEX, WITHOUT_CLASS, LOW),
    notes=notes,
    no_data=no_data,
    key=key,
)
