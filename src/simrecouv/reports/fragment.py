"""Pieces of HTML that a notebook shows: every text that enters one is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fragment:
    """A piece of HTML, already escaped."""

    markup: str

    def _repr_html_(self) -> str:
        return self.markup


Content = str | Fragment
#: Longest word that a column of a table takes in one piece [characters].
LONGEST_WORD = 30


def element(tag: str, *contents: Content, css: str = "") -> Fragment:
    """Wrap contents in a tag; texts are escaped, fragments are not.

    >>> element("p", "a < b", css="note").markup
    '<p class="note">a &lt; b</p>'
    """
    inside = "".join(
        one.markup if isinstance(one, Fragment) else html.escape(one) for one in contents
    )
    attribute = f' class="{css}"' if css else ""
    return Fragment(f"<{tag}{attribute}>{inside}</{tag}>")


def prose(text: str, css: str = "") -> Fragment:
    """Set a paragraph in which no sign is parted from its amount at the end of a line.

    >>> prose("a gain of −€20").markup
    '<p>a gain of <span class="whole">−€20</span></p>'
    """
    return element("p", _whole(text), css=css)


def listed(texts: Sequence[str]) -> Fragment:
    """Set a list of sentences, one item each."""
    return element("ul", *(element("li", _whole(text)) for text in texts))


def _whole(text: str) -> Fragment:
    """Escape a text in which no sign is parted from its amount."""
    return Fragment(re.sub(r"[+−]€[\d,]+", r'<span class="whole">\g<0></span>', html.escape(text)))


def joined(fragments: Sequence[Fragment]) -> Fragment:
    """Set fragments one after the other."""
    return Fragment("\n".join(one.markup for one in fragments))


def chapter(title: str, note: str, *parts: Fragment) -> Fragment:
    """Open a chapter: its title, a note, what follows."""
    return joined([element("h2", title), element("p", note), *parts])


def _cell(tag: str, content: Content) -> Fragment:
    """Set a cell; one word longer than a column is broken, and no other word ever is.

    >>> _cell("td", "W" * 31).markup[:17]
    '<td class="long">'
    """
    text = re.sub(r"<[^>]*>", " ", content.markup) if isinstance(content, Fragment) else content
    is_long = any(len(word) > LONGEST_WORD for word in re.split(r"[\s-]+", text))
    return element(tag, content, css="long" if is_long else "")


def _scoped(scope: str, content: Content) -> Fragment:
    markup = _cell("th", content).markup
    return Fragment(markup.replace("<th", f'<th scope="{scope}"', 1))


def table(head: Sequence[str], rows: Sequence[Sequence[Content]], css: str = "") -> Fragment:
    """Lay out a table; the first cell of each row is its heading."""
    columns = [_scoped("col", text) for text in head]
    body = [
        element("tr", _scoped("row", first), *(_cell("td", cell) for cell in others))
        for first, *others in rows
    ]
    parts = [element("tbody", joined(body))]
    if head:
        parts.insert(0, element("thead", element("tr", *columns)))
    return element("table", *parts, css=css)
