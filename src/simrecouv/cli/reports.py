"""The command `report`: reports in HTML, PDF and Excel, one with its table, or many in one go."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from simrecouv.cli import words
from simrecouv.cli.batches import write_many
from simrecouv.cli.ledgers import mapping, rates
from simrecouv.cli.options import (
    AsOf,
    AtMost,
    Author,
    Baseline,
    Confidentiality,
    Currency,
    Engine,
    Formats,
    Language,
    Logo,
    Mapped,
    MoreYears,
    Numbers,
    Organisation,
    Out,
    Overrides,
    Policies,
    Precise,
    Rates,
    Replayed,
    ReportMode,
    ReportReplications,
    Seed,
    Sources,
    StoreFile,
    TemplateName,
    Terms,
    WithNames,
    Workers,
)
from simrecouv.cli.studies import Asked, console, listed, load, progress_bar, proofs, run_study
from simrecouv.errors import StudyError
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say, visible

if TYPE_CHECKING:
    from simrecouv.reports import Rendered

#: Options of one study, which neither a batch nor a ledger has.
OF_ONE_STUDY = {"numbers": "--numbers", "store": "--store", "precision": "--precision",
                "at_most": "--at-most"}  # fmt: skip
#: Options of the report of a study that was made.
FRONT = ("template", "lang", "organisation", "author", "logo", "confidentiality")


def report(
    sources: Sources,
    template: TemplateName = "policy_comparison",
    lang: Language = "fr",
    format_: Formats = "html",
    out: Out = None,
    policies: Policies = None,
    baseline: Baseline = None,
    replications: ReportReplications = None,
    numbers: Numbers = None,
    seed: Seed = None,
    mode: ReportMode = None,
    engine: Engine = None,
    workers: Workers = None,
    store: StoreFile = None,
    replay: Replayed = True,
    precision: Precise = None,
    at_most: AtMost = None,
    organisation: Organisation = None,
    author: Author = None,
    logo: Logo = None,
    confidentiality: Confidentiality = None,
    map_: Mapped = None,
    currency: Currency = None,
    rate: Rates = None,
    terms: Terms = None,
    as_of: AsOf = None,
    more_years: MoreYears = None,
    with_names: WithNames = False,
    set_: Overrides = None,
) -> None:
    """Write reports: HTML in one file that needs no network, PDF, Excel.

    A report goes to reports/rendered/NAME. Of many sources, several are told at once, each in a
    folder of its own; a report that is there already, whole, and that answers what is asked is
    kept: after an interruption, the same command does the rest.
    """
    from simrecouv.reports.sources import check_source
    from simrecouv.reports.templates import template_of

    asked = Asked.among(locals())
    parameters = _given(
        template=template,
        lang=lang,
        formats=listed("--format", format_),
        organisation=organisation,
        author=author,
        logo=logo,
        confidentiality=confidentiality,
        policies=None if policies is None else listed("--policies", policies),
        baseline=baseline,
        replications=replications,
        seed=seed,
        mode=mode,
        engine=engine,
        **_reading(map_, currency, rate, terms, as_of),
        more_years=more_years or None,
        with_names=with_names or None,
    )
    chosen = template_of(template)
    is_study = chosen.source == "scenario"
    for source in sources:
        check_source(source, chosen)
    if len(sources) > 1 or not is_study:
        _refuse_alone(asked)
    if len(sources) > 1:
        if more_years:
            raise StudyError("--more-years: for the report of one ledger only")
        write_many(sources, set_, asked, parameters, out)
    elif is_study:
        _of_a_study(sources[0], set_, asked, parameters, out)
    else:
        _of_a_ledger(sources[0], set_, asked, parameters, out)


def _given(**options: object) -> dict[str, Any]:
    """Keep the options that were given: what is absent has its default."""
    return {name: value for name, value in options.items() if value is not None}


def _reading(
    map_: list[str] | None,
    currency: str | None,
    rate: list[str] | None,
    terms: int | None,
    as_of: datetime | None,
) -> dict[str, object]:
    """Return how to read a ledger, under the names of `simrecouv.intake.read_ledger`."""
    return {
        "mapping": mapping(map_) if map_ else None,
        "currency": currency,
        "rates": rates(rate) if rate else None,
        "terms_days": terms,
        "as_of": as_of.date().isoformat() if as_of else None,
    }


def _refuse_alone(asked: Asked) -> None:
    """Refuse the options of one study, where there are many or none."""
    for name, option in OF_ONE_STUDY.items():
        if getattr(asked, name) is not None:
            raise StudyError(f"{option}: for the report of one scenario only")


def _of_a_study(
    source: str, set_: list[str] | None, asked: Asked, parameters: dict[str, Any], out: Path | None
) -> None:
    """Compare policies, write the report, show its table."""
    from simrecouv.cli.table import comparison_table
    from simrecouv.reports import render_report
    from simrecouv.reports.outputs.place import place_of
    from simrecouv.reports.parameters import HEADLINE, check_formats, worlds_of_report
    from simrecouv.reports.request import request_of

    formats = check_formats(parameters.pop("formats"))
    checked = request_of(load(source, set_), **parameters)  # before anything is simulated
    scenario: Any = checked.source
    folder = place_of(checked, out, formats, [source])
    if asked.numbers is None:
        asked = asked._replace(replications=worlds_of_report(scenario, asked.replications))
    experiment = run_study(scenario, asked._replace(mode=asked.mode or HEADLINE), report=True)
    front = {name: parameters[name] for name in FRONT if name in parameters}
    with progress_bar(words.REPORTING, asked.lang):
        written = render_report(
            scenario, formats=formats, out=folder, experiment=experiment, **front
        )
    console().print(comparison_table(experiment, asked.lang))
    for line in proofs(experiment, asked.lang):
        typer.echo(line)
    _say_written(written, asked.lang)


def _of_a_ledger(
    source: str, set_: list[str] | None, asked: Asked, parameters: dict[str, Any], out: Path | None
) -> None:
    """Write the report of a ledger."""
    from simrecouv.reports import render_report

    if set_:
        raise StudyError("--set: a ledger has no value of a scenario")
    with progress_bar(words.REPORTING, asked.lang) as progress:
        written = render_report(source, out=out, progress=progress, **parameters)
    _say_written(written, asked.lang)


def _say_written(written: Rendered, lang: Lang) -> None:
    for path in written.files.values():
        typer.echo(visible(say(words.WRITTEN, lang, path=path)))
    for note in written.notes:
        typer.echo(note)
