"""A first mapping of the export of a form that is not the shipped one, with its doubts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from workbench.errors import InputError, VocabularyError
from workbench.inputs.surveys.export_file import ExportFile, read_any_export
from workbench.inputs.surveys.layouts import plain
from workbench.inputs.surveys.responses import ADDRESS, UNDATED, read_moment
from workbench.inputs.surveys.survey_matching import (
    LIKELY,
    SURE,
    AskedColumn,
    Cells,
    Match,
    distinct,
    guess,
    matches_in,
    questions_in,
)
from workbench.vocabulary.places import find_place, is_country
from workbench.vocabulary.survey.items import choices_of, survey_choices

# Headings by which a tool is known, the most telling tool first.
TOOLS: Mapping[str, tuple[str, ...]] = {
    "KoboToolbox": ("_uuid", "_submission_time"),
    "ODK Central": ("meta-instanceID", "SubmissionDate"),
    "SurveyMonkey": ("Respondent ID", "Collector ID"),
    "LimeSurvey": ("submitdate", "Date submitted", "startlanguage"),
    "REDCap": ("redcap_event_name", "redcap_survey_identifier", "record_id", "Record ID"),
    "Microsoft Forms": ("Completion time", "Heure de fin", "Hora de finalización"),
    "Google Forms": ("Timestamp", "Horodateur", "Marca temporal"),
}
OF_RESPONSE = {
    "response_id": "number of the response",
    "uuid": "unique key of the response",
    "wave": "round of the survey",
    "iso3": "country",
    "role": "role of who answers",
    "lang": "language",
}
MOST_WORDS, LONGEST_WORD, LONGEST_KEY = 20, 120, 40
FEWEST_MATCHES = 3  # questions of the questionnaire, or it is no survey of gaps
CLOCKS = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")
DAYS = ("%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y", "%d.%m.%Y")
FORMS = tuple(f"{day} {clock}" for day in DAYS for clock in CLOCKS)
YEAR = re.compile(r"20\d\d")


def draft_survey_mapping(file: Path) -> str:
    """Look at the export of an unknown form and write a first mapping of it.

    Parameters
    ----------
    file : Path
        CSV, Excel file or archive of a survey tool.

    Returns
    -------
    str
        YAML; what is not sure has a line `# ?`, and below it lines that hold once uncommented.
        Empty where the file is no export of a survey tool, or asks for other things: field forms
        have the columns of the tools too.
    """
    try:
        export = read_any_export(file)
    except InputError:
        return ""
    if not _tool(export.columns):
        return ""
    cells = {name: [row[name].strip() for _, row in export.rows] for name in export.columns}
    response = {key: name for key, name in export.places.response.items() if key in OF_RESPONSE}
    used = {*response.values(), export.places.response.get("submitted", "")}
    asked = [one for one in questions_in(cells) if not used & one.columns()]
    matches = matches_in(asked, cells)
    if sum(map(_is_written, matches)) < FEWEST_MATCHES:
        return ""
    lines = [*_head(export, asked, matches), *_response(response, cells)]
    lines += [*_submitted(export, cells), *_wave(export, cells), *_roles(response, cells)]
    lines += ["items:", *(line for match in matches for line in _item(match, cells))]
    return "".join(f"{line}\n" for line in lines)


def _tool(columns: Iterable[str]) -> str:
    """Name of the tool that writes such a header; empty where none does."""
    fit = {tool: len({*columns}.intersection(marks)) for tool, marks in TOOLS.items()}
    best = max(fit, key=lambda tool: fit[tool])
    return best if fit[best] else ""


def _head(export: ExportFile, asked: list[AskedColumn], matches: list[Match]) -> Iterator[str]:
    """Give the comment at the top, whose the answers are, and how the file is written."""
    yield _comment(f"First mapping of {export.name}, an export of {_tool(export.columns)}.")
    yield "# Decide the lines that begin with `# ?`; take the `# ` off what holds below them."
    found = {match.asked.text for match in matches}
    left = [_short(one.text) for one in asked if one.text not in found]
    if left:
        yield _comment(f"Like no question ({len(left)}): {'; '.join(left[:MOST_WORDS])}.")
    yield "# ? whose answers are they, and what may be done with them?"
    yield from ("owner: not stated", "licence: not stated")
    if export.is_two_lines:
        yield "header: question and answer"


def _response(response: Mapping[str, str], cells: Cells) -> Iterator[str]:
    """Give the columns of a response; where none is named so, those that may be meant."""
    yield "response:"
    yield from (f"  {key}: {_text(column)}" for key, column in response.items())
    free = [name for name in cells if name not in response.values()]
    maybe = {
        "iso3": [name for name in free if _most(cells[name], _is_country)],
        "response_id": [name for name in free if _tells_apart(cells[name])],
        "role": [name for name in free if _most(cells[name], lambda word: word in _role_words())],
    }
    for key, columns in maybe.items():
        if key not in response and (columns or key != "role"):
            yield f"  # ? which column has the {OF_RESPONSE[key]}?"
            yield from (f"  # {key}: {_text(name)}" for name in columns[:MOST_WORDS])


def _submitted(export: ExportFile, cells: Cells) -> Iterator[str]:
    """Give the column of the moment of sending, and the forms that all of its cells have."""
    column = export.places.response.get("submitted")
    if not column:
        return
    given = [cell for cell in distinct(cells[column]) if plain(cell) not in UNDATED]
    fit = [form for form in FORMS if all(read_moment(cell, form) for cell in given)]
    yield "submitted:"
    yield f"  column: {_text(column)}"
    if not all(read_moment(cell, "") for cell in given):
        if len(fit) != 1:
            yield "  # ? in which form are its moments?"
        yield from (f"  {'# ' if len(fit) > 1 else ''}form: {_text(form)}" for form in fit)
    yield "  # ? in which time zone?"
    yield "  zone: UTC"


def _wave(export: ExportFile, cells: Cells) -> Iterator[str]:
    """Give the round as the last year in which a response was sent, where no column has it."""
    if "wave" in export.places.response:
        return
    sent = cells.get(export.places.response.get("submitted", ""), [])
    years = [year for cell in sent for year in YEAR.findall(cell)]
    yield "constants:"
    yield "  # ? which round of the survey is it?"
    yield f"  wave: {_text(max(years, default='1'))}"


def _role_words() -> dict[str, str]:
    """Code by plain word of a role."""
    choices = survey_choices()["role"]
    texts = {plain(text): code for code, one in choices.items() for text in one.labels.values()}
    return {code: code for code in choices} | texts


def _roles(response: Mapping[str, str], cells: Cells) -> Iterator[str]:
    """Give the words of roles that the questionnaire does not have, each to be decided."""
    known = _role_words()
    given = cells[response["role"]] if "role" in response else []
    odd = [word for word in distinct(given) if plain(word) not in known]
    told = [word for word in odd if _may_be_told(word)]
    if told and len(odd) <= MOST_WORDS:
        yield "# words:"
        yield "#   role:"
    for word in told if len(odd) <= MOST_WORDS else ():
        yield f"#     # ? {_short(word)!r} is which of {', '.join(survey_choices()['role'])}?"
        yield f"#     {_text(word)}: {guess(word, known)}"


def _is_written(match: Match) -> bool:
    """Whether an item is no mere guess, which stays a comment."""
    return match.alike >= LIKELY


def _item(match: Match, cells: Cells) -> Iterator[str]:
    """Give the lines of an item; all of them are comments where it is only a guess."""
    item, asked = match.item, match.asked
    if match.alike < SURE:
        yield _comment(f"? {_short(asked.text)!r} may be: {item.question}", "  ")
    lines = [f"{item.item_id}:"]
    if asked.ticks:
        lines.append(f"  ticks: {_text(_pattern(asked))}")
    else:
        lines.append(f"  column: {_text(asked.column)}")
    if choices_of(item):
        lines += [f"  {line}" for line in _words(match, cells)]
    mark = "" if _is_written(match) else "# "
    yield from (f"  {mark}{line}" for line in lines)


def _pattern(asked: AskedColumn) -> str:
    """Pattern of the columns of a multiple choice."""
    word, column = next(iter(asked.ticks.items()))
    stem = len(asked.text)
    return column[:stem] + column[stem:].replace(word, "{word}")


def _words(match: Match, cells: Cells) -> Iterator[str]:
    """Give the words of an item, none where all are known; others are to be decided."""
    known, given = match.known, match.words(cells)
    odd = [word for word in given if plain(word) not in known]
    if not odd and not match.asked.ticks:
        return
    sure = [word for word in given if plain(word) in known]
    mark = "" if sure else "# "
    yield f"{mark}words:"
    yield from (f"  {_text(word)}: {_text(known[plain(word)])}" for word in sure)
    codes = ", ".join(distinct(known.values()))
    for word in filter(_may_be_told, odd[:MOST_WORDS]):
        yield f"  # ? {_short(word)!r} is which of {codes}?"
        yield f"{mark and '# '}  {'' if mark else '# '}{_text(word)}: {_text(guess(word, known))}"


def _may_be_told(word: str) -> bool:
    """Whether a word is one of a list of answers, and no text or address of a respondent."""
    return len(word) <= LONGEST_WORD and not ADDRESS.search(word)


def _most(given: list[str], test: Callable[[str], bool]) -> bool:
    """Whether most of the words of a column are of a kind."""
    words = [plain(word) for word in distinct(given)]
    return sum(map(test, words)) * 2 > len(words)


def _is_country(word: str) -> bool:
    """Whether a word is the code or the name of a country."""
    try:
        return is_country(word.upper()) or bool(find_place(word))
    except VocabularyError:
        return False


def _tells_apart(given: list[str]) -> bool:
    """Whether each response has a short text of its own in a column, and no address."""
    own = bool(given) and len(set(given)) == len(given) and all(given)
    return own and not any(ADDRESS.search(cell) or len(cell) > LONGEST_KEY for cell in given)


def _text(text: str) -> str:
    """Text as YAML that cannot be read as anything else."""
    return json.dumps(text, ensure_ascii=False)


def _short(text: str) -> str:
    """Text of one line, cut where it is long."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= LONGEST_WORD else f"{line[:LONGEST_WORD]}..."


def _comment(text: str, before: str = "") -> str:
    """Line that is a comment whatever its text."""
    return f"{before}# {''.join(sign if sign.isprintable() else ' ' for sign in text)}"
