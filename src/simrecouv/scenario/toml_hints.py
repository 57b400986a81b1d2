"""What to write instead, when a file is not TOML: the usual slips of a French keyboard."""

from __future__ import annotations

import re

_LINE = re.compile(r"at line (\d+)")
_DATE = re.compile(r"=\s*\"?(\d{1,2})/(\d{1,2})/(\d{4})")
_COMMA = re.compile(r"=\s*([-+]?\d+),(\d+)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HEADER = re.compile(r"\s*\[([^\]]*)\]?")
_ACCENT = re.compile(r"[\w\-]*[^\W\x00-\x7f][\w\-]*")


def toml_hint(text: str, message: str) -> str:
    """Say what was probably meant on the line that a TOML error names, or nothing.

    Parameters
    ----------
    text
        The whole file.
    message
        Of the error, which ends with ``(at line 3, column 9)``.

    Examples
    --------
    >>> toml_hint("annual_rate = 0,1215", "Expected newline (at line 1, column 16)")
    'decimal comma: write 0.1215'
    >>> toml_hint("start = 01/09/2026", "Invalid value (at line 1, column 9)")
    'date: write 2026-09-01'
    """
    found = _LINE.search(message)
    lines = text.split("\n")
    number = int(found.group(1)) - 1 if found else len(lines)
    line = lines[number].partition("#")[0] if number < len(lines) else ""
    bare = _QUOTED.sub("", line)
    if date := _DATE.search(bare):
        day, month, year = date.groups()
        return f"date: write {year}-{int(month):02d}-{int(day):02d}"
    if comma := _COMMA.search(bare):
        return f"decimal comma: write {comma.group(1)}.{comma.group(2)}"
    return _accent(bare)


def _accent(line: str) -> str:
    """Find a bare name that holds an accent: in a table's heading, or before an equals sign."""
    header = _HEADER.match(line)
    names = header.group(1) if header else line.rpartition("=")[0]
    name = _ACCENT.search(names)
    if name is None:
        return ""
    return (
        f'accent in a bare name: quote it, "{name.group()}", or drop the accent '
        "(bare names use a-z 0-9 - _)"
    )
