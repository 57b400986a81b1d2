"""The command line: check, compare, report, import, calibrate, lab, app.

It holds no formula. Results go to the standard output, progress and errors to the standard error.
Exit codes: 0 done; 2 bad input, with one clear message; 130 interrupted; 1 a bug of simrecouv.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from simrecouv.cli import words
from simrecouv.cli.ledgers import backtest, calibrate, import_ledger
from simrecouv.cli.options import (
    AtMost,
    Engine,
    Language,
    ModeName,
    Numbers,
    Overrides,
    Policies,
    Precise,
    Replayed,
    Replications,
    ScenarioName,
    StoreFile,
    Workers,
)
from simrecouv.cli.reports import report
from simrecouv.cli.servers import PASSED_ON, lab
from simrecouv.cli.servers import app as open_app
from simrecouv.cli.studies import Asked, console, load, proofs, run_study
from simrecouv.cli.words import policy_title, portfolio_in_words
from simrecouv.errors import SimrecouvError
from simrecouv.vocabulary.typography import visible

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Simulate a customer portfolio and compare collection policies.",
)


@app.command()
def check(scenario: ScenarioName, set_: Overrides = None, lang: Language = "fr") -> None:
    """Say what is wrong with a scenario, warn on law and sense, and write each policy in words."""
    from simrecouv.scenario import advice_on, calendar_in_words, conditions_in_words
    from simrecouv.vocabulary import Severity

    loaded, screen = load(scenario, set_), console()
    colour = {Severity.REFUSED: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
    advice = advice_on(loaded)
    typer.echo(portfolio_in_words(loaded, lang))
    for one in advice:
        screen.print(one.severity.label.in_(lang), style=colour[one.severity], end=" ")
        typer.echo(f"{one.place} – {one.text.in_(lang)}")
    if not advice:
        typer.echo(words.NOTHING_TO_SAY.in_(lang))
    for name in loaded.policies:
        lines = [calendar_in_words(loaded, name, lang), *conditions_in_words(loaded, name, lang)]
        screen.print(f"\n{policy_title(loaded, name, lang)}", style="bold", markup=False)
        typer.echo("\n".join(f"  {line}" for line in lines))
    if any(one.severity is Severity.REFUSED for one in advice):
        raise typer.Exit(2)


@app.command()
def compare(
    scenario: ScenarioName,
    policies: Policies = None,
    replications: Replications = None,
    numbers: Numbers = None,
    mode: ModeName = "luck",
    engine: Engine = None,
    workers: Workers = None,
    store: StoreFile = None,
    replay: Replayed = True,
    precision: Precise = None,
    at_most: AtMost = None,
    set_: Overrides = None,
    lang: Language = "fr",
    json: Annotated[bool, typer.Option("--json", help="One JSON object, for machines.")] = False,
) -> None:
    """Compare policies on common worlds: KPIs with intervals, and paired differences."""
    from simrecouv.cli.table import comparison_table

    asked = Asked.among(locals())
    experiment = run_study(load(scenario, set_), asked, json=json)
    if json:
        typer.echo(experiment.to_json())
    else:
        console().print(comparison_table(experiment, lang))
    for line in proofs(experiment, lang):
        typer.echo(line, err=json)


app.command()(report)
app.command("import")(import_ledger)
app.command()(backtest)
app.command()(calibrate)


app.command(context_settings=PASSED_ON)(lab)
app.command("app", context_settings=PASSED_ON)(open_app)


def main() -> None:
    """Run the command line; every failure is one message, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that cannot write a narrow space
    try:
        app()
    except SimrecouvError as error:
        _fail(_with_notes(str(error), error), 2)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error}", 2)
    except MemoryError:
        _fail("not enough memory: fewer customers, replications or workers", 2)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        said = f"a bug, please report it: {type(error).__name__} at {place}: {error}"
        _fail(_with_notes(said, error), 1)


def _with_notes(said: str, error: Exception) -> str:
    """Add to a message what was noted on the way: which replication failed."""
    return "\n".join([said, *getattr(error, "__notes__", ())])


def _fail(message: str, code: int) -> None:
    shown = "\n".join(visible(line) for line in message.split("\n"))
    typer.echo(f"simrecouv: {shown}", err=True)
    sys.exit(code)
