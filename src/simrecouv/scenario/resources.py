"""Where scenarios, report templates and notebooks live: the source tree, or the installed wheel."""

from __future__ import annotations

from pathlib import Path


def resource_folder(name: str) -> Path:
    """Return a top-level folder of the project; the source tree wins over the wheel's copy.

    Parameters
    ----------
    name
        ``"scenarios"``, ``"reports/templates"`` or ``"notebooks"``.

    Raises
    ------
    FileNotFoundError
        If the installation holds no such folder.
    """
    package = Path(__file__).resolve().parents[1]
    root = package.parents[1]
    candidates = [package / "_resources" / name]
    if (root / "pyproject.toml").is_file() and package.parent.name == "src":
        candidates.insert(0, root / name)
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"this installation of simrecouv holds no folder {name!r}")
