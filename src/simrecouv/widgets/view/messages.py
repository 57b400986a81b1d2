"""Small texts that the lab sets as HTML: notes, remarks, errors. Every text is escaped."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from html import escape

from simrecouv.errors import SimrecouvError
from simrecouv.vocabulary import Lang, Severity
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.trial.remarks import Remark
from simrecouv.widgets.view import words

#: Remarks seen at once; those that are more serious than a note are all seen.
MOST_LINES = 3


def note_in_html(text: str) -> str:
    """Write a small secondary text.

    >>> note_in_html("a < b")
    '<span class="simrecouv-note">a &lt; b</span>'
    """
    return f'<span class="simrecouv-note">{escape(text)}</span>'


def whole_in_html(text: str) -> str:
    """Write figures and words that break between them only: no sign is parted from its amount.

    >>> whole_in_html("−€20 to")
    '<span class="simrecouv-whole">−€20</span> <span class="simrecouv-whole">to</span>'
    """
    return " ".join(
        f'<span class="simrecouv-whole">{escape(part)}</span>' for part in text.split(" ")
    )


def error_in_html(error: BaseException, lang: Lang) -> str:
    """Write an error; bad input needs no traceback.

    >>> error_in_html(SimrecouvError("no policy 'x'"), "en")
    '<pre class="simrecouv-error" role="alert">Refused: no policy &#x27;x&#x27;</pre>'
    """
    is_input = isinstance(error, SimrecouvError | OSError)
    text = (
        say(words.REFUSED, lang, reason=error)
        if is_input
        else "".join(traceback.format_exception(error))
    )
    return f'<pre class="simrecouv-error" role="alert">{escape(text)}</pre>'


def remarks_in_html(found: Sequence[Remark]) -> str:
    """Write remarks, the first ones at once, the others to unfold.

    What is more serious than a note is never folded, nor cut; the whole text of a note is in its
    title.
    """
    serious = sum(one.severity is not Severity.NOTE for one in found)
    first, others = found[: max(serious, MOST_LINES)], found[max(serious, MOST_LINES) :]
    more = (
        f'<details class="simrecouv-more"><summary>+{len(others)}</summary>{_list(others)}'
        "</details>"
    )
    return _list(first) + (more if others else "") if found else ""


def _list(found: Sequence[Remark]) -> str:
    items = "".join(
        f'<li class="simrecouv-{escape(str(one.severity))}" title="{escape(one.text)}">'
        f"{escape(one.text)}</li>"
        for one in found
    )
    return f'<ul class="simrecouv-remarks">{items}</ul>'
