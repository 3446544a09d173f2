"""A mapping in the making: what it says so far, and what is not sure about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from workbench.inputs.drafts.preview import Look
from workbench.inputs.files.file_form import DELIMITERS, FileForm
from workbench.inputs.mapping.mapping import TO_FILL_IN

FILL_IN = TO_FILL_IN
SECTIONS = (
    *("owner", "licence", "file", "constants", "columns", "coordinates", "joined", "otherwise"),
    *(
        "words",
        "schemes",
        "leave_out",
        "field_duplicates",
        "substances",
        "observations",
        "nondetects",
        "sentinels",
        "zeros",
        "tables",
    ),
)
INSTEAD_OF = ("columns", "joined", "words", "otherwise")  # where a constant stands for what is said
ANY_LENGTH = 100_000  # no key is folded onto a second line


@dataclass
class Draft:
    """Content by section, the doubts about each, and lines of it that may be uncommented."""

    content: dict[str, Any] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    offers: dict[str, dict[str, object]] = field(default_factory=dict)

    def put(self, section: str, key: str, meaning: object) -> None:
        """Write a key into a section."""
        self.content.setdefault(section, {})[key] = meaning

    def doubt(self, section: str, what: str) -> None:
        """Note what is not sure about a section, or is missing in it."""
        self.doubts.setdefault(section, []).append(what)

    def offer(self, section: str, key: str, meaning: object) -> None:
        """Note a key of a section that may be meant: it holds once its line is uncommented."""
        self.offers.setdefault(section, {})[key] = meaning

    def put_constants(self, constants: Mapping[str, str]) -> None:
        """Put what is known to be the same in all rows in place of columns and doubts."""
        for name, said in constants.items():
            for section in INSTEAD_OF:
                self.content.get(section, {}).pop(name, None)
            for section, doubts in self.doubts.items():
                self.doubts[section] = [one for one in doubts if not one.startswith(f"{name}:")]
            self.offers.get("constants", {}).pop(name, None)
            self.put("constants", name, said)
        for section in [name for name in INSTEAD_OF if self.content.get(name) == {}]:
            del self.content[section]

    def texts(self) -> set[str]:
        """All texts of the content, keys too: a column that is named is among them."""
        return set(_texts_in(self.content))

    def text(self) -> str:
        """Write it as YAML: doubts above their section, what may be uncommented at its end."""
        return "\n".join(filter(None, (self._section(name) for name in SECTIONS)))

    def _section(self, name: str) -> str:
        """Lines of one section."""
        lines = [f"# ? {_one_line(doubt)}\n" for doubt in self.doubts.get(name, ())]
        if name in self.content:
            lines.append(_as_yaml(name, self.content[name]))
        offered = self.offers.get(name, {})
        if offered and name not in self.content:
            lines.append(f"{name}:\n")
        for key, meaning in offered.items():
            one = yaml.safe_dump({key: meaning}, allow_unicode=True, width=ANY_LENGTH)
            lines.append("".join(f"  # {line}\n" for line in one.splitlines()))
        return "".join(lines)


def draft_form(look: Look, draft: Draft) -> None:
    """Write down how the file is written, where that is not the usual."""
    names = {sign: name for name, sign in DELIMITERS.items()}
    usual = FileForm().model_dump(mode="json")
    for key, found in look.form.model_dump(mode="json").items():
        if found != usual[key]:
            draft.put("file", key, names.get(found, found) if key == "delimiter" else found)
    for doubt in look.doubts:
        draft.doubt("file", doubt)


def comments(lines: Iterable[str]) -> str:
    """Lines at the top of a draft, none of which can leave its comment."""
    return "".join(f"# {_one_line(line)}\n" for line in lines)


def _texts_in(content: object) -> Iterator[str]:
    """Give all texts of a nested content."""
    if isinstance(content, dict):
        for key, meaning in content.items():
            yield str(key)
            yield from _texts_in(meaning)
    elif isinstance(content, list | tuple):
        for one in content:
            yield from _texts_in(one)
    else:
        yield str(content)


def _as_yaml(name: str, content: object) -> str:
    """Write a section as YAML; each column of values stands in one line."""
    return str(
        yaml.safe_dump(
            {name: content},
            allow_unicode=True,
            sort_keys=False,
            width=ANY_LENGTH,
            default_flow_style=None if name == "substances" else False,
        )
    )


def _one_line(text: str) -> str:
    """Text that cannot leave its comment."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
