"""Many reports in one go, on screen: their count as they come, then what became of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.markup import escape
from rich.table import Table

from simrecouv.cli import words
from simrecouv.cli.studies import INTERRUPTED, Asked, console, crew, logged, progress_bar
from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.typography import say, visible

if TYPE_CHECKING:
    from simrecouv.compare.execute import Progress
    from simrecouv.reports.batches.endings import Batch, Outcome


def write_many(
    sources: list[str],
    set_: list[str] | None,
    asked: Asked,
    parameters: dict[str, Any],
    out: Path | None,
) -> None:
    """Write a batch of reports, show what became of each, and end in 2 if one is missing."""
    from simrecouv.reports.batches.batch import render_batch
    from simrecouv.reports.batches.endings import BatchInterrupted

    if out is not None:
        parameters["out"] = out
    if asked.workers is not None:
        parameters["workers"] = crew(asked.workers, asked.lang)
    try:
        with logged(), progress_bar(words.REPORTS, asked.lang, counted=True) as progress:
            batch = render_batch(
                sources, overrides=set_ or (), replay=asked.replay,
                progress=_last_one(progress, asked.lang), **parameters,
            )  # fmt: skip
    except BatchInterrupted as interruption:
        _show(interruption.batch, asked.lang)
        typer.echo(words.BATCH_STOPPED.in_(asked.lang), err=True)
        raise typer.Exit(INTERRUPTED) from None
    _show(batch, asked.lang)
    if not batch.is_whole:
        raise typer.Exit(2)


def _last_one(progress: Progress, lang: Lang) -> Progress:
    """Say beside the count which report came last; its name is text, whatever it holds."""

    def told(done: int, total: int, text: Label | None) -> None:
        said = words.REPORTS.in_(lang)
        if text is not None:
            said = f"{said} – {escape(visible(text.in_(lang)))}"
        progress(done, total, Label(said, said))

    return told


def _show(batch: Batch, lang: Lang) -> None:
    """Show what became of each report of a batch, then the notes, each once."""
    table = Table()
    for label in words.BATCH_COLUMNS:
        table.add_column(label.in_(lang), overflow="fold")  # a path is never cut
    for one in batch.reports:
        where = "" if one.ending == "left" else _where(one)
        table.add_row(escape(visible(one.source)), one.ending.label.in_(lang), where)
    console().print(table)
    typer.echo(say(words.BATCH_COUNTS, lang, **batch.counts))
    for note in dict.fromkeys(note for one in batch.reports for note in one.notes):
        typer.echo(note)


def _where(one: Outcome) -> str:
    """Return the folder of a report, or why there is none."""
    here, folder = Path.cwd(), one.folder
    shown = folder.relative_to(here) if folder.is_relative_to(here) else folder
    lines = (str(shown) if one.problem is None else one.problem).split("\n")
    return "\n".join(escape(visible(line)) for line in lines)
