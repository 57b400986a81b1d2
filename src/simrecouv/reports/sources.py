"""What a report is made of, by its look: a scenario or a ledger, and which template reads it."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from pathlib import Path

from simrecouv.errors import StudyError, written
from simrecouv.reports.templates import Template
from simrecouv.scenario import Scenario, scenario_names

#: How the name of a file that holds a ledger ends, and that of a scenario does not.
OF_LEDGERS = (".csv", ".parquet", ".tsv", ".xlsm", ".xlsx")
#: What is expected, by what a template is made of.
EXPECTED = {
    "scenario": "the name of a scenario or the path of its file",
    "ledger": "the path of a ledger",
}
#: Bytes of a file that are looked at: its first lines.
LOOKED_AT = 100_000


def check_source(source: object, template: Template) -> None:
    """Refuse what a template cannot be made of, and say which template reads it.

    Parameters
    ----------
    source
        A scenario, a name or a path. What cannot be found is left to who reads it.

    Raises
    ------
    StudyError
        With the other template, if it is of the other kind.

    Examples
    --------
    >>> from simrecouv.reports.templates import POLICY_COMPARISON
    >>> check_source(3, POLICY_COMPARISON)
    Traceback (most recent call last):
    simrecouv.errors.StudyError: scenario = 3: the name of a scenario or the path ... expected
    """
    kind = template.source
    if isinstance(source, Scenario):
        if kind == "ledger":
            raise StudyError(
                f"ledger = the scenario {source.name!r}: the path of a ledger expected"
            )
        return
    if not isinstance(source, str | Path) or not str(source).strip():
        raise StudyError(f"{kind} = {written(source)}: {EXPECTED[kind]} expected")
    path, is_shipped = Path(source), str(source) in scenario_names()
    with suppress(OSError, ValueError):  # no file has such a name: told where it is read
        if path.is_dir() and not (is_shipped and kind == "scenario"):
            raise StudyError(f"{source}: a folder, {EXPECTED[kind]} expected")
        if kind == "scenario" and _is_ledger(path):
            raise StudyError(
                f"{source}: a scenario expected; a ledger is told by --template "
                "portfolio_diagnosis, or becomes a scenario by `simrecouv calibrate`"
            )
        if kind == "ledger" and (_is_scenario(path) or (is_shipped and not path.exists())):
            raise StudyError(
                f"{source}: a ledger expected; a scenario is told by --template policy_comparison"
            )


def _is_ledger(path: Path) -> bool:
    """Whether a file has the name of a ledger, or begins like the rows of a table."""
    if path.name.lower().endswith(OF_LEDGERS):
        return True
    if not path.is_file() or _is_toml(path):
        return False
    lines = _beginning(path).splitlines()
    head = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return "=" not in head and any(
        len(re.findall(mark, head)) >= 2 for mark in ("\t", r"\|", "[;,]")
    )


def _is_scenario(path: Path) -> bool:
    return path.is_file() and (path.suffix.lower() == ".toml" or _is_toml(path))


def _is_toml(path: Path) -> bool:
    """Whether a small file is TOML that states something."""
    if path.stat().st_size > LOOKED_AT:
        return False
    try:
        return bool(tomllib.loads(_beginning(path)))
    except ValueError:
        return False


def _beginning(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(LOOKED_AT).decode("utf-8-sig", errors="replace")
