"""Words that area-level data cannot carry: a message, heading or caption with one is refused."""

from __future__ import annotations

import re

from workbench.errors import ReportError

WORDS = (
    r"caus(e[sd]?|al(ly|ity)?|ing|ation)", "due to", "lead(s|ing)? to", "led to",
    "result(s|ed)? in", "prov(e[sdn]?|ing)", "saf(e|ely|er|ety)", "harm(s|ed|ful)?",
    "effects? of", "impacts? o[fn]", "responsible for", "because of", "kill(s|ed)?",
    "trigger(s|ed)?", "protect(s|ed|ive)?", "risk of dying",
)  # fmt: skip
CAUSAL = re.compile(rf"\b({'|'.join(WORDS)})\b", re.IGNORECASE)
ALL_CAUSES = r"\ball[- ]causes?\b"
HYPOTHESIS = r"\bif\sthe\sassociation\swere\scausal\b"
ALLOWED = re.compile(f"{ALL_CAUSES}|{HYPOTHESIS}", re.IGNORECASE)


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
        raise CausalWordError(
            f"{found.group()!r} in {text!r}: area-level data show associations; write 'was "
            "associated with', or name what was compared"
        )
    return text
