"""What `compare` and `report` share: a study as it is asked for, its run, and its interruption."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self

import typer
from rich.console import Console

from simrecouv.cli import words
from simrecouv.errors import StudyError, StudyInterrupted
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.typography import visible

if TYPE_CHECKING:
    from simrecouv.compare import Experiment
    from simrecouv.compare.execute import Progress
    from simrecouv.scenario import Scenario

#: Exit code of what the user interrupts.
INTERRUPTED = 130


class Asked(NamedTuple):
    """The options of a study, as typed."""

    lang: Lang
    policies: str | None
    replications: int | Literal["auto"] | None
    numbers: str | None
    mode: str | None
    engine: str | None
    workers: int | None
    store: Path | None
    replay: bool
    precision: list[str] | None
    at_most: int | None

    @classmethod
    def among(cls, options: Mapping[str, Any]) -> Self:
        """Take the options of a study among those of a command, by name."""
        return cls(**{name: options[name] for name in cls._fields})


def run_study(
    scenario: Scenario, asked: Asked, *, json: bool = False, report: bool = False
) -> Experiment:
    """Run a study with its progress on screen; an interruption shows what is finished."""
    from simrecouv.compare import compare_policies

    if asked.at_most is not None and asked.replications != "auto":
        raise StudyError(f"--at-most {asked.at_most}: the cap of --replications auto only")
    policies = None if asked.policies is None else listed("--policies", asked.policies)
    options: dict[str, Any] = {} if asked.at_most is None else {"at_most": asked.at_most}
    if asked.workers is not None:
        options["workers"] = crew(asked.workers, asked.lang)
    try:
        with logged(), progress_bar(words.SIMULATING, asked.lang) as progress:
            return compare_policies(
                scenario,
                policies=policies,
                replications=asked.replications,
                numbers=_numbers(asked.numbers),
                mode=asked.mode or "luck",
                engine=asked.engine,
                store=asked.store,
                replay=asked.replay,
                precision=_targets(asked.precision),
                progress=progress,
                **options,
            )
    except StudyInterrupted as interruption:
        _tell(interruption, asked, json=json)
        if report:
            typer.echo(words.NO_REPORT.in_(asked.lang), err=True)
        raise typer.Exit(INTERRUPTED) from None


def proofs(experiment: Experiment, lang: Lang) -> list[str]:
    """Say what was replayed, and how precise a study that chose its size is."""
    from simrecouv.cli.table import counts_in_thousands
    from simrecouv.compare.replay import replay_in_words

    precision, replay, lines = experiment.precision, experiment.replay, []
    if precision is not None:
        said = precision.in_words(lang, thousands=counts_in_thousands(experiment))
        lines = [said if precision.is_reached else f"{said} ; {words.RAISE_CAP.in_(lang)}"]
    if replay is not None:
        label = experiment.scenario.policies[replay.policy].label
        replay = replay._replace(policy=shown(label, replay.policy, lang))
    return [visible(line) for line in [*lines, replay_in_words(experiment.engine, replay, lang)]]


def console() -> Console:
    """Return the console of results; wide enough for a table where nobody looks at a terminal."""
    one = Console()
    return one if one.is_terminal else Console(width=132)


def _tell(interruption: StudyInterrupted, asked: Asked, *, json: bool) -> None:
    """Show what is finished of a study, and how to go on."""
    from simrecouv.cli.table import comparison_table

    found, lang = interruption.experiment, asked.lang
    if found is None:
        typer.echo(words.STOPPED_AT_ONCE.in_(lang), err=True)
        return
    if not json:
        console().print(comparison_table(found, lang))
    text = words.STOPPED_AT_MOST if asked.replications == "auto" else words.STOPPED
    said = text.in_(lang).format(done=found.replications, asked=interruption.asked)
    kept = words.RESUMES if asked.store else words.WOULD_RESUME
    typer.echo(f"{said} {kept.in_(lang).format(store=asked.store)}", err=True)


def crew(workers: int, lang: Lang) -> int:
    """Return the workers asked for, no more than there are processors."""
    from simrecouv.compare.execute import available_workers

    most = available_workers()
    if workers > most:
        typer.echo(words.FEWER_WORKERS.in_(lang).format(n=most, asked=workers), err=True)
    return min(workers, most)


def listed(option: str, text: str) -> list[str]:
    """Read names separated by commas."""
    names = [name.strip() for name in text.split(",")]
    if not all(names):
        raise StudyError(f"{option} {text!r}: names separated by commas expected")
    return names


def load(scenario: str, overrides: list[str] | None) -> Scenario:
    """Load a scenario, with what `--set` changes."""
    from simrecouv.scenario import load_scenario

    return load_scenario(scenario, overrides or ())


def _numbers(numbers: str | None) -> list[int] | None:
    if numbers is None:
        return None
    texts = [text.strip() for text in numbers.split(",")]
    if not all(text.isdecimal() for text in texts):
        raise StudyError(f"--numbers {numbers!r}: whole numbers separated by commas expected")
    return [int(text) for text in texts]


def _targets(pairs: list[str] | None) -> dict[str, float] | None:
    if not pairs:
        return None
    targets: dict[str, float] = {}
    for pair in pairs:
        name, _, half = pair.partition("=")
        kpi = name.strip()
        if kpi in targets:
            raise StudyError(f"--precision {pair!r}: {kpi} was given before, once expected")
        try:
            targets[kpi] = float(half)
        except ValueError:
            hint = "KPI=half-width expected, e.g. dso_simple=0.5"
            if "," in half:
                hint = "a decimal point expected, not a comma, e.g. dso_simple=0.5"
            raise StudyError(f"--precision {pair!r}: {hint}") from None
    return targets


@contextmanager
def progress_bar(task: Label, lang: Lang, *, counted: bool = False) -> Iterator[Progress]:
    """Show progress on the standard error while a long work runs, with its count where asked."""
    from rich.progress import MofNCompleteColumn
    from rich.progress import Progress as Bar

    screen = Console(stderr=True)
    columns = [*Bar.get_default_columns(), *([MofNCompleteColumn()] if counted else [])]
    with Bar(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        number = bar.add_task(task.in_(lang), total=None)

        def progress(done: int, total: int, text: Label | None) -> None:
            said = task.in_(lang) if text is None else text.in_(lang)
            bar.update(number, completed=done, total=total, description=said)

        yield progress


@contextmanager
def logged() -> Iterator[None]:
    """Show what the engine announces (the first compilation) on the standard error."""
    logger, handler = logging.getLogger("simrecouv"), _ToError(logging.INFO)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


class _ToError(logging.Handler):
    """Writes where a progress bar lets it through: `sys.stderr` as it is when it writes."""

    def emit(self, record: logging.LogRecord) -> None:
        typer.echo(f"simrecouv: {record.getMessage()}", err=True)
