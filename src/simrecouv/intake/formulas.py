"""Texts that a spreadsheet would run as formulas: marked on writing, given back on reading.

A text that starts with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return gets an apostrophe in
front, which spreadsheets take for "this is text"; so does one that starts with an apostrophe, so
that what is written reads back the same, whatever it is.
"""

from __future__ import annotations

APOSTROPHE = "'"
#: First characters of a formula, and of what hides one.
STARTS = ("=", "+", "-", "@", "\t", "\r", APOSTROPHE)


def guarded(text: str) -> str:
    """Write a text so that no spreadsheet runs it.

    >>> guarded("=1+1"), guarded("F001"), guarded("'=1")
    ("'=1+1", 'F001', "''=1")
    """
    return APOSTROPHE + text if text.startswith(STARTS) else text


def unguarded(text: str) -> str:
    """Give back the text that `guarded` wrote.

    >>> unguarded("'=1+1"), unguarded("'t Hart")
    ('=1+1', "'t Hart")
    """
    is_guarded = text.startswith(APOSTROPHE) and text[1:].startswith(STARTS)
    return text[1:] if is_guarded else text
