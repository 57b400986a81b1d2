"""Where a report comes from: what it takes to obtain the same numbers again, and no date.

The provenance is written last and in one go, and names the fingerprint of every other file: a
report without it, or with one that does not fit its files, was not finished.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from simrecouv.reports.request import Request, sha256
from simrecouv.reports.templates import Told

#: Packages whose versions may change a number or a picture.
PACKAGES = ("numpy", "pandas", "plotly", "simpy")
#: Name of the file.
FILE = "provenance.json"


def versions(engine: str | None) -> dict[str, str]:
    """Return the versions behind a report, Python's first."""
    import simrecouv

    packages = [*PACKAGES, *(["numba"] if engine == "compiled" else [])]
    return {
        "simrecouv": simrecouv.__version__,
        "Python": platform.python_version(),
        **{name: metadata.version(name) for name in packages},
    }


def provenance_json(request: Request, study: Told, files: Mapping[str, Path]) -> str:
    """Write the provenance of a report as one JSON object.

    Parameters
    ----------
    request
        What was asked.
    study
        What was found.
    files
        The other files of the report, by what they are: a format, or their name.
    """
    content = {
        **study.identity,
        "template": request.template.name,
        "versions": versions(study.identity.get("engine")),
        "request": request.identity,
        "files": {
            what: {"name": path.name, "sha256": sha256(path.read_bytes())}
            for what, path in files.items()
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def finished(
    folder: Path, request: Request, formats: tuple[str, ...] = ("html",)
) -> dict[str, Path] | None:
    """Return the files of a report by format, if the folder holds this one, whole; else None.

    A report whose files were changed, or that another version of simrecouv wrote, is not finished.
    """
    kept = read_provenance(folder)
    if kept is None or kept["request"] != request.identity:
        return None
    if kept["versions"] != versions(kept.get("engine")):
        return None
    files = {what: folder / one["name"] for what, one in kept["files"].items()}
    whole = all(
        path.is_file() and sha256(path.read_bytes()) == kept["files"][what]["sha256"]
        for what, path in files.items()
    )
    if not whole or not set(formats) <= set(files):
        return None
    return {name: files[name] for name in formats}


def read_provenance(folder: Path) -> dict[str, Any] | None:
    """Return the provenance that a report left in a folder; None if there is none."""
    try:
        kept: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return kept if {"request", "files", "versions"} <= set(kept) else None
    except (OSError, ValueError, TypeError):
        return None
