"""Parameters of a template, checked: each that makes no sense is one clear error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from simrecouv.errors import StudyError, nearest, written
from simrecouv.estimation import FEWEST_REPLICATIONS
from simrecouv.reports.templates import EVERY, TEMPLATES, Template
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Lang, Mode
from simrecouv.vocabulary.typography import visible

#: What the intervals of a report cover, unless asked otherwise.
HEADLINE = Mode.LUCK_AND_ASSUMPTIONS
#: Fewest worlds of a report that nobody sized: below, its losses, lowest cash and court costs
#: would have no interval.
FEWEST_WORLDS = FEWEST_REPLICATIONS
#: Longest text of the cover [characters].
LONGEST_ON_COVER = 200
#: What a report may be written as.
FORMATS = ("html", "pdf", "xlsx")


def check_lang(lang: object) -> Lang:
    """Return the language, or refuse it.

    Raises
    ------
    StudyError
        If it is neither ``"fr"`` nor ``"en"``.
    """
    match lang:
        case "fr" | "en":
            return lang
    raise StudyError(f"lang = {lang!r}: {nearest(str(lang), ('fr', 'en'))}")


def check_formats(formats: object) -> tuple[str, ...]:
    """Return the formats asked for, each once, or refuse them.

    >>> check_formats(["xlsx", "html", "html"])
    ('html', 'xlsx')
    """
    names = [formats] if isinstance(formats, str) else list(formats)  # type: ignore[call-overload]
    for name in names:
        if name not in FORMATS:
            raise StudyError(f"no format {name!r}, {nearest(str(name), FORMATS)}")
    if not names:
        raise StudyError(f"formats: at least one of {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in names)


def check_parameters(names: Iterable[str], known: Sequence[str]) -> None:
    """Refuse parameters that the template does not have; papermill would only warn.

    Raises
    ------
    StudyError
        With the nearest known name.
    """
    for name in names:
        if name not in known:
            raise StudyError(f"no parameter {name!r}, {nearest(name, known)}")


def worlds_of_report(
    scenario: Scenario, asked: int | Literal["auto"] | None
) -> int | Literal["auto"]:
    """Return how many worlds a report simulates: as asked, else enough for its rare events.

    >>> from simrecouv.scenario import load_scenario
    >>> worlds_of_report(load_scenario("pme-b2b"), 3)
    3
    """
    return max(scenario.simulation.replications, FEWEST_WORLDS) if asked is None else asked


def check_options(options: Mapping[str, object], template: Template) -> None:
    """Refuse parameters of no template, and those of another that are given a value."""
    of_some = {name for one in TEMPLATES.values() for name in one.parameters}
    names = [name for name, value in options.items() if value is not None or name not in of_some]
    check_parameters(names, (*EVERY, *template.parameters))


def check_policies(policies: object) -> None:
    """Refuse what cannot be the name of a policy.

    >>> check_policies(["ferme", 3])
    Traceback (most recent call last):
    simrecouv.errors.StudyError: policies: 3 is no name
    """
    for name in policies if isinstance(policies, list | tuple) else ():
        if not isinstance(name, str):
            raise StudyError(f"policies: {written(name)} is no name")


def check_text(name: str, value: object) -> str | None:
    r"""Return a text of the cover, None where there is none, or refuse it.

    >>> check_text("author", "A\u202eB")
    'A\\u202eB'
    """
    if value is not None and not isinstance(value, str):
        raise StudyError(f"{name} = {written(value)}: a text expected")
    if value and len(value) > LONGEST_ON_COVER:
        raise StudyError(
            f"{name} = {written(value)}: {len(value):,} characters, "
            f"at most {LONGEST_ON_COVER} expected"
        )
    return visible(value) if value else None
