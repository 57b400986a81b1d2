"""The table of `simrecouv compare`: main KPIs × policies."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.console import Console, ConsoleOptions, Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from simrecouv.cli.words import ENGINES, LEGEND, MEANS, ONE_WORLD, REFERENCE, STARRED
from simrecouv.compare import why_in_words
from simrecouv.compare.digits import rough_decimals
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import MEASURE, Doubt, Label, Lang
from simrecouv.vocabulary.numbers import decimals_for, number
from simrecouv.vocabulary.typography import NO_BREAK, UNDEFINED, say

if TYPE_CHECKING:
    import pandas as pd

    from simrecouv.compare import Experiment

#: KPIs of the table of `compare`, the first question of a controller first.
SHOWN = (
    "dso_simple",
    "dso_book",
    "average_days_delinquent",
    "bfr_mean",
    "recovery_rate_90d",
    "bad_debt",
    "discounts",
    "interest_and_fees_received",
    "collection_cost",
    "agency_fees",
    "legal_cost",
    "insurance_cost",
    "factoring_cost",
    "financing_cost",
    "margin_lost",
    "customers_lost",
    "contacts",
    "provisions",
    "cash_min",
    "p_breach",
    "net_gain",
)

#: Those that are left out where no policy pulls the lever.
LEVERS = ("discounts", "agency_fees", "legal_cost", "insurance_cost", "factoring_cost")

#: Accounting figures, the real one that each is compared with, and the least gap to show [units].
BOOKS = {"dso_book": "dso_simple", "provisions": "bad_debt"}
NO_GAP = {"dso_book": 0.5, "provisions": 1_000.0}

#: Largest euro figure from which the table counts in thousands.
THOUSANDS_FROM_EUR = 200_000.0

#: Unit of a KPI → how the table counts it, and its name.
SCALES = {
    "days": (1.0, Label("j", "d")),
    "share": (100.0, Label("%", "%")),
    "eur": (1.0, Label("€", "€")),
    "thousands": (0.001, Label("k€", "€k")),
    "count": (1.0, Label("", "")),
}


class _Legend(NamedTuple):
    """A text under a table; its lines break at spaces, and never before a colon."""

    text: str

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
        # textwrap knows a no-break space; rich does not
        yield Text(textwrap.fill(self.text, options.max_width), style="table.caption")


def comparison_table(experiment: Experiment, lang: Lang) -> Group:
    """Lay out main KPIs × policies: mean ± half-interval, and the paired difference below."""
    levels, differences = _rows(experiment.summary()), _rows(experiment.differences())
    n = experiment.replications
    euros = "thousands" if counts_in_thousands(experiment) else "eur"
    legend = _legend(experiment, [*levels.values(), *differences.values()], lang)
    table = Table(show_lines=True)
    table.add_column()
    for name in experiment.policies:
        label = shown(experiment.scenario.policies[name].label, name, lang)
        reference = f"\n{REFERENCE.in_(lang)}" if name == experiment.baseline else ""
        table.add_column(escape(label) + reference, justify="right")
    for kpi in SHOWN:
        if _says_nothing(kpi, levels, experiment.policies):
            continue
        scale = euros if MEASURE[kpi].unit == "eur" else MEASURE[kpi].unit
        unit = SCALES[scale][1].in_(lang)
        label = MEASURE[kpi].label.in_(lang)
        cells = []
        for name in experiment.policies:
            gain = kpi == "net_gain"
            lines = [_told(levels[name, kpi], kpi, scale, lang, n, signed=gain)]
            if gain and name == experiment.baseline:
                lines = [UNDEFINED]  # the gain is counted from here
            if (name, kpi) in differences and not gain:
                lines.append(_told(differences[name, kpi], kpi, scale, lang, n, signed=True))
            cells.append("\n".join(lines))
        table.add_row(f"{label} ({unit})" if unit else label, *cells)
    return Group(table, _Legend(legend))


def _legend(experiment: Experiment, rows: Sequence[Mapping[Any, Any]], lang: Lang) -> str:
    """Say what the figures are, and what a star stands for if there is one."""
    n = experiment.replications
    mode, engine = experiment.mode.label.in_(lang), ENGINES[experiment.engine].in_(lang)
    figures = say(MEANS if n > 1 else ONE_WORLD, lang)
    legend = say(LEGEND, lang, n=n, mode=mode, engine=engine, figures=figures)
    starred = [row["kpi"] for row in rows if row["kpi"] in SHOWN and row["why"] == Doubt.TOO_FEW]
    if n > 1 and starred:
        why = why_in_words(Doubt.TOO_FEW, starred[0], lang, k=0, n=n)
        legend += say(STARRED, lang, why=why)
    return legend


def _says_nothing(
    kpi: str, levels: Mapping[tuple[str, str], Mapping[Any, Any]], policies: Sequence[str]
) -> bool:
    """Whether no policy pulls the lever, or the books move as the headline does."""
    means = {name: levels[name, kpi]["mean"] for name in policies}
    if kpi in BOOKS:
        gaps = [means[name] - levels[name, BOOKS[kpi]]["mean"] for name in policies]
        return bool(max(gaps) - min(gaps) < NO_GAP[kpi])
    return kpi in LEVERS and not any(means.values())


def _rows(frame: pd.DataFrame) -> dict[tuple[str, str], Mapping[Any, Any]]:
    """Address the rows of a frame by (policy, kpi)."""
    return {(row["policy"], row["kpi"]): row for row in frame.to_dict("records")}


def counts_in_thousands(experiment: Experiment) -> bool:
    """Choose euros or thousands, one for the whole table, by its largest figure."""
    levels = _rows(experiment.summary())
    euros = [abs(row["mean"]) for (_, kpi), row in levels.items() if _in_euros(kpi)]
    return bool(max(euros) >= THOUSANDS_FROM_EUR)


def _in_euros(kpi: str) -> bool:
    return kpi in SHOWN and MEASURE[kpi].unit == "eur"


def _told(
    row: Mapping[Any, Any], kpi: str, counted: str, lang: Lang, n: int, *, signed: bool
) -> str:
    """Write a figure and its interval, or why it has none; one replication says nothing of it."""
    unit, (mean, low, high) = MEASURE[kpi].unit, (row[c] for c in ("mean", "ci_low", "ci_high"))
    half, scale = (high - low) / 2.0, SCALES[counted][0]
    suffix = f"{NO_BREAK}pt" if signed and unit == "share" else ""
    decimals = rough_decimals(mean, unit) if row["why"] else decimals_for(unit, half)
    if counted == "thousands":
        decimals = min(1, decimals + 3 if row["why"] else max(0, decimals + 3))
    text = number(mean * scale, decimals, lang, signed=signed)
    if row["why"]:
        return text + suffix + (_reason(row, kpi, n, lang) if n > 1 else "")
    half_shown, centre = (number(one * scale, decimals, lang) for one in (half, low + half))
    if centre == number(mean * scale, decimals, lang):
        return f"{text} ± {half_shown}{suffix}"
    ends = (number(end * scale, decimals, lang, signed=signed) for end in (low, high))
    return f"{text} [{' ; '.join(ends)}]{suffix}"


def _reason(row: Mapping[Any, Any], kpi: str, n: int, lang: Lang) -> str:
    """Mark what more replications would mend, and write out the rest."""
    if row["why"] == Doubt.TOO_FEW:
        return " *"
    return "\n" + why_in_words(row["why"], kpi, lang, k=row["n_nonzero"], n=n)
