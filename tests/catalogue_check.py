"""What can be proved of a catalogue without any data: its messages fit the rows they are about."""

import re

from workbench.findings.rows import Phrase, code_of_class, columns
from workbench.words.messages import ENGLISH, NAMES, Choose, Quote, Refer, entries, every

DIGIT = re.compile(r"\d")


def problems(messages, language=ENGLISH):
    """Find messages of a language that cannot be said, say too much or leave a cell away.

    Give all that the reports say, the phrases among them; each problem has the name of the message.
    """
    known = entries(language)
    for message in messages:
        entry = known.get(message.id)
        if entry is None:
            if language == ENGLISH:
                yield f"{message.id}: there is no such message."
            continue
        quoted = placeholders(entry.parts, language)
        for column in sorted(quoted - {*columns(message.of)}):
            yield f"{message.id}: {message.of.__name__} has no column {column}."
        if language != ENGLISH:
            yield from _missing(message.id, quoted)
    for name, entry in known.items():
        if not name.startswith(NAMES):
            yield from _digits(name, entry.parts)


def _missing(name, quoted):
    """Find cells that English quotes and a translation does not: it would be shorter, and wrong."""
    english = placeholders(entries(ENGLISH)[name].parts)
    for column in sorted(english - quoted):
        yield f"{name}: {column} is not quoted."


def _digits(name, parts):
    """Find digits that are written into a message: each number stands in a cell."""
    for part in _own(parts):
        if DIGIT.search(part):
            yield f"{name}: {part.strip()!r} holds a digit. Quote a cell or a name."


def _own(parts):
    """Give the texts of a message, not those of messages that it names."""
    for part in parts:
        match part:
            case str():
                yield part
            case Choose(variants=variants):
                for inner in variants.values():
                    yield from _own(inner)


def placeholders(parts, language=ENGLISH):
    """Columns that a message quotes, or chooses by."""
    return {one.column for one in every(parts, language) if isinstance(one, Quote | Choose)}


def referred(parts):
    """Messages that a message names, and those that these name."""
    return {one.message for one in every(parts) if isinstance(one, Refer)}


def phrases():
    """All reasons and names that are declared, by the message that words them."""
    found = {}
    waiting = [Phrase]
    while waiting:
        for of in waiting.pop().__subclasses__():
            waiting.append(of)
            found[code_of_class(of)] = of
    return found
