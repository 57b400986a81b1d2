"""The contents of a page: its headings get an address, and a list of links where one is asked."""

from __future__ import annotations

import re
from itertools import count

#: What a template leaves for the list.
PLACE = '<ol class="contents"></ol>'
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


def with_contents(page: str) -> str:
    """Give each chapter of a page an address, and list them where the page leaves a place.

    Texts of a page are escaped, so what looks like a heading is one.

    >>> page = with_contents(f"<main>{PLACE}<h2>A &amp; B</h2></main>")
    >>> '<li><a href="#chapter-1">A &amp; B</a></li>' in page
    True
    >>> '<h2 id="chapter-1">A &amp; B</h2>' in page
    True
    """
    head, mark, body = page.partition("<main>")
    numbers, items = count(1), []

    def addressed(found: re.Match[str]) -> str:
        address = f"chapter-{next(numbers)}"
        items.append(f'<li><a href="#{address}">{found[1]}</a></li>')
        return f'<h2 id="{address}">{found[1]}</h2>'

    told = _HEADING.sub(addressed, body)
    return head + mark + told.replace(PLACE, PLACE.replace("></ol>", f">{''.join(items)}</ol>"))
