"""One answer a country and wave: which responses count, and what became of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from workbench.errors import ParameterError
from workbench.findings.names import column
from workbench.findings.rows import Phrase
from workbench.methods.surveys.gap_index import DEFICITS, NOT_APPLICABLE, UNKNOWN
from workbench.reports.gaps.phrases import AnotherCounted, LaboratoryBeside, NotListed, SentAgain
from workbench.store.surveys import Responses
from workbench.vocabulary.survey.items import Item, choices_of, survey_items, topic_name

LABORATORY = "laboratory"
ROLES_IN_ORDER = (
    *("focal_point", "regulator", "insop", LABORATORY, "research", "other", "unknown"),
)  # who speaks for a country where several answered
RESPONSE: list[str] = [Responses.source_file, Responses.response_id]
ANSWERED, NO_ANSWER, NOT_ASKED = "answered", "no_answer", "skipped_by_logic"
SENT_AGAIN, NOT_LISTED, ANOTHER = "sent_again", "not_listed", "another"
BESIDE_COUNTRY = "beside_country"  # what a laboratory says of its country, where another counts
WHY_NOT_COUNTED: Mapping[str, Phrase] = {
    SENT_AGAIN: SentAgain(),
    NOT_LISTED: NotListed(),
    ANOTHER: AnotherCounted(),
    BESIDE_COUNTRY: LaboratoryBeside(),
}


class ChosenResponse:
    """What a response gains when it was decided whether it counts."""

    why = column("code of `WHY_NOT_COUNTED`; empty where it counts")


@dataclass(frozen=True)
class Round:
    """One wave: the rows that count, of countries and of laboratories, and what is left out.

    Attributes
    ----------
    wave : str
        Name of the wave; empty where there is none.
    countries, laboratories : DataFrame
        Rows of the table `responses`; of each country one response, which is that of a laboratory
        where nobody else answered.
    left_out : DataFrame
        Rows of other responses; `why` says by a code of `WHY_NOT_COUNTED` why they do not count.
    """

    wave: str
    countries: pd.DataFrame
    laboratories: pd.DataFrame
    left_out: pd.DataFrame

    def words(self) -> dict[str, dict[str, str]]:
        """Answer to each scored item by country: yes, partial, no, unknown or not_applicable."""
        scored = self.countries[self.countries[Responses.item_id].isin(list(scored_items()))]
        words: dict[str, dict[str, str]] = {}
        columns = [Responses.iso3, Responses.item_id, Responses.status, Responses.value]
        for iso3, item, status, value in scored[columns].itertuples(index=False, name=None):
            words.setdefault(iso3, {})[item] = _word(status, value)
        return {iso3: _all_items(answers) for iso3, answers in words.items()}

    def given(self, rows: pd.DataFrame) -> dict[tuple[str, str], dict[str, str]]:
        """Codes that each response of some rows answered with, and its role and wave."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        columns = [*RESPONSE, Responses.role, Responses.item_id, Responses.status, Responses.value]
        for file, response, role, item, status, value in rows[columns].itertuples(
            index=False, name=None
        ):
            given = found.setdefault((file, response), {"role": role, "wave": self.wave})
            if status == ANSWERED:
                given[item] = str(value)
        return found


@cache
def scored_items() -> Mapping[str, Item]:
    """Items of countries that have a score, in the order in which they are asked."""
    return {
        item.item_id: item
        for item in survey_items().values()
        if item.scale and item.unit_of_analysis == "country"
    }


def question_of(item_id: str) -> str:
    """Words of a question; one that hangs on another has its topic before it.

    Examples
    --------
    >>> question_of("leg_enforced"), question_of("inv_point")[:23]
    ('Legislation: Is it enforced?', 'Is there an inventory o')
    """
    item = survey_items()[item_id]
    topic = f"{topic_name(item.topic)}: " if item.relevant else ""
    return topic + item.question


def not_given(rows: pd.DataFrame, iso3: str) -> dict[str, str]:
    """Say why a country gave no answer to an item: not asked, don't know or none.

    An item that is in no row of a country that answered was not in its form: the questionnaire of
    an earlier version has fewer.
    """
    own = rows[rows[Responses.iso3] == iso3]
    silent = own[own[Responses.status] != ANSWERED]
    told = dict(
        zip(silent[Responses.item_id], silent[Responses.status].map(_why_none), strict=True)
    )
    if not len(own):
        return told
    asked = set(own[Responses.item_id])
    return told | {item: NOT_ASKED for item in survey_items() if item not in asked}


def importance() -> dict[str, float]:
    """Give each scored item the importance of the vocabulary."""
    return {item: float(row.importance or 0) for item, row in scored_items().items()}


def waves_of(responses: pd.DataFrame, wave: str) -> tuple[str, str]:
    """Name the wave that is reported, by default the last, and the one before it.

    Raises
    ------
    ParameterError
        If there is no such wave.
    """
    waves = sorted(responses[Responses.wave].unique())
    if wave and wave not in waves:
        known = ", ".join(waves) or "none"
        raise ParameterError(f"There is no answer of the wave {wave!r}. There are: {known}.")
    chosen = wave or (waves[-1] if waves else "")
    before = [name for name in waves if name < chosen]
    return chosen, before[-1] if before else ""


def round_of(responses: pd.DataFrame, wave: str, frame: Iterable[str]) -> Round:
    """Choose the responses of a wave that count.

    Of several with one uuid the complete one counts, then the latest; of several of a country that
    of the first role of `ROLES_IN_ORDER`, then the complete one, then the latest. A laboratory
    answers for itself, and for its country where nobody before it in that order does.

    Parameters
    ----------
    responses : DataFrame
        Rows of the table.
    wave : str
        Name of the wave.
    frame : iterable of str
        Countries that could answer.

    Returns
    -------
    Round
        Counted responses, and those left out with their reason.
    """
    rows = responses[responses[Responses.wave] == wave]
    heads = rows.drop_duplicates(RESPONSE).assign(**{ChosenResponse.why: ""})
    heads = heads.sort_values(
        [Responses.complete, Responses.submitted, Responses.response_id],
        ascending=False,
        kind="stable",
    )
    heads.loc[heads.duplicated(Responses.uuid), ChosenResponse.why] = SENT_AGAIN
    heads.loc[~heads[Responses.iso3].isin(list(frame)), ChosenResponse.why] = NOT_LISTED
    speaking = _that_speak(rows)
    beside = heads.index.isin(_beside_another(heads, speaking))
    is_laboratory = heads[Responses.role] == LABORATORY
    heads.loc[beside & ~is_laboratory, ChosenResponse.why] = ANOTHER
    aside = pd.MultiIndex.from_frame(heads.loc[beside & is_laboratory, RESPONSE])
    reasons = heads.set_index(RESPONSE)[ChosenResponse.why]
    return _parted(wave, rows.join(reasons, on=RESPONSE), aside, speaking)


def _parted(
    wave: str, placed: pd.DataFrame, aside: pd.MultiIndex, speaking: pd.MultiIndex
) -> Round:
    """Part rows that count from others; of a laboratory, what it says of its country apart."""
    responses = pd.MultiIndex.from_frame(placed[RESPONSE])
    counts = placed[ChosenResponse.why] == ""
    of_laboratory = placed[Responses.role] == LABORATORY
    on_country = placed[Responses.item_id].isin(list(_items_on_countries()))
    speaks = of_laboratory & on_country & responses.isin(speaking)
    beside = counts & speaks & responses.isin(aside)
    for_country = counts & (~of_laboratory | (speaks & ~beside))
    left_out = placed[~counts | beside]
    why = left_out[ChosenResponse.why].where(left_out[ChosenResponse.why] != "", BESIDE_COUNTRY)
    return Round(
        wave,
        placed[for_country],
        placed[counts & of_laboratory],
        left_out.assign(**{ChosenResponse.why: why}),
    )


@cache
def _items_on_countries() -> frozenset[str]:
    """Items that are about a country, whoever answers them."""
    items = survey_items().items()
    return frozenset(code for code, item in items if item.unit_of_analysis == "country")


def _that_speak(rows: pd.DataFrame) -> pd.MultiIndex:
    """Responses of laboratories that answered a question on their country."""
    spoken = rows[
        (rows[Responses.role] == LABORATORY)
        & rows[Responses.status].isin([ANSWERED, "dont_know", "not_applicable"])
        & rows[Responses.item_id].isin(list(_items_on_countries()))
    ]
    return pd.MultiIndex.from_frame(spoken[RESPONSE].drop_duplicates())


def shown_answers(rows: pd.DataFrame) -> dict[str, str]:
    """Answer of a country to each scored item, or why it gave none, as a code."""
    scored = rows[rows[Responses.item_id].isin(list(scored_items()))]
    return {
        item: value if status == ANSWERED else _why_none(status)
        for item, status, value in scored[
            [Responses.item_id, Responses.status, Responses.value]
        ].itertuples(index=False, name=None)
    }


def _why_none(status: str) -> str:
    """Code of why there is no answer; one that is missing is told apart from an empty cell."""
    return NO_ANSWER if status == "missing" else status


def given_by_country(answers: Round) -> dict[str, dict[str, str]]:
    """Codes that the response which counts answered with, by country and item."""
    rows = answers.countries[answers.countries[Responses.status] == ANSWERED]
    found: dict[str, dict[str, str]] = {}
    for iso3, item, value in rows[[Responses.iso3, Responses.item_id, Responses.value]].itertuples(
        index=False, name=None
    ):
        found.setdefault(iso3, {})[item] = str(value)
    return found


def label(item: str, code: str) -> str:
    """Words of an answer; a number stands for itself."""
    choices = choices_of(survey_items()[item])
    return choices[code].words if code in choices else code


def _beside_another(heads: pd.DataFrame, speaking: pd.MultiIndex) -> pd.Index:
    """Responses, best first, that have a better one of the same country.

    A laboratory without a word on its country speaks for none.
    """
    speaks = pd.MultiIndex.from_frame(heads[RESPONSE]).isin(speaking)
    could = (heads[Responses.role] != LABORATORY) | speaks
    places = {role: place for place, role in enumerate(ROLES_IN_ORDER)}
    countries = heads[could & (heads[ChosenResponse.why] == "")]
    ordered = countries.assign(place=countries[Responses.role].map(places)).sort_values(
        "place", kind="stable"
    )
    return ordered.index[ordered.duplicated(Responses.iso3)]


def _word(status: str, value: str) -> str:
    """Answer in the words of the gap index; a question that was not asked is outside of it."""
    if status == ANSWERED and value in DEFICITS:
        return value
    return NOT_APPLICABLE if status in {"not_applicable", "skipped_by_logic"} else UNKNOWN


def _all_items(answers: Mapping[str, str]) -> dict[str, str]:
    """Answers to all scored items; one that the form did not have is unknown."""
    return {item: answers.get(item, UNKNOWN) for item in scored_items()}
