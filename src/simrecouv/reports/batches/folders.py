"""Folders of a batch of reports.

Their names are safe on any system; what is unfinished stands apart; a finished report moves in.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from simrecouv.errors import ScenarioError, StudyError
from simrecouv.reports.provenance import FILE
from simrecouv.scenario import Scenario
from simrecouv.scenario.base import as_name
from simrecouv.scenario.files import scenario_path

#: Folder of what is being written, beside the reports.
APART = ".unfinished"
#: Longest name of a folder, less what makes it unique [characters].
LONGEST = 60
#: Name of a folder whose source has none that can be kept.
NAMELESS = "report"
#: Names that Windows keeps for itself.
RESERVED = {
    "aux",
    "con",
    "nul",
    "prn",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}


def folder_names(sources: Sequence[Scenario | str | Path]) -> list[str]:
    """Name the folder of each source: safe on any system, and unlike those of the others.

    Sources of one name are told apart by the folder that they stand in, then by a number.

    Raises
    ------
    StudyError
        If a file is given twice, be it under two spellings or through a link.

    Examples
    --------
    >>> folder_names(["pme-b2b", "north/2025.csv", "south/2025.csv", "../con.toml"])
    ['pme-b2b', 'north-2025', 'south-2025', 'report-con']
    """
    _refuse_twice(sources)
    names = [_safe(_stem(source)) for source in sources]
    many = Counter(name.casefold() for name in names)
    for place, source in enumerate(sources):
        if many[names[place].casefold()] > 1:
            names[place] = _safe(f"{_parent(source)}-{_stem(source)}")
    return _numbered(names)


def _refuse_twice(sources: Sequence[Scenario | str | Path]) -> None:
    given = [str(one) for one in sources if not isinstance(one, Scenario)]
    for path, times in Counter(given).items():
        if times > 1:
            raise StudyError(f"{path}: given {times} times, once expected")
    spellings: dict[Path, str] = {}
    for path in given:
        first = spellings.setdefault(_file_of(path), path)
        if first != path:
            raise StudyError(f"{first} and {path} are the same file: once expected")


def _file_of(path: str) -> Path:
    """Return the file behind a spelling, a link or the name of a scenario of the project."""
    with suppress(OSError, ValueError, ScenarioError):
        return scenario_path(path).resolve()
    return Path(path)  # told where it is read


def _stem(source: Scenario | str | Path) -> str:
    return source.name if isinstance(source, Scenario) else Path(source).stem


def _parent(source: Scenario | str | Path) -> str:
    return "" if isinstance(source, Scenario) else Path(source).absolute().parent.name


def _safe(text: str) -> str:
    """Keep letters, digits, hyphens and underscores; no name that a system keeps for itself."""
    name = as_name(unicodedata.normalize("NFC", text), LONGEST).strip("-")
    return f"{NAMELESS}-{name}" if name.casefold() in RESERVED else name or NAMELESS


def _numbered(names: Sequence[str]) -> list[str]:
    """Add a number to names still alike, capitals apart: some systems do not see them."""
    taken: set[str] = set()
    unique = []
    for name in names:
        number, candidate = 1, name
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{name}-{number}"
        taken.add(candidate.casefold())
        unique.append(candidate)
    return unique


@contextmanager
def room_apart(out: Path) -> Iterator[Path]:
    """Make a folder for what is unfinished, empty, held alone, and removed at the end.

    What a batch that was killed has left there is forgotten.

    Raises
    ------
    StudyError
        If another batch writes in the same place.
    """
    room = out / APART
    room.mkdir(parents=True, exist_ok=True)
    with (room / "lock").open("w") as lock:
        _hold(lock.fileno(), out)
        for left in room.iterdir():
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)


def _hold(lock: int, out: Path) -> None:
    """Lock a file until it is closed; where files cannot be locked, nobody is kept out."""
    with suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StudyError(f"{out}: another batch is writing reports there") from None


def put_in_place(made: Path, folder: Path) -> None:
    """Move a report, made apart, to its folder: nobody ever sees half of one as finished.

    A folder that is there keeps its other files.
    """
    if not folder.exists():
        made.rename(folder)
        return
    (folder / FILE).unlink(missing_ok=True)
    for file in sorted(made.iterdir(), key=lambda file: file.name == FILE):
        file.replace(folder / file.name)
    made.rmdir()
