"""A row of tiles: what each report of an area comes to, in a word, a shape and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

MARKS = {  # a shape each, so that no state is told by its colour alone
    "act": "▲",
    "watch": "◆",
    "unclear": "?",
    "fine": "●",
    "no-data": "○",
    "not-made": "✕",
}


@dataclass(frozen=True)
class Tile:
    """What one report comes to.

    Attributes
    ----------
    name, address : str
        Name of the report, and its page; without a page it is empty.
    state, state_word : str
        Code of the state, one of `MARKS`, and its words.
    certainty : str
        How firm its foremost finding is; empty for a plain fact.
    answer : str
        Its first sentence.
    """

    name: str
    address: str
    state: str
    state_word: str
    certainty: str
    answer: str

    @property
    def html(self) -> str:
        """The tile as an item of a list."""
        name = escape(self.name)
        title = f'<a href="{escape(self.address)}">{name}</a>' if self.address else name
        firm = f'<span class="grade">{escape(self.certainty)}</span>' if self.certainty else ""
        return (
            f'<li class="tile" data-state="{escape(self.state)}"><h3>{title}</h3>'
            f'<p class="state" data-mark="{MARKS[self.state]}">'
            f"{escape(self.state_word)} {firm}</p><p>{escape(self.answer)}</p></li>"
        )


@dataclass(frozen=True)
class Tiles:
    """Tiles in the order in which they are shown."""

    tiles: Sequence[Tile]

    def _repr_html_(self) -> str:
        return f'<ul class="tiles">{"".join(one.html for one in self.tiles)}</ul>'
