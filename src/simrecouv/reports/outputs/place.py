"""Where a report goes: judged before anything is simulated, so that no file of a user is lost."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import get_args

from simrecouv.errors import StudyError
from simrecouv.reports.provenance import FILE, read_provenance
from simrecouv.reports.request import Request
from simrecouv.reports.templates import TEMPLATES, Source
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Lang

#: Names of the files that stand beside a report, by what it is made of.
BESIDE: dict[Source, tuple[str, ...]] = {
    "scenario": ("scenario.toml", "scorecard.csv"),
    "ledger": ("months.csv",),
}
#: Where reports go that nobody placed.
RENDERED = Path("reports", "rendered")


def place_of(
    request: Request,
    out: str | Path | None,
    formats: Sequence[str],
    sources: Iterable[Scenario | str | Path] = (),
) -> Path:
    """Return the folder of a report, or refuse it.

    Parameters
    ----------
    request
        The report.
    out
        The folder asked for; None = one under the name of what the report is made of.
    formats
        What the report is written as.
    sources
        What was given: no report goes to the folder of one of these files.

    Raises
    ------
    StudyError
        If the folder cannot be written to, holds a source, or holds files of a user under the
        names of those of a report.
    """
    folder = RENDERED / request.name if out is None else check_folder(out)
    check_folder(folder)
    _refuse_sources(folder, sources)
    _refuse_files_of_users(folder, request, formats)
    return folder


def check_folder(out: str | Path) -> Path:
    """Return a folder that can be made or written to, or refuse it.

    >>> check_folder("")
    Traceback (most recent call last):
    simrecouv.errors.StudyError: --out '': the name of a folder expected
    """
    if not str(out).strip():
        raise StudyError(f"--out {str(out)!r}: the name of a folder expected")
    folder = Path(out)
    try:
        with suppress(FileNotFoundError, NotADirectoryError):
            folder.stat()
    except (OSError, ValueError) as error:  # a name too long, a null byte, a ring of links
        raise StudyError(f"--out {folder}: no folder can have this name ({error})") from None
    there = next(one for one in (folder, *folder.absolute().parents) if os.path.lexists(one))
    if not there.is_dir():
        named = "it" if there == folder else str(there)
        raise StudyError(f"--out {folder}: a folder expected, {named} is a file")
    if not os.access(there, os.W_OK | os.X_OK):
        named = "it" if there == folder else str(there)
        raise StudyError(f"--out {folder}: {named} cannot be written to, another folder expected")
    return folder


def _refuse_sources(folder: Path, sources: Iterable[Scenario | str | Path]) -> None:
    """Refuse the folder that a source stands in: the report would take its place."""
    paths = [Path(one) for one in sources if not isinstance(one, Scenario)]
    for path in paths:
        try:
            homes = {path.absolute().parent.resolve(), path.resolve().parent}
            is_home = path.is_file() and folder.resolve() in homes
        except (OSError, ValueError):  # no file has such a name: told where it is read
            continue
        if is_home:
            raise StudyError(
                f"--out {folder}: this folder holds the source {path.name!r}, "
                "a folder of its own is expected for the report"
            )


def _refuse_files_of_users(folder: Path, request: Request, formats: Sequence[str]) -> None:
    """Refuse a folder whose files have the names of a report's, unless a report wrote there."""
    if _is_of_a_report(folder):
        return
    stem = f"{request.template.name}.{request.lang}"
    names = (*BESIDE[request.template.source], FILE, *(f"{stem}.{name}" for name in formats))
    there = [name for name in names if os.path.lexists(folder / name)]
    if there:
        raise StudyError(
            f"--out {folder}: this folder holds {', '.join(there)}, which no report wrote and "
            "which the report would replace; a new folder or that of a report expected"
        )


def _is_of_a_report(folder: Path) -> bool:
    """Whether a report stands in a folder, or one that was not finished."""
    figures = (f"{name}.{lang}.figures.json" for name, lang in product(TEMPLATES, get_args(Lang)))
    return read_provenance(folder) is not None or any((folder / name).is_file() for name in figures)
