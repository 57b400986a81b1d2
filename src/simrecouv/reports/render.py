"""One call from a scenario or a ledger to a report: study, template, outputs, provenance."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from simrecouv.compare import Experiment
from simrecouv.compare.execute import Progress
from simrecouv.reports.outputs.files import write_all
from simrecouv.reports.outputs.html import to_html
from simrecouv.reports.outputs.place import place_of
from simrecouv.reports.parameters import check_formats
from simrecouv.reports.request import Request, opened, request_of
from simrecouv.reports.templates import KEPT, Told
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Lang


class Rendered(NamedTuple):
    """A report that was written.

    Attributes
    ----------
    folder
        Where it stands, with ``provenance.json`` and what else stands beside it.
    files
        The report itself, by format: ``html``, ``pdf``, ``xlsx``.
    notes
        Sentences on what could not be written, and what to install.
    """

    folder: Path
    files: dict[str, Path]
    notes: tuple[str, ...] = ()


def render_report(
    source: Scenario | str | Path,
    *,
    template: str = "policy_comparison",
    lang: Lang = "fr",
    out: str | Path | None = None,
    formats: Sequence[str] = ("html",),
    policies: Sequence[str] | None = None,
    baseline: str | None = None,
    replications: int | Literal["auto"] | None = None,
    seed: int | None = None,
    mode: str | None = None,
    engine: str | None = None,
    organisation: str | None = None,
    author: str | None = None,
    logo: str | Path | None = None,
    confidentiality: str | None = None,
    experiment: Experiment | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    **parameters: object,
) -> Rendered:
    """Write a report as one HTML file that needs no network, as a PDF, as an Excel workbook.

    Beside it stand what the study holds, e.g. ``scenario.toml`` (complete) and ``scorecard.csv``
    (one row per policy and replication), the numbers of its figures, and last
    ``provenance.json``. The same study gives the same bytes, but for the PDF, which the browser of
    the machine prints.

    Parameters
    ----------
    source
        A scenario, a name in ``scenarios/``, or a path; for a template of ledgers, their path.
    template
        Name of a template (`simrecouv.reports.templates`).
    lang
        ``"fr"`` or ``"en"``.
    out
        Folder of the report; ``reports/rendered/<scenario>`` by default. It holds neither the
        source nor files of those names that no report wrote.
    formats
        Among ``"html"``, ``"pdf"`` and ``"xlsx"``. Without a browser that prints there is no PDF,
        and a note says what to install.
    baseline, seed
        Instead of the scenario's: its fingerprint then changes.
    replications
        Worlds; by default the scenario's, and 100 at least: rare events need them.
    mode
        As in `simrecouv.compare.compare_policies`; by default the intervals cover luck and
        assumptions, in one study.
    policies, engine, workers, progress
        As there.
    organisation, author, confidentiality
        Printed on the cover; the last at the foot of every page of the PDF as well.
    logo
        Path of a PNG, JPEG or SVG picture for the cover, one megabyte at most.
    experiment
        A comparison of this very scenario, made before, to be told instead of simulating.
    parameters
        Other parameters of the template; a misspelt one is named with the nearest known.

    Raises
    ------
    StudyError, ScenarioError, EngineError, OSError
        If something asked for makes no sense, before anything is written.
    """
    asked = check_formats(formats)
    request = request_of(
        source,
        template=template,
        lang=lang,
        organisation=organisation,
        author=author,
        logo=logo,
        confidentiality=confidentiality,
        experiment=experiment,
        workers=workers,
        progress=progress,
        policies=policies,
        baseline=baseline,
        replications=replications,
        seed=seed,
        mode=mode,
        engine=engine,
        **parameters,
    )
    return render(request, place_of(request, out, asked, [source]), asked)


def render(request: Request, folder: Path, formats: Sequence[str] = ("html",)) -> Rendered:
    """Write the report of a request that was checked."""
    study = opened(request)
    page = to_html(_execute(request, study), study, request.template)
    files, notes = write_all(request, study, page, folder, formats)
    return Rendered(folder, files, notes)


def _execute(request: Request, study: Told) -> Any:
    """Execute the template on a study, in a kernel of its own."""
    import papermill

    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder, "study.pickle")
        kept.write_bytes(pickle.dumps(study))
        return papermill.execute_notebook(
            str(request.template.notebook),
            None,
            parameters={KEPT: str(kept)},
            kernel_name="python3",
            progress_bar=False,
            shutdown_kernel="immediate",
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
