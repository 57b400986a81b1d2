"""The templates: what each is made of, its parameters, how its study is opened, its workbook.

A template is a notebook in ``reports/templates/``; what it cannot say by itself stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from simrecouv.errors import StudyError, nearest
from simrecouv.reports.front import Front
from simrecouv.reports.words import diagnosis_texts, summary_texts, texts
from simrecouv.scenario import resource_folder
from simrecouv.vocabulary import Label, Lang

if TYPE_CHECKING:
    from simrecouv.reports.request import Request

#: What a report is made of: a scenario or a ledger.
Source = Literal["scenario", "ledger"]
#: Parameters of every template.
EVERY = ("lang", "organisation", "logo", "author", "confidentiality")
#: Parameter of every template: the path of a study kept by `render_report`, told as it is.
KEPT = "study"


class Told(Protocol):
    """What a template tells: what was found, in one language, with the front of the report."""

    @property
    def lang(self) -> Lang:
        """Language of every text."""

    @property
    def front(self) -> Front:
        """Front of the report."""

    @property
    def asked_by(self) -> str:
        """For whom the report is."""

    @property
    def identity(self) -> dict[str, Any]:
        """What it takes to obtain the same numbers again, as JSON holds it."""

    @property
    def beside(self) -> dict[str, str]:
        """Files that stand beside the report: text, by name."""


@dataclass(frozen=True)
class Template:
    """One template.

    Attributes
    ----------
    name
        Name of its notebook.
    title
        Title of its reports.
    source
        What it is made of; also the name of that parameter of its notebook.
    parameters
        Its parameters beyond the source and those of `EVERY` template.
    open
        Simulates or reads: a request → what its sections speak of.
    sheets
        What was opened → the tables of its workbook, by name of their sheet.
    """

    name: str
    title: Label
    source: Source
    parameters: tuple[str, ...]
    open: Callable[[Request], Told]
    sheets: Callable[[Any], Mapping[str, Any]]

    @property
    def known(self) -> tuple[str, ...]:
        """Every parameter of its notebook."""
        return (self.source, *EVERY, *self.parameters, KEPT)

    @property
    def notebook(self) -> Path:
        """Path of its notebook."""
        return resource_folder("reports/templates") / f"{self.name}.ipynb"


def _study(request: Request) -> Told:
    from simrecouv.reports.subjects.study import study_of

    return study_of(request)


def _sheets(study: Any) -> Mapping[str, Any]:
    from simrecouv.reports.sheets.study import sheets_of

    return sheets_of(study)


def _diagnosis(request: Request) -> Told:
    from simrecouv.reports.subjects.diagnosis import diagnosis_of

    return diagnosis_of(request)


def _diagnosis_sheets(study: Any) -> Mapping[str, Any]:
    from simrecouv.reports.sheets.diagnosis import sheets_of

    return sheets_of(study)


#: Parameters of the templates that compare policies.
OF_A_COMPARISON = ("policies", "baseline", "replications", "seed", "mode", "engine")

POLICY_COMPARISON = Template(
    name="policy_comparison",
    title=texts.TITLE,
    source="scenario",
    parameters=OF_A_COMPARISON,
    open=_study,
    sheets=_sheets,
)

EXECUTIVE_SUMMARY = Template(
    name="executive_summary",
    title=summary_texts.TITLE,
    source="scenario",
    parameters=OF_A_COMPARISON,
    open=_study,
    sheets=_sheets,
)
PORTFOLIO_DIAGNOSIS = Template(
    name="portfolio_diagnosis",
    title=diagnosis_texts.TITLE,
    source="ledger",
    parameters=(
        "mapping",
        "currency",
        "rates",
        "terms_days",
        "as_of",
        "more_years",
        "with_names",
    ),
    open=_diagnosis,
    sheets=_diagnosis_sheets,
)

#: Every template, by name.
TEMPLATES: dict[str, Template] = {
    one.name: one for one in (POLICY_COMPARISON, EXECUTIVE_SUMMARY, PORTFOLIO_DIAGNOSIS)
}


def template_of(name: str) -> Template:
    """Return the template of that name.

    Raises
    ------
    StudyError
        With the nearest known name.

    Examples
    --------
    >>> template_of("policy_comparison").source
    'scenario'
    """
    if name not in TEMPLATES:
        raise StudyError(f"no template {name!r}, {nearest(name, TEMPLATES)}")
    return TEMPLATES[name]
