"""Declares the tables on doubts: contradictions, conflicts and how far respondents agree."""

from __future__ import annotations

from workbench.findings.rows import Phrase, Table, code, count, number, phrase, row, share, text


@row
class Contradiction:
    """Answers of a response that cannot both be true, or a no where a law is on file."""

    name: str = text("country", "Country")
    role: str = code("role", "who answered", "Respondent")
    rule: str = text("rule", "Rule")
    sentence: Phrase = phrase("what does not go together", "Contradiction")


@row
class Conflict:
    """An item on which another respondent of the country says something else."""

    name: str = text("country", "Country")
    question: str = text("question", "Question")
    role: str = code("role", "who is counted", "Counted")
    answer: str = text("answer that is counted", "Answer")
    other_role: str = code("role", "who else answered", "Other respondent")
    other_answer: str = text("the other answer", "Other answer")


@row
class Agreement:
    """How often two roles say the same of the same country and item."""

    role: str = code("role", "who is counted", "Counted")
    other_role: str = code("role", "who else answered", "Other respondent")
    n_countries: int = count("countries that both answered for", "Countries")
    n_pairs: int = count("scored items that both answered with yes, partly or no", "Items")
    n_agreeing: int = count("of those, with the same answer", "Same answer")
    share_agreeing: float | None = share("of those, with the same answer", "Share")
    kappa: float | None = number("agreement beyond chance (Cohen)", "Kappa", unit="1")
    kappa_lower: float | None = number(
        "lower limit (Fleiss, Cohen and Everitt)", "Lower limit", unit="1", lower_of="kappa"
    )
    kappa_upper: float | None = number("upper limit", "Upper limit", unit="1", upper_of="kappa")
    reason: Phrase | None = phrase("why kappa or its interval is not given", "Why not given")


@row
class Doubt:
    """Contradictory answers, in all countries of a region."""

    what: Phrase = phrase("what does not go together", "Contradiction")
    n_times: int = count("how often", "Times")
    where: tuple[Phrase, ...] = phrase("in which countries", "Where")


CONTRADICTIONS = Table(
    "contradictions",
    Contradiction,
    "Contradictory answers",
    "No contradictory answers were found.",
)
CONFLICTS = Table(
    "conflicts", Conflict, "Respondents that disagree", "No two respondents disagree."
)
AGREEMENT = Table(
    "agreement",
    Agreement,
    "How far respondents of a country agree",
    "No country has two respondents.",
)
DOUBTS = Table(
    "doubts", Doubt, "To be verified: answers that do not go together", "No answers contradict."
)
