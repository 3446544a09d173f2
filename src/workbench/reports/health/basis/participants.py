"""Results of human biomonitoring by wave and substance, and which groups of people may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.findings import Kind, told_count
from workbench.findings.excluded import Excluded, Named
from workbench.findings.rows import Phrase, code, count, number, phrase, row
from workbench.inputs.areas.person_results import BELOW, Substituted, substituted, substitutions
from workbench.methods.basics.arrays import Flags, Floats
from workbench.methods.nondetects.population import Design, design
from workbench.reports.health.basis.linkage import of_one_file
from workbench.store.people import Biomonitoring

FEWEST_PERSONS = 30
FEWEST_FOR_TAIL = 60  # persons that a 95th percentile needs
FEWEST_BEYOND = 3  # persons at or beyond a number that is shown
WEAK_URINE, STRONG_URINE = 0.3, 3.0  # g/L of creatinine; WHO, Biological monitoring, 1996
URINE = "urine"
KIND: Kind = "biomonitoring"
LAST_AGES = (5, 11, 19, 39, 59)  # of the groups of CDC's reports, adults in three parts
DESIGN = (Biomonitoring.weight, Biomonitoring.stratum, Biomonitoring.cluster)
KEY = [Biomonitoring.substance, Biomonitoring.matrix, Biomonitoring.unit]


@row
class Biomarker(Phrase):
    """A substance in something that was sampled from people."""

    substance: str = code("substance", "code of the substance")
    matrix: str = code("human-matrix", "what was sampled")


@row
class Everyone(Phrase):
    """All participants."""


@row
class OfSex(Phrase):
    """Participants of a sex."""

    sex: str = code("sex", "women or men")


@row
class OfAges(Phrase):
    """Participants of an age group."""

    first: int = count("first completed year of age")
    last: int | None = count("last one; missing without an end")


@row
class OfSmoking(Phrase):
    """Participants who smoke, or who do not."""

    smoker: str = code("smoker", "whether they smoke")


@row
class OfSeafood(Phrase):
    """Participants who ate fish or seafood before, or who did not."""

    seafood: str = code("seafood", "whether they ate it")


@row
class DilutedUrine(Phrase):
    """Urine too weak or too strong to tell."""

    weakest: float = number("least creatinine", unit="g/L")
    strongest: float = number("most creatinine", unit="g/L")


@row
class WithoutDesign(Phrase):
    """Participants without a weight, stratum or cluster, which others of the wave have."""


@row
class FewPersons(Phrase):
    """Too few participants for a number that is not about single ones."""

    needed: int = count("participants that are needed")


@row
class MarkerOfWave(Phrase):
    """A biomarker in a wave."""

    marker: Biomarker = phrase("the biomarker")
    wave: Named = phrase("the wave")


@dataclass(frozen=True)
class Sample:
    """Results of a group of people, in no particular order.

    Attributes
    ----------
    values : array of float
        The limit where `censored`.
    censored : array of bool
        True for a non-detect.
    design : Design
        How they were drawn.
    """

    values: Floats
    censored: Flags
    design: Design

    @property
    def n(self) -> int:
        """Number of people."""
        return int(self.values.size)


@dataclass(frozen=True)
class MarkerWave:
    """Results of one substance, matrix and unit in one wave.

    Attributes
    ----------
    marker : Biomarker
        Substance and matrix.
    unit : str
        Unit of the results.
    year : int
        Year of the wave.
    wave : str
        Its name.
    methods : tuple of str
        Methods of the laboratories; empty where none is given.
    rows : DataFrame
        Rows of `biomonitoring`, one a person.
    substituted : Substituted or None
        Number that stood in the place of non-detects.
    """

    marker: Biomarker
    unit: str
    year: int
    wave: str
    methods: tuple[str, ...]
    rows: pd.DataFrame
    substituted: Substituted | None

    @property
    def has_clusters(self) -> bool:
        """Whether it is known how people were drawn together."""
        return bool(self.rows[Biomonitoring.cluster].notna().any())

    @property
    def has_weights(self) -> bool:
        """Whether people stand for others."""
        return bool(self.rows[Biomonitoring.weight].notna().any())

    @property
    def limit(self) -> float | None:
        """Highest limit of its non-detects; None without any."""
        below = self.rows[Biomonitoring.value][self.rows[Biomonitoring.censored]]
        return None if below.empty else float(below.max())

    def sample(self, chosen: Flags | None = None) -> Sample:
        """Results of all, or of some of its people."""
        own = self.rows if chosen is None else self.rows[chosen]
        given = {
            name: own[column].to_numpy()
            for name, column in zip(("weights", "strata", "clusters"), DESIGN, strict=True)
            if self.rows[column].notna().any()
        }
        return Sample(
            own[Biomonitoring.value].to_numpy(),
            own[Biomonitoring.censored].to_numpy(),
            design(len(own), **given),
        )

    def groups(self) -> Iterator[tuple[Phrase, Flags]]:
        """Give the groups of people that may be shown, all together first.

        Yields
        ------
        Phrase
            Who they are.
        array of bool
            Which rows they are.
        """
        if len(self.rows) < FEWEST_PERSONS:
            return
        yield Everyone(), np.ones(len(self.rows), dtype=bool)
        for labels, names in _divisions(self.rows):
            for label in shown_groups(labels):
                yield names[label], (labels == label).to_numpy()


@dataclass(frozen=True)
class Participants:
    """Results of people, in full; nothing of it may be published as it stands.

    Attributes
    ----------
    waves : tuple of MarkerWave
        By substance, matrix and unit, then by year.
    left_out : tuple of Excluded
        What is not used, and what may not be shown.
    """

    waves: tuple[MarkerWave, ...]
    left_out: tuple[Excluded, ...]


def participants(given: pd.DataFrame) -> Participants:
    """Sort the results of people by substance and wave.

    Parameters
    ----------
    given : DataFrame
        Rows of `biomonitoring` of a country.

    Returns
    -------
    Participants
        Results that can be used, and the others with their reason.
    """
    once, left_out = of_one_file(KIND, given)
    waves = []
    for key, found in once.groupby([*KEY, Biomonitoring.year]):
        substance, matrix, unit, year = map(str, key)
        marker = Biomarker(substance=substance, matrix=matrix)
        named = found[Biomonitoring.wave].fillna("")
        wave = str(named.iloc[0]) or year
        own, lost = _usable(found)
        what = MarkerOfWave(marker=marker, wave=Named(name=wave))
        left_out += [_excluded(what, why, n) for why, n in lost.items()]
        if len(own) < FEWEST_PERSONS:
            left_out.append(_excluded(what, FewPersons(needed=FEWEST_PERSONS), len(own)))
        own, instead = _with_non_detects(own)
        methods = tuple(sorted(set(own[Biomonitoring.method].dropna()) - {""}))
        waves.append(MarkerWave(marker, unit, int(year), wave, methods, own, instead))
    return Participants(tuple(waves), tuple(left_out))


def _excluded(what: Phrase, why: Phrase, n: int) -> Excluded:
    """Results that are not used; their number is told to the nearest ten."""
    return Excluded(what=what, kind=KIND, why=why, count=told_count(n))


def _usable(found: pd.DataFrame) -> tuple[pd.DataFrame, dict[Phrase, int]]:
    """Results that can be used, and how many cannot by reason."""
    creatinine = found[Biomonitoring.creatinine_g_l]
    is_odd = (found[Biomonitoring.matrix] == URINE) & creatinine.notna()
    is_odd &= ~creatinine.between(WEAK_URINE, STRONG_URINE)
    lacks = pd.Series(data=False, index=found.index)
    for column in DESIGN:
        known = found[column].notna()
        lacks |= ~known if known.any() else False
    lacks &= ~is_odd
    counts = {
        DilutedUrine(weakest=WEAK_URINE, strongest=STRONG_URINE): int(is_odd.sum()),
        WithoutDesign(): int(lacks.sum()),
    }
    return found[~is_odd & ~lacks], {why: n for why, n in counts.items() if n}


def _with_non_detects(own: pd.DataFrame) -> tuple[pd.DataFrame, Substituted | None]:
    """Results in which a number in the place of non-detects is a flag and a limit."""
    for index, found in substitutions(own):
        changed = own.copy()
        changed.loc[index, Biomonitoring.value] = found.limit
        changed.loc[index, Biomonitoring.censored] = True
        return changed, found
    below = own[own[Biomonitoring.censored]]
    texts = below[Biomonitoring.original_value].fillna("")
    bare = texts[(texts != "") & ~texts.str.contains(BELOW, regex=True)]
    if len(bare) < FEWEST_PERSONS or len(set(bare)) > 1:
        return own, None
    numbers = pd.to_numeric(bare, errors="coerce")
    limit = float(below[Biomonitoring.value].max())
    above = own[Biomonitoring.value][~own[Biomonitoring.censored]]
    found_again = substituted([*numbers, *above])
    if found_again is None:
        return own, None
    return own, Substituted(found_again.value, limit, len(bare), found_again.rule)


def _divisions(rows: pd.DataFrame) -> Iterator[tuple[pd.Series, dict[str, Phrase]]]:
    """Ways to divide people: a label for each, missing where it is not known, and its name."""
    sexes = {"F": "women", "M": "men"}
    yield rows[Biomonitoring.sex], {one: OfSex(sex=word) for one, word in sexes.items()}
    firsts = [0, *(last + 1 for last in LAST_AGES)]
    bins = [-1, *LAST_AGES, np.inf]
    labels = [str(first) for first in firsts]
    ages = pd.cut(rows[Biomonitoring.age].apply(np.floor), bins=bins, labels=labels)
    yield (
        ages.astype("object"),
        {
            str(first): OfAges(first=first, last=last)
            for first, last in zip(firsts, [*LAST_AGES, None], strict=True)
        },
    )
    yield rows[Biomonitoring.smoker], {one: OfSmoking(smoker=one) for one in ("yes", "no")}
    yield rows[Biomonitoring.seafood], {one: OfSeafood(seafood=one) for one in ("yes", "no")}


def shown_groups(labels: pd.Series, fewest: int = FEWEST_PERSONS) -> Sequence[str]:
    """Choose the groups of a division that may be shown beside the whole.

    Those that are not shown, and people whose group is not known, could be worked out together by
    taking the others from the whole; so they are nobody, or as many as a group must have.

    Parameters
    ----------
    labels : Series of str
        Group of each person; missing where it is not known.
    fewest : int
        People that a group must have.

    Returns
    -------
    sequence of str
        Groups that may be shown, sorted as text.

    Examples
    --------
    >>> shown_groups(pd.Series(["F"] * 70 + ["M"] * 20))
    []
    >>> shown_groups(pd.Series(["a"] * 70 + ["b"] * 40 + ["c"] * 20))
    ['a']
    """
    sizes = Counter(str(one) for one in labels.dropna())
    by_size = sorted(sizes, key=lambda one: (sizes[one], one))
    hidden = len(labels) - sum(sizes.values())
    shown = list(by_size)
    while shown and (sizes[shown[0]] < fewest or 0 < hidden < fewest):
        hidden += sizes[shown.pop(0)]
    return sorted(shown) if len(shown) > 1 or hidden else []
