"""The commands that read a real ledger: import it, calibrate a scenario on it, backtest that."""

from __future__ import annotations

import json as json_format
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simrecouv.cli import words
from simrecouv.cli.options import AsOf, Currency, Language, Mapped, Rates, Terms
from simrecouv.cli.studies import progress_bar
from simrecouv.cli.words import assumed_in_words, policy_title, portfolio_in_words, rows_set_aside
from simrecouv.errors import StudyError
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say, visible

if TYPE_CHECKING:
    from simrecouv.intake import RealLedger

Ledgers = Annotated[
    list[Path],
    typer.Argument(metavar="LEDGER", help="A CSV, Excel or Parquet file, or years of a FEC."),
]
Base = Annotated[str, typer.Option("--base", help="Scenario that brings the policies.")]
InForce = Annotated[
    str, typer.Option("--policy-in-force", help="The policy behind the observed payments.")
]
Segments = Annotated[
    str | None,
    typer.Option(
        "--segments", help="Propose segments by: terms, size, behaviour; the file's by default."
    ),
]


def import_ledger(
    ledgers: Ledgers,
    out: Annotated[Path, typer.Option("--out", help="The ledger to write (CSV).")],
    map_: Mapped = None,
    currency: Currency = None,
    rate: Rates = None,
    terms: Terms = None,
    as_of: AsOf = None,
    pseudonyms: Annotated[
        bool, typer.Option("--pseudonymise", help="Replace names and numbers by keyed hashes.")
    ] = False,
    key_file: Annotated[
        Path | None,
        typer.Option("--key-file", help="The key of the pseudonyms; written where absent."),
    ] = None,
    quality: Annotated[
        Path | None, typer.Option("--quality", help="Write the quality report (.html or .csv).")
    ] = None,
    lang: Language = "fr",
    json: Annotated[bool, typer.Option("--json", help="One JSON object, for machines.")] = False,
) -> None:
    """Read a real ledger, say what was read and what was set aside, and write it in one form."""
    from simrecouv.intake import write_ledger
    from simrecouv.intake.quality_html import write_quality

    _refuse_paths(ledgers, out, key_file, quality, pseudonyms=pseudonyms)
    read = _read(ledgers, map_, currency, rate, terms, as_of)
    said: list[str] = []
    if key_file is not None:
        read, said = _hidden(read, key_file, lang)
    write_ledger(read, out)
    said.append(say(words.WRITTEN, lang, path=out))
    if quality is not None:
        write_quality(read.quality, quality, lang)
        said.append(say(words.WRITTEN, lang, path=quality))
    if json:
        typer.echo(json_format.dumps(_facts(read), ensure_ascii=False))
    else:
        said = [*read.quality.lines(lang), *rows_set_aside(read.quality, lang), *said]
    for line in said:
        typer.echo(visible(line), err=json)


def calibrate(
    ledgers: Ledgers,
    out: Annotated[Path, typer.Option("--out", help="The scenario to write (TOML).")],
    base: Base = "pme-b2b",
    policy_in_force: InForce = "nothing",
    segments: Segments = None,
    open_items: Annotated[
        bool, typer.Option("--open-items", help="Simulate from the open items of the ledger on.")
    ] = False,
    map_: Mapped = None,
    currency: Currency = None,
    rate: Rates = None,
    terms: Terms = None,
    as_of: AsOf = None,
    lang: Language = "fr",
) -> None:
    """Turn a real ledger into a scenario: a portfolio and a payment curve per segment."""
    from simrecouv.calibration import fit_ledger, with_books
    from simrecouv.scenario import calendar_in_words, load_scenario, to_toml

    if out.suffix.lower() != ".toml":
        raise StudyError(f"--out {out}: a scenario is written to a .toml file")
    read = _segmented(_read(ledgers, map_, currency, rate, terms, as_of), segments)
    with progress_bar(words.CALIBRATING, lang) as progress:
        fit = fit_ledger(read, load_scenario(base), policy_in_force, progress=progress)
    scenario = with_books(fit, read) if open_items else fit.scenario
    out.write_text(to_toml(scenario), encoding="utf-8")
    read_lines = [*read.quality.lines(lang), *rows_set_aside(read.quality, lang)]
    told = [
        portfolio_in_words(scenario, lang),
        say(words.IN_FORCE, lang, policy=policy_title(scenario, policy_in_force, lang)),
        f"  {calendar_in_words(scenario, policy_in_force, lang)}",
        *assumed_in_words(scenario, lang),
    ]
    for line in [*read_lines, *told]:
        typer.echo(visible(line))
    typer.echo(words.WRITTEN.in_(lang).format(path=out))


def backtest(
    ledgers: Ledgers,
    base: Base = "pme-b2b",
    policy_in_force: InForce = "nothing",
    cut: Annotated[
        datetime | None,
        typer.Option("--cut", formats=["%Y-%m-%d"], help="First day that is simulated."),
    ] = None,
    replications: Annotated[
        int, typer.Option("--replications", min=2, help="Simulations that make the bands.")
    ] = 200,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the figure (.html, needs no network).")
    ] = None,
    map_: Mapped = None,
    currency: Currency = None,
    rate: Rates = None,
    terms: Terms = None,
    as_of: AsOf = None,
    lang: Language = "fr",
    json: Annotated[bool, typer.Option("--json", help="One JSON object, for machines.")] = False,
) -> None:
    """Fit the first part of a ledger, simulate the second, and compare with what happened."""
    from simrecouv.calibration import backtest as run_backtest
    from simrecouv.figures import plot_backtest

    if out is not None and out.suffix.lower() != ".html":
        raise StudyError(f"--out {out}: the figure is written to a .html file")
    read = _read(ledgers, map_, currency, rate, terms, as_of)
    with progress_bar(words.BACKTESTING, lang) as progress:
        test = run_backtest(
            read, base, policy_in_force, cut=_day(cut), replications=replications,
            progress=progress,
        )  # fmt: skip
    if json:
        typer.echo(json_format.dumps(test.to_dict(), ensure_ascii=False))
    else:
        typer.echo(visible(test.sentence(lang)))
    if out is not None:
        figure = plot_backtest(test.figures, lang, test.sentence(lang))
        figure.write_html(out, include_plotlyjs=True)
        typer.echo(words.WRITTEN.in_(lang).format(path=out), err=json)


def _read(
    ledgers: list[Path],
    map_: list[str] | None,
    currency: str | None,
    rate: list[str] | None,
    terms: int | None,
    as_of: datetime | None,
) -> RealLedger:
    """Read a ledger as the options ask."""
    from simrecouv.intake import read_ledger

    return read_ledger(
        ledgers,
        mapping(map_ or []),
        currency=currency,
        rates=rates(rate or []),
        terms_days=terms,
        as_of=_day(as_of),
    )


def _segmented(read: RealLedger, segments: str | None) -> RealLedger:
    """Propose segments, where they are asked for."""
    from simrecouv.calibration import propose_segments

    return read if segments is None else propose_segments(read, by=segments).ledger


def mapping(pairs: list[str]) -> dict[str, str]:
    """Read ``HEADING=field`` texts; a heading may itself hold an equals sign."""
    split = [pair.rpartition("=") for pair in pairs]
    for pair, (heading, _, field) in zip(pairs, split, strict=True):
        if not heading.strip() or not field.strip():
            raise StudyError(f"--map {pair!r}: HEADING=field expected, e.g. Tiers=customer_id")
    return {heading.strip(): field.strip() for heading, _, field in split}


def rates(pairs: list[str]) -> dict[str, float]:
    """Read ``CODE=rate`` texts."""
    found = {}
    for pair in pairs:
        code, _, rate = pair.partition("=")
        try:
            found[code.strip().upper()] = float(rate)
        except ValueError:
            raise StudyError(f"--rate {pair!r}: CODE=rate expected, e.g. USD=0.92") from None
    return found


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _refuse_paths(
    ledgers: list[Path],
    out: Path,
    key_file: Path | None,
    quality: Path | None,
    *,
    pseudonyms: bool,
) -> None:
    """Refuse before any work what could not be written, or would write over a ledger."""
    if out.suffix.lower() != ".csv":
        raise StudyError(f"--out {out}: a ledger is written to a .csv file")
    if quality is not None and quality.suffix.lower() not in (".html", ".csv"):
        raise StudyError(f"--quality {quality}: a .html or a .csv file expected")
    if pseudonyms != (key_file is not None):
        raise StudyError("--pseudonymise and --key-file FILE go together")
    read, written = {path.resolve() for path in ledgers}, (out, key_file, quality)
    asked = [path.resolve() for path in written if path is not None]
    for path in asked:
        if path in read or asked.count(path) > 1:
            raise StudyError(f"{path.name}: this file would be written over")
        if not path.parent.is_dir():
            raise StudyError(f"{path}: its folder does not exist")


def _hidden(read: RealLedger, key_file: Path, lang: Lang) -> tuple[RealLedger, list[str]]:
    """Put pseudonyms in place of names, under the key of a file."""
    from simrecouv.intake.pseudonyms import key_from_file, pseudonymise

    key, is_new = key_from_file(key_file)
    hidden = pseudonymise(read, key)
    return hidden, [say(words.NEW_KEY if is_new else words.SAME_KEY, lang, path=key_file)]


def _facts(read: RealLedger) -> dict[str, object]:
    """Show the quality report and the ledger's size to a machine; amounts in cents."""
    report, cents = read.quality, read.quality.cents_by_reason()
    return {
        "source": report.source,
        "rows": {
            "file": report.rows_in_file,
            "read": report.rows_read,
            "set_aside": len(report.set_aside),
        },
        "amount_cents": {
            "file": report.amount_in_file_cents,
            "read": report.amount_read_cents,
            "set_aside": report.amount_set_aside_cents,
        },
        "reconciles": report.reconciles,
        "set_aside": {
            reason.value: {"rows": n, "amount_cents": cents[reason]}
            for reason, n in report.reasons().items()
        },
        "doubts": {reason.value: n for reason, n in report.doubts_by_reason().items()},
        "columns": {column.value: heading for column, heading in report.columns.items()},
        "unused": list(report.unused),
        "currency": read.currency,
        "as_of": read.as_of.isoformat(),
        "invoices": len(read.invoices),
        "payments": len(read.payments),
        "credits": len(read.credits),
    }
