"""The options that commands share, and those of reports, as they are typed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from simrecouv.estimation import FEWEST_REPLICATIONS

#: Largest seed of a scenario.
LARGEST_SEED = 2**63 - 1
#: Most digits of a number that is typed.
MOST_DIGITS = 30


def replications_of(text: str) -> int | Literal["auto"]:
    """Read a number of replications, or ``auto``."""
    if text == "auto":
        return "auto"
    if not _is_whole(text) or int(text) < 1:
        raise typer.BadParameter(f"{text!r:.80}: a whole number from 1, or auto")
    return int(text)


def seed_of(text: str) -> int:
    """Read a seed."""
    if not _is_whole(text) or int(text) > LARGEST_SEED:
        raise typer.BadParameter(f"{text!r:.80}: a whole number from 0 to {LARGEST_SEED}")
    return int(text)


def _is_whole(text: str) -> bool:
    """Whether a text is a whole number that Python reads: it refuses thousands of digits."""
    return text.isdecimal() and len(text) <= MOST_DIGITS


def folder_of(text: str) -> Path:
    """Read the name of a folder; nothing is no name."""
    if not text.strip():
        raise typer.BadParameter("'': the name of a folder expected")
    return Path(text)


ScenarioName = Annotated[
    str, typer.Argument(help="A name in scenarios/, or the path of a TOML file.")
]
Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change one value, e.g. simulation.seed=7."),
]
Language = Annotated[Literal["fr", "en"], typer.Option("--lang", help="Language of the output.")]
Engine = Annotated[
    Literal["compiled", "simpy"] | None,
    typer.Option(
        "--engine",
        metavar="ENGINE",
        help="compiled (where Numba is installed, by default) or simpy.",
    ),
]
Policies = Annotated[
    str | None, typer.Option("--policies", metavar="A,B", help="Only these policies.")
]


def _worlds(default: str) -> Any:
    return typer.Option(
        "--replications",
        metavar="N|auto",
        parser=replications_of,
        help=f"Worlds; {default} by default; auto = as many as the precision takes.",
    )


Replications = Annotated[Any, _worlds("the scenario's")]
ReportReplications = Annotated[
    Any, _worlds(f"the scenario's, at least {FEWEST_REPLICATIONS} (rare events need them),")
]
Numbers = Annotated[
    str | None,
    typer.Option(
        "--numbers",
        metavar="17,23",
        help="These worlds only, by number; instead of --replications.",
    ),
]
Precise = Annotated[
    list[str] | None,
    typer.Option(
        "--precision",
        metavar="KPI=WIDTH",
        help=(
            "For auto: half-width to reach, in days, euros or shares (0.005 = 0.5 pt). By default "
            "dso_simple=0.5, bfr_days=0.5, recovery_rate_90d=0.005, and net_gain to 0.1 % of sales."
        ),
    ),
]
AtMost = Annotated[
    int | None,
    typer.Option("--at-most", metavar="N", min=1, help="For auto: most worlds; 400 by default."),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="At once; the processors, at most."),
]
StoreFile = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FILE",
        help="Keep each replication in this file, and start from those that it holds.",
    ),
]
Replayed = Annotated[
    bool,
    typer.Option(
        "--replay/--no-replay",
        help="Check one replication of the compiled engine with SimPy: it takes a few seconds.",
    ),
]
ModeName = Annotated[
    Literal["luck", "luck+assumptions"],
    typer.Option("--mode", metavar="MODE", help="What intervals cover: luck or luck+assumptions."),
]

#: Heading of the options of the cover, in the help.
COVER = "Cover"

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...",
        help="Names in scenarios/ or paths of TOML files; ledgers, for a template of ledgers.",
    ),
]
TemplateName = Annotated[
    str, typer.Option("--template", metavar="NAME", help="Name of a template.")
]
Formats = Annotated[str, typer.Option("--format", metavar="A,B", help="Among html, pdf and xlsx.")]
Out = Annotated[
    Any,
    typer.Option(
        "--out",
        metavar="DIR",
        parser=folder_of,
        help="Folder of the report; of many, the folder of their folders.",
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option("--baseline", metavar="NAME", help="Policy of reference, not the scenario's."),
]
Seed = Annotated[
    Any,
    typer.Option("--seed", metavar="N", parser=seed_of, help="Luck, not the scenario's."),
]
ReportMode = Annotated[
    Literal["luck", "luck+assumptions"] | None,
    typer.Option(
        "--mode", metavar="MODE", help="What intervals cover: luck, or luck+assumptions (default)."
    ),
]
Organisation = Annotated[
    str | None,
    typer.Option(
        "--organisation", metavar="TEXT", help="For whom the report is.", rich_help_panel=COVER
    ),
]
Author = Annotated[
    str | None,
    typer.Option("--author", metavar="TEXT", help="Who wrote it.", rich_help_panel=COVER),
]
Logo = Annotated[
    Path | None,
    typer.Option(
        "--logo",
        metavar="FILE",
        help="A PNG, JPEG or SVG picture for the cover.",
        rich_help_panel=COVER,
    ),
]
Confidentiality = Annotated[
    str | None,
    typer.Option(
        "--confidentiality", metavar="TEXT", help="Who may read it.", rich_help_panel=COVER
    ),
]
Mapped = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="HEADING=FIELD", help="What a column holds, e.g. Tiers=customer_id."
    ),
]
Currency = Annotated[
    str | None,
    typer.Option(
        "--currency",
        metavar="CODE",
        help="Currency to read, e.g. EUR; by default that of most rows.",
    ),
]
Rates = Annotated[
    list[str] | None,
    typer.Option("--rate", metavar="CODE=RATE", help="Convert a currency, e.g. USD=0.92."),
]
Terms = Annotated[
    int | None,
    typer.Option(
        "--terms",
        metavar="DAYS",
        min=0,
        max=366,
        help="Days to pay, for invoices without a due date.",
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", metavar="DATE", formats=["%Y-%m-%d"], help="The day of the export."),
]
MoreYears = Annotated[
    list[Path] | None,
    typer.Option("--more-years", metavar="FILE", help="Another year of the ledger, if a FEC."),
]
WithNames = Annotated[
    bool, typer.Option("--with-names", help="Name the customers of a ledger; numbers otherwise.")
]
