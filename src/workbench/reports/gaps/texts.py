"""Free texts of those who consented: how many, in which language, how long, what they name."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from workbench.findings import frame_of
from workbench.reports.gaps import definitions_on_file as definitions
from workbench.reports.gaps.answers import RESPONSE, Round
from workbench.vocabulary.survey_groups import OTHER
from workbench.vocabulary.survey_items import choices_of, survey_items

ITEM = "comment"
UNKNOWN = "not known"


def texts(answers: Round, iso3s: Sequence[str]) -> pd.DataFrame:
    """One row a language: number and length of the texts. No word of a text is in it.

    Consent is to store a text; that is no consent to publish it.

    Parameters
    ----------
    answers : Round
        Round of the survey.
    iso3s : sequence of str
        Countries that the page is about.
    """
    given = _given(answers, iso3s)
    rows = {}
    for language, of_language in given.groupby(given["lang"].fillna(UNKNOWN)):
        lengths = of_language["value"].map(lambda text: len(text.split()))
        rows[str(language)] = {
            "language": language,
            "n_texts": len(of_language),
            "n_countries": of_language["iso3"].nunique(),
            "n_words": int(lengths.sum()),
            "median_words": float(lengths.median()),
        }
    return frame_of(rows, definitions.TEXTS)


def terms(answers: Round, iso3s: Sequence[str]) -> pd.DataFrame:
    """One row a substance of the survey that a text names, in any language of the questionnaire.

    Only words of the vocabulary are looked for, so that no name can come out of a text.
    """
    given = _given(answers, iso3s)["value"]
    rows = {}
    for code, choice in choices_of(survey_items()["lab_substances"]).items():
        if choice.status != "answered" or choice.exclusive or code == OTHER:
            continue
        words = "|".join(re.escape(word) for word in sorted(set(choice.labels.values())) if word)
        named = given.str.contains(rf"\b(?:{words})\b", case=False, regex=True)
        if named.any():
            label = choice.labels["en"]
            rows[code] = {"term": label, "n_texts": int(named.sum()), "n_all": len(given)}
    return frame_of(rows, definitions.TERMS)


def _given(answers: Round, iso3s: Sequence[str]) -> pd.DataFrame:
    """Texts of the counted responses of some countries that consented."""
    rows = pd.concat([answers.countries, answers.laboratories])
    rows = rows[rows["iso3"].isin(list(iso3s)) & (rows["status"] == "answered")]
    consents = rows[(rows["item_id"] == "consent") & (rows["value"] == "yes")]
    allowed = pd.MultiIndex.from_frame(consents[RESPONSE])
    of_item = rows[rows["item_id"] == ITEM]
    return of_item[pd.MultiIndex.from_frame(of_item[RESPONSE]).isin(allowed)]
