"""Many reports in one call: in parallel, each in its folder, resumed where a batch was stopped.

A report is made apart and moved to its folder when it is whole. One that is there already, whole,
and answers what is asked is kept. The failure of one, even of its process, leaves the others alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from simrecouv.compare.asked import progress_asked, whole
from simrecouv.compare.execute import Progress, available_workers
from simrecouv.errors import StudyError, written
from simrecouv.reports.batches.endings import Batch, BatchInterrupted, Ending, Outcome
from simrecouv.reports.batches.folders import folder_names, room_apart
from simrecouv.reports.batches.making import Made, Task, failed, make_each
from simrecouv.reports.front import logo_of
from simrecouv.reports.outputs.place import RENDERED, check_folder, place_of
from simrecouv.reports.parameters import check_formats, check_lang, check_parameters
from simrecouv.reports.provenance import finished
from simrecouv.reports.request import Request, request_of
from simrecouv.reports.templates import EVERY, POLICY_COMPARISON, template_of
from simrecouv.scenario import Scenario, load_scenario, with_overrides
from simrecouv.vocabulary import Label

#: What one report is made of: a scenario, a name in ``scenarios/``, a path.
Source = Scenario | str | Path


def render_batch(
    sources: Sequence[Source],
    *,
    out: str | Path = RENDERED,
    formats: Sequence[str] = ("html",),
    overrides: Sequence[str] = (),
    replay: bool = True,
    workers: int | None = None,
    progress: Progress | None = None,
    **parameters: Any,
) -> Batch:
    """Write the reports of many scenarios or ledgers, several at once, one folder each.

    A report that is there already is kept if it is whole and answers what is asked: the same
    source, parameters and versions. So the same call after an interruption does the rest.

    Parameters
    ----------
    sources
        Scenarios, names in ``scenarios/`` or paths; for a template of ledgers, their paths.
    out
        Folder of the folders.
    formats
        As in `simrecouv.reports.render_report`.
    overrides
        ``path=value`` texts, applied to every scenario.
    replay
        As in `simrecouv.compare.compare_policies`.
    workers
        Reports that are made at once, each in a process; the processors at hand by default.
    progress
        Called with (done, reports, source of the last one) each time a report is done.
    parameters
        Those of `simrecouv.reports.render_report`, the same for all the reports.

    Returns
    -------
    Batch
        What became of each report. The failure of one is told there, and raises nothing.

    Raises
    ------
    StudyError
        If what is asked makes no sense whatever the source, or if another batch writes there.
    BatchInterrupted
        If the user interrupts.

    Examples
    --------
    >>> render_batch(["pme-b2b", "grands-comptes"], langg="fr")
    Traceback (most recent call last):
    simrecouv.errors.StudyError: no parameter 'langg', did you mean 'lang'? ...
    """
    _refuse(sources, overrides, parameters)
    crew = available_workers() if workers is None else whole("workers", workers)
    kinds, told = check_formats(formats), progress_asked(progress)
    place = check_folder(out).absolute()
    folders = [place / name for name in folder_names(sources)]
    outcomes = [
        Outcome(_name(source), folder, Ending.LEFT, {})
        for source, folder in zip(sources, folders, strict=True)
    ]

    def keep(made: Made) -> None:
        at, outcome = made
        outcomes[at] = outcome
        done = sum(one.ending is not Ending.LEFT for one in outcomes)
        told(done, len(outcomes), Label(outcome.source, outcome.source))

    told(0, len(outcomes), None)
    tasks: list[Task] = []
    with room_apart(place) as room:
        try:
            for at, source in enumerate(sources):
                asked = partial(_asked, source, overrides, replay, parameters)
                planned = _planned(at, outcomes[at], asked, kinds, room, sources)
                if isinstance(planned, Task):
                    tasks.append(planned)
                else:
                    keep((at, planned))
            make_each(tasks, crew, keep)
        except KeyboardInterrupt:
            for task in tasks:  # one that had just been made could not be told
                if outcomes[task.at].ending is Ending.LEFT:
                    outcomes[task.at] = _there(task.left, task.request, kinds, Ending.WRITTEN)
            raise BatchInterrupted(Batch(tuple(outcomes))) from None
    return Batch(tuple(outcomes))


def _planned(
    at: int,
    left: Outcome,
    asked: Callable[[], Request],
    kinds: tuple[str, ...],
    room: Path,
    sources: Sequence[Source],
) -> Task | Outcome:
    """Return the report to make; or its outcome, where it is there already or makes no sense."""
    try:
        request = asked()
        place_of(request, left.folder, kinds, sources)
    except Exception as error:
        return failed(left, error)
    known = _there(left, request, kinds, Ending.KEPT)
    if known.ending is Ending.KEPT:
        return known
    return Task(at, left, request, kinds, room / left.folder.name)


def _there(left: Outcome, request: Request, kinds: tuple[str, ...], ending: Ending) -> Outcome:
    """Return the outcome of a report that is there, whole; as it was for any other."""
    with suppress(Exception):  # what cannot be understood is made again
        found = finished(left.folder, request, kinds)
        if found is not None:
            return left._replace(ending=ending, files=found)
    return left


def _asked(
    source: Source, overrides: Sequence[str], replay: bool, parameters: Mapping[str, Any]
) -> Request:
    """Return the request of one report, that any process can read."""
    stated: Source = source
    if overrides:
        stated = source if isinstance(source, Scenario) else load_scenario(source)
        stated = with_overrides(stated, overrides)
    request = request_of(stated, **parameters)
    if isinstance(request.source, Path):
        request = replace(request, source=request.source.absolute())
    return replace(request, replay=replay)


def _name(source: Source) -> str:
    return source.name if isinstance(source, Scenario) else str(source)


def _refuse(sources: object, overrides: Sequence[str], parameters: Mapping[str, Any]) -> None:
    """Refuse what makes no sense whatever the source: it is told once, before any work."""
    if isinstance(sources, str | Path | Scenario) or not sources:
        raise StudyError(f"sources = {written(sources)}: a list of at least one source expected")
    chosen = template_of(parameters.get("template", POLICY_COMPARISON.name))
    given = [name for name, value in parameters.items() if value is not None]
    check_parameters(given, ["template", *EVERY, *chosen.parameters])
    if overrides and chosen.source == "ledger":
        raise StudyError(f"{chosen.name} tells ledgers: no value of a scenario can be overridden")
    check_lang(parameters.get("lang", "fr"))
    if parameters.get("logo") is not None:
        logo_of(parameters["logo"])
