"""Free texts of those who consented: how many, in which language, how long, what they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from workbench.findings.rows import code, count, number, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import ANSWERED, RESPONSE, Round
from workbench.reports.gaps.basis.overview import is_silent
from workbench.reports.report import Section
from workbench.store.surveys import Responses
from workbench.vocabulary.survey.items import OTHER, laboratory_substances

ITEM = "comment"
UNKNOWN = "not known"


@row
class Comments:
    """Comments in a language: how many and how long, and no word of them."""

    language: str = code("language", "language that the questionnaire was answered in", "Language")
    n_texts: int = count("comments of those who consented that texts are stored", "Comments")
    n_countries: int = count("countries that they are from", "Countries")
    n_words: int = count("words in all", "Words in all")
    median_words: float = number("median of the words of a comment", "Median of words", unit="1")


@row
class Term:
    """A substance of the survey that comments name."""

    term: str = text("substance", "Substance")
    n_texts: int = count("comments that name it", "Comments that name it")
    n_all: int = count("comments", "Of comments")


TEXTS = Table("texts", Comments, "Comments by language", "No comment was given with consent.")
TERMS = Table("text_terms", Term, "Substances that comments name", "No comment names a substance.")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Count comments and the substances that they name; no word of a comment is in it."""
    yield TEXTS.filled(texts(basis.now, basis.iso3s))
    yield TERMS.filled(terms(basis.now, basis.iso3s))


def texts(answers: Round, iso3s: Sequence[str]) -> dict[str, Comments]:
    """Count the texts in each language, and their words. No word of a text is in it.

    Consent is to store a text; that is no consent to publish it.

    Parameters
    ----------
    answers : Round
        Round of the survey.
    iso3s : sequence of str
        Countries that the page is about.

    Returns
    -------
    dict of str to Comments
        By language.
    """
    given = _given(answers, iso3s)
    return {
        str(language): _comments(str(language), rows)
        for language, rows in given.groupby(given[Responses.lang].fillna(UNKNOWN))
    }


def _comments(language: str, rows: pd.DataFrame) -> Comments:
    """Row of the texts in one language."""
    lengths = rows[Responses.value].map(lambda words: len(words.split()))
    return Comments(
        language=language,
        n_texts=len(rows),
        n_countries=rows[Responses.iso3].nunique(),
        n_words=int(lengths.sum()),
        median_words=float(lengths.median()),
    )


def terms(answers: Round, iso3s: Sequence[str]) -> dict[str, Term]:
    """Count the texts that name a substance of the survey, in any language of the questionnaire.

    Only words of the vocabulary are looked for, so that no name can come out of a text.
    """
    given = _given(answers, iso3s)[Responses.value]
    rows = {}
    for substance, choice in laboratory_substances().items():
        if choice.status != ANSWERED or choice.exclusive or substance == OTHER:
            continue
        words = "|".join(re.escape(word) for word in sorted(set(choice.labels.values())) if word)
        named = given.str.contains(rf"\b(?:{words})\b", case=False, regex=True)
        if named.any():
            rows[substance] = Term(term=choice.words, n_texts=int(named.sum()), n_all=len(given))
    return rows


def _given(answers: Round, iso3s: Sequence[str]) -> pd.DataFrame:
    """Texts of the counted responses of some countries that consented."""
    rows = pd.concat([answers.countries, answers.laboratories])
    rows = rows[rows[Responses.iso3].isin(list(iso3s)) & (rows[Responses.status] == ANSWERED)]
    consents = rows[(rows[Responses.item_id] == "consent") & (rows[Responses.value] == "yes")]
    allowed = pd.MultiIndex.from_frame(consents[RESPONSE])
    of_item = rows[rows[Responses.item_id] == ITEM]
    return of_item[pd.MultiIndex.from_frame(of_item[RESPONSE]).isin(allowed)]


SECTION: Section[Basis] = Section(
    name="texts", tables=(TEXTS, TERMS), compute=compute, left_out=is_silent
)
