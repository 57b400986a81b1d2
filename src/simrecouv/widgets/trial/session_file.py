"""The file of a session: a scenario, whose first line says what was pinned and which is the trial.

That line is a comment: the file reads as any scenario. A file without it is none of the lab's, and
is not overwritten.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from simrecouv.errors import StudyError
from simrecouv.scenario import Scenario, to_toml

#: What the first line of a saved session starts with.
MARK = "# simrecouv lab: "
SUFFIX = ".toml"
EXAMPLE = "such as my-policies.toml"


class Kept(NamedTuple):
    """What a session knows beyond its scenario: names of policies."""

    trial: str = ""
    reference: str = ""
    pins: tuple[str, ...] = ()


def write_session(scenario: Scenario, kept: Kept, path: str | Path) -> Path:
    """Write a session to a TOML file, whole or not at all, and return its path.

    Raises
    ------
    StudyError
        If the name is not that of a TOML file, if the lab has not written what is there, or if the
        file cannot be written.
    """
    place = _place(path)
    text = f"{MARK}{json.dumps(kept._asdict(), ensure_ascii=True)}\n{to_toml(scenario)}"
    fresh = place.with_name(f"{place.name}.part")
    try:
        if place.exists() and not _first_line(place).startswith(MARK):
            raise StudyError(f"{place} is not a file of the lab: choose another name")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(place)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            fresh.unlink(missing_ok=True)
        raise StudyError(f"{place}: cannot be written ({_reason(error)})") from None
    return place


def kept_in(path: str | Path) -> Kept:
    """Read what a session knew; nothing where the file is not a saved session."""
    try:
        line = _first_line(Path(path))
        found = json.loads(line.removeprefix(MARK)) if line.startswith(MARK) else {}
    except (OSError, ValueError, RecursionError):
        return Kept()
    if not isinstance(found, dict):
        return Kept()
    pins = found.get("pins")
    names = tuple(filter(_is_name, pins)) if isinstance(pins, list) else ()
    return Kept(_text(found.get("trial")), _text(found.get("reference")), names)


def named_file(path: str | Path) -> Path:
    """Return a path that names something, and no folder.

    Raises
    ------
    StudyError
        If it does not.
    """
    place = Path(str(path).strip())
    if not place.name:
        raise StudyError(f"a file name expected, {EXAMPLE}")
    with suppress(OSError, ValueError):  # a name too long, a null byte: whoever opens it says so
        if place.is_dir():
            raise StudyError(f"{place} is a folder: a file name expected, {EXAMPLE}")
    return place


def _place(path: str | Path) -> Path:
    place = named_file(path)
    if not place.suffix:
        place = place.with_name(f"{place.name}{SUFFIX}")
    if place.suffix.lower() != SUFFIX:
        raise StudyError(f"{place}: a name that ends with {SUFFIX} expected")
    return named_file(place)


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return file.readline(10_000)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _is_name(given: Any) -> bool:
    return isinstance(given, str)


def _text(given: Any) -> str:
    return given if isinstance(given, str) else ""
