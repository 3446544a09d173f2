"""Words that area-level data cannot carry: a sentence, heading or caption with one is refused."""

from __future__ import annotations

import re

from workbench.errors import ReportError

CAUSAL = re.compile(
    r"\b(caus(e[sd]?|al(ly|ity)?|ing|ation)|due to|lead(s|ing)? to|led to|result(s|ed)? in|"
    r"prov(e[sdn]?|ing)|saf(e|ely|er|ety)|harm(s|ed|ful)?|effects? of|impacts? o[fn]|"
    r"responsible for|because of|kill(s|ed)?|trigger(s|ed)?|protect(s|ed|ive)?|risk of dying)\b",
    re.IGNORECASE,
)
ALLOWED = re.compile(r"\ball[- ]causes?\b|\bif the association were causal\b", re.IGNORECASE)
STANDING = (
    "Area-level data cannot show the risk of a person: people of one area differ in exposure, in "
    "habits and in where they lived before, and what holds between areas need not hold within.",
    "Three things may set the slope between areas apart from that between persons: exposure that "
    "varies within areas, confounders that vary within them, and a relation that is not a line. "
    "People who moved, and years between exposure and illness, add to it.",
    "An association between areas is no evidence of cause: whatever else differs between them may "
    "stand behind it, measured or not.",
    "That nothing was detected does not mean that there is nothing: the smallest rate ratio that "
    "would have been seen stands beside it.",
    "Exposure of an area is an estimate from few samples; its error is not in the intervals, and "
    "may draw an association either way.",
    "A spatial term may take away a part of a true association that is itself spatial, so the "
    "rungs before and after it both stand here.",
)


class CausalWordError(ReportError):
    """A text says more than area-level data can; names the word."""


def without_causal_words(text: str, *, quoted: tuple[str, ...] = ()) -> str:
    """Give a text back if it claims no cause.

    Parameters
    ----------
    text : str
        Sentence, heading, caption or alternative text.
    quoted : tuple of str
        Names from the data within it, which are not the report's own words.

    Returns
    -------
    str
        The text.

    Raises
    ------
    CausalWordError
        If it holds a word of cause, proof or safety.

    Examples
    --------
    >>> without_causal_words("Cadmium was associated with more cases of all-cause mortality.")
    'Cadmium was associated with more cases of all-cause mortality.'
    """
    own = text
    for name in sorted(quoted, key=len, reverse=True):
        own = own.replace(name, " ") if name else own
    found = CAUSAL.search(ALLOWED.sub(" ", own))
    if found:
        message = (
            f"{found.group()!r} in {text!r}: area-level data show associations; write 'was "
            "associated with', or name what was compared"
        )
        raise CausalWordError(message)
    return text
