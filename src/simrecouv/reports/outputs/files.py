"""Everything that a report leaves in its folder, each file whole or absent, provenance last."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from simrecouv.reports.outputs.html import Page
from simrecouv.reports.provenance import FILE, provenance_json
from simrecouv.reports.request import Request
from simrecouv.reports.templates import Told


def write_all(
    request: Request, study: Told, page: Page, folder: Path, formats: Sequence[str]
) -> tuple[dict[str, Path], tuple[str, ...]]:
    """Write a report and what stands beside it; return its files by format, and the notes.

    The provenance of an earlier report goes first and that of this one comes last: a folder with
    one holds a whole report. The numbers of the figures come first: by them, a folder is known as
    that of a report even if the others do not come.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).unlink(missing_ok=True)
    stem = f"{request.template.name}.{request.lang}"
    notes: list[str] = []
    files: dict[str, Path] = {}
    figures = _write_text(folder / f"{stem}.figures.json", _as_json(page.figures))  # a report's
    for name in formats:
        path = folder / f"{stem}.{name}"
        note = _WRITERS[name](request, study, page, path)
        if note:
            notes.append(note)
        else:
            files[name] = path
    beside = {name: _write_text(folder / name, text) for name, text in study.beside.items()}
    beside[figures.name] = figures
    _write_text(folder / FILE, provenance_json(request, study, {**files, **beside}))
    return files, tuple(notes)


def _as_json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _write_text(path: Path, text: str) -> Path:
    """Write a text under another name, then give it its own: it is there whole, or not at all."""
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    return temporary.replace(path)


def _write_html(request: Request, study: Told, page: Page, path: Path) -> None:
    _write_text(path, page.markup)


def _write_pdf(request: Request, study: Told, page: Page, path: Path) -> str | None:
    from simrecouv.reports.outputs.pdf import print_pdf

    return print_pdf(page.markup, path, study)


def _write_xlsx(request: Request, study: Told, page: Page, path: Path) -> None:
    from simrecouv.reports.outputs.workbook import workbook

    temporary = path.with_name(f".{path.stem}.part.xlsx")
    workbook(request.template.sheets(study), temporary)
    temporary.replace(path)


#: How each format is written; a sentence says why one was not.
_WRITERS: Mapping[str, Callable[[Request, Told, Page, Path], str | None]] = {
    "html": _write_html,
    "pdf": _write_pdf,
    "xlsx": _write_xlsx,
}
