"""Each series, and each stratum of its sites, from samples to evidence."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from scipy.stats import chi2

from workbench.methods.basics.multiplicity import benjamini_hochberg
from workbench.methods.sampling.controls import results_like
from workbench.methods.sampling.site_values import Samples, SiteValues, site_values
from workbench.methods.sampling.visits import Placed
from workbench.methods.trends.campaigns import Allowance, Source
from workbench.methods.trends.composition import strata_differ
from workbench.methods.trends.evidence import Cap, Evidence, evidence
from workbench.methods.trends.judging import Judged, Method, Plan, judge
from workbench.methods.trends.serial import NEAR_ZERO, ProgrammeCorrelation, programme_correlation
from workbench.methods.trends.shuffling import Shuffles
from workbench.reports.trends.breaks import Break, Labelled, checked, circumstances, is_mixed
from workbench.reports.trends.bridged import Bridged, measured_allowance, on_one_scale
from workbench.reports.trends.parameters import Parameters
from workbench.store.measurements import Measurements

STRATA: tuple[str, ...] = (Measurements.source_type, Measurements.land_use)
NOT_STATED = "not stated"
STRATA_P = 0.05  # up to this p strata are said to change differently
MOST_OF_PROGRAMME = 100  # series that tell of the serial correlation of a programme


@dataclass(frozen=True)
class Series:
    """A series, or a stratum of its sites, before it is tested."""

    name: str
    iso3: str
    stratum: str  # column=word; empty for the whole
    site_values: SiteValues
    circumstances: tuple[Labelled, ...]
    strata: Mapping[str, np.ndarray]  # word of each block, by column; none of a stratum
    one_laboratory: bool  # of all samples, or of their scale
    bridged: tuple[Bridged, ...] = ()  # laboratories whose results were brought to another's scale
    allowance: Allowance | None = None  # what campaigns differ by, where it was measured
    control_rows: frozenset[int] = frozenset()  # results of control samples that speak of it

    @property
    def key(self) -> str:
        """Id of a row about it."""
        return f"{self.name}@{self.stratum}" if self.stratum else self.name


@dataclass(frozen=True)
class SeriesFinding:
    """What was found in a series or a stratum."""

    series: Series
    judged: Judged
    breaks: tuple[Break, ...] = ()
    differing: tuple[str, ...] = ()  # columns whose strata change differently
    q: float = math.nan
    n_tests: int = 0
    evidence: Evidence = Evidence.INSUFFICIENT

    @property
    def cap(self) -> Cap:
        """What leaves least of the evidence."""
        caps = [one.cap for one in self.breaks]
        caps += [Cap.STRATA_DIFFER] if self.differing else []
        return min(caps, key=lambda cap: (not cap.leaves_none, cap is Cap.NONE), default=Cap.NONE)

    @property
    def direction(self) -> str:
        """Direction of a change that may be named."""
        slope = self.judged.size.slope
        sign = slope if math.isfinite(slope) and slope else self.judged.s
        if not self.evidence.is_change or not sign:
            return "none"
        return "rising" if sign > 0 else "falling"


@dataclass(frozen=True)
class Planned:
    """What is fixed before any series is looked at."""

    parameters: Parameters
    programmes: Mapping[str, ProgrammeCorrelation] = field(default_factory=dict)

    def of(self, one: Series) -> Plan:
        """Plan of a series."""
        tau = self.parameters.campaign_sd
        return Plan(
            shuffles=self.shuffles(one),
            confidence=self.parameters.confidence,
            programme=self.programmes.get(one.iso3),
            allowance=Allowance(tau, Source.GIVEN) if tau else one.allowance,
            one_laboratory=one.one_laboratory,
            steps=[bridged.step for bridged in one.bridged],
        )

    def shuffles(self, one: Series) -> Shuffles:
        """Orders of the rounds of a series."""
        return Shuffles(seed=self.parameters.seed, series=one.key)


def judged_series(
    groups: Mapping[str, pd.DataFrame], parameters: Parameters, controls: pd.DataFrame
) -> tuple[SeriesFinding, ...]:
    """Judge each series of two rounds or more, and each stratum of its sites.

    The families of tests are fixed before any p is seen: the whole series of a country, and the
    strata of a country.

    Parameters
    ----------
    groups : mapping of str to DataFrame
        Samples of each series, with their sampling rounds.
    parameters : Parameters
        Parameters of the report.
    controls : DataFrame
        Results of control samples.

    Returns
    -------
    tuple of SeriesFinding
        The whole of each series, then its strata.
    """
    series = [one for name, group in groups.items() for one in parts(name, group, controls)]
    return judged_of(series, parameters)


def judged_of(series: list[Series], parameters: Parameters) -> tuple[SeriesFinding, ...]:
    """Judge series and strata that are one set of families of tests.

    Parameters
    ----------
    series : list of Series
        All that are judged together.
    parameters : Parameters
        Parameters of the report.

    Returns
    -------
    tuple of SeriesFinding
        In their order.
    """
    judged = _tested(series, parameters)
    planned = Planned(parameters)
    found = [
        SeriesFinding(
            one,
            judged[one.key],
            checked(one.circumstances, one.site_values, judged[one.key], planned.shuffles(one)),
            tuple(_differing(one, judged[one.key], planned)),
        )
        for one in series
    ]
    return _graded(found, parameters)


def parts(name: str, measured: pd.DataFrame, controls: pd.DataFrame) -> Iterator[Series]:
    """Give a series, then each stratum of its sites; nothing where there is one round.

    Parameters
    ----------
    name : str
        Id of the series.
    measured : DataFrame
        Its samples, with their sampling rounds.
    controls : DataFrame
        Results of control samples.

    Yields
    ------
    Series
    """
    like = controls if controls.empty else results_like(controls, measured.iloc[0])
    scale = on_one_scale(measured, like)
    samples = scale.samples
    values = site_values(
        Samples(
            samples[Measurements.site_id],
            samples[Placed.visit],
            samples[Placed.visit_date],
            samples[Measurements.value],
            samples[Measurements.censored],
            samples[Placed.season],
        )
    )
    if np.unique(values.years).size < 2:
        return
    laboratories = samples[Measurements.lab_id].fillna("")
    strata = {column: words for column in STRATA if (words := _words(samples, values, column))}
    whole = Series(
        name=name,
        iso3=str(samples[Measurements.iso3].iloc[0]),
        stratum="",
        site_values=values,
        circumstances=circumstances(samples, values),
        strata={column: np.array(words) for column, words in strata.items()},
        one_laboratory=bool(laboratories.iloc[0]) and not is_mixed(laboratories),
        bridged=scale.bridged(values),
        allowance=measured_allowance(like, measured, laboratories),
        control_rows=frozenset(like.index),
    )
    yield whole
    for column, of_block in whole.strata.items():
        for word in np.unique(of_block):
            yield _stratum(whole, f"{column}={word}", of_block == word)


def _words(samples: pd.DataFrame, values: SiteValues, column: str) -> list[str]:
    """Most frequent word of the site of each block; none where all sites have the same one."""
    if not is_mixed(samples[column]):
        return []
    of_site = samples[column].fillna("").replace("", NOT_STATED)
    usual = of_site.groupby(samples[Measurements.site_id]).agg(lambda words: words.mode().iloc[0])
    words = [str(usual[site]) for site in values.sites]
    return words if len({*words}) > 1 else []


def _stratum(whole: Series, stratum: str, blocks: np.ndarray) -> Series:
    """Sites of one stratum."""
    rounds = whole.site_values.is_sampled[blocks].any(axis=0)
    return replace(
        whole,
        stratum=stratum,
        site_values=whole.site_values.where(blocks),
        circumstances=tuple(one.of_part(blocks, rounds) for one in whole.circumstances),
        bridged=tuple(one.of_part(blocks, rounds) for one in whole.bridged),
        strata={},
    )


def _tested(series: list[Series], parameters: Parameters) -> dict[str, Judged]:
    """Test all; again without serial correlation where its programme is shown to have none."""
    planned = Planned(parameters)
    judged = {one.key: judge(one.site_values, planned.of(one)) for one in series}
    programmes = _programmes(series, judged)
    if programmes:
        again = Planned(parameters, programmes)
        for one in series:
            if one.iso3 in programmes and math.isfinite(judged[one.key].p_serial):
                judged[one.key] = judge(one.site_values, again.of(one))
    return judged


def _programmes(
    series: list[Series], judged: Mapping[str, Judged]
) -> dict[str, ProgrammeCorrelation]:
    """Find the serial correlation of countries whose series show that it is near nothing."""
    known = defaultdict(list)
    for one in series:
        serial = judged[one.key].serial
        if serial is not None and not one.stratum:
            known[one.iso3].append(serial)
    found = {
        iso3: programme_correlation(of_country[:: 1 + len(of_country) // MOST_OF_PROGRAMME])
        for iso3, of_country in known.items()
    }
    return {iso3: one for iso3, one in found.items() if one.upper < NEAR_ZERO}


def _differing(one: Series, judged: Judged, planned: Planned) -> Iterator[str]:
    """Columns whose strata change differently."""
    for column, words in one.strata.items():
        if judged.method is Method.CAMPAIGNS:
            p = _campaigns_differ(one, words, planned)
        elif judged.method is not Method.NONE and math.isfinite(judged.size.slope):
            p = strata_differ(one.site_values, words, judged.size.slope, planned.shuffles(one)).p
        else:
            p = 1.0
        if p <= STRATA_P:
            yield column


def _campaigns_differ(one: Series, words: np.ndarray, planned: Planned) -> float:
    """Find p of strata with one change; the effect of a campaign is common to all of them."""
    plan = replace(planned.of(one), steps=())  # a shift is common to all of them too
    parts = [judge(one.site_values.where(words == word), plan) for word in np.unique(words)]
    known = [part.change for part in parts if part.change is not None and part.change.se > 0]
    if len(known) < 2:
        return 1.0
    slopes = np.array([change.size.slope for change in known])
    weights = np.array([change.se**-2 for change in known])
    common = float(weights @ slopes) / float(weights.sum())
    return float(chi2.sf(weights @ (slopes - common) ** 2, len(known) - 1))


def _graded(found: list[SeriesFinding], parameters: Parameters) -> tuple[SeriesFinding, ...]:
    """Correct p within each family, then grade."""
    families = defaultdict(list)
    for one in found:
        families[one.series.iso3, bool(one.series.stratum)].append(one)
    corrected = {}
    for family in families.values():
        tested = [one for one in family if math.isfinite(one.judged.p)]
        if tested:
            q_values = benjamini_hochberg([one.judged.p for one in tested])
            for one, q in zip(tested, q_values, strict=True):
                corrected[one.series.key] = (float(q), len(tested))
    return tuple(
        _with_evidence(one, *corrected.get(one.series.key, (math.nan, 0)), parameters)
        for one in found
    )


def _with_evidence(
    one: SeriesFinding, q: float, n_tests: int, parameters: Parameters
) -> SeriesFinding:
    """Grade a finding; strata that differ are not called without a change together."""
    found = evidence(
        one.judged.grounds(q, one.cap),
        false_discovery_rate=parameters.false_discovery_rate,
        band=parameters.no_change_band,
    )
    if one.differing and found is Evidence.NO_CHANGE:
        found = Evidence.NO_EVIDENCE
    return replace(one, q=q, n_tests=n_tests, evidence=found)
