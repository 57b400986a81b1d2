"""The quality report as a fragment of HTML, and as files; texts of the ledger are escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from simrecouv.errors import StudyError
from simrecouv.intake.formulas import guarded
from simrecouv.intake.quality import rows_frame
from simrecouv.intake.quality_words import ASIDE, DOUBT, FILE, READ, amounts, money
from simrecouv.vocabulary import Label, Lang, Reason
from simrecouv.vocabulary.numbers import plain
from simrecouv.vocabulary.typography import UNDEFINED, say, sentence, typeset, visible

if TYPE_CHECKING:
    from simrecouv.intake.quality import QualityReport, SetAside

#: Rows shown of each reason, of those counted.
MOST_ROWS = 20

TITLE = Label("Qualité de la lecture : {source}", "Quality of the reading: {source}")
SUMMARY = (Label("quoi", "what"), Label("lignes", "rows"), Label("montant", "amount"))
ROWS = (
    Label("ligne", "line"),
    Label("colonne", "column"),
    Label("valeur", "value"),
    Label("montant", "amount"),
)
#: Lines that hold no claim on a customer.
OTHERS = Label(
    "autres comptes que les clients, pas dans le montant",
    "accounts other than customers, not in the amount",
)
COLUMNS = Label("Colonnes lues", "Columns read")
FIELD, HEADING = Label("champ", "field"), Label("intitulé", "heading")
UNUSED = Label("Intitulés sans emploi : {names}", "Headings not used: {names}")
EVIDENCE = Label("Ce que le fichier montre", "What the file shows")
FIRST = Label(
    "{reason} : {n} lignes, les {shown} premières", "{reason}: {n} rows, the first {shown}"
)
EVERY = Label("{reason} : {n}", "{reason}: {n}")


def report_html(report: QualityReport, lang: Lang) -> str:
    """Lay out the sums, the evidence, the columns, and the first rows of each reason."""
    parts = [
        _element("h3", say(TITLE, lang, source=report.source)),
        _summary(report, lang),
        *(_element("p", sentence(line) + ".") for line in amounts(report, lang)),
        *_evidence(report, lang),
        *_columns(report, lang),
        *_examples(report.set_aside, ASIDE, report.currency, lang),
        *_examples(report.doubts, DOUBT, report.currency, lang),
    ]
    return (
        f'<section class="simrecouv-quality" lang="{lang}">\n' + "\n".join(parts) + "\n</section>"
    )


def write_quality(report: QualityReport, path: str | Path, lang: Lang = "fr") -> None:
    """Write the report as a page (``.html``), or its rows as a table (``.csv``).

    Raises
    ------
    StudyError
        If the name ends otherwise.
    """
    target = Path(path)
    if target.suffix.lower() == ".html":
        page = f'<!doctype html>\n<html lang="{lang}"><meta charset="utf-8">\n'
        page += f"<title>{_safe(say(TITLE, lang, source=report.source))}</title>\n"
        target.write_text(page + report.to_html(lang) + "\n</html>\n", encoding="utf-8")
    elif target.suffix.lower() == ".csv":
        _rows_of_both(report, lang).to_csv(target, index=False, encoding="utf-8")
    else:
        raise StudyError(f"{target.name}: a quality report is written to a .html or a .csv file")


def _rows_of_both(report: QualityReport, lang: Lang) -> pd.DataFrame:
    """Rows set aside and doubts in one table, safe for a spreadsheet."""
    both = rows_frame([*report.set_aside, *report.doubts], lang)
    status = [ASIDE.in_(lang)] * len(report.set_aside) + [DOUBT.in_(lang)] * len(report.doubts)
    both.insert(1, "status", pd.Series(status, dtype="str"))
    both["value"] = [guarded(visible(value)) for value in both["value"]]
    return both


def _safe(text: str) -> str:
    """Escape a text, and write out what would act instead of being read."""
    return escape(visible(text))


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{_safe(text)}</{tag}>"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(_element("th", heading) for heading in headings)
    body = ["".join(_element("td", value) for value in row) for row in rows]
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in [head, *body]) + "\n</table>"


def _summary(report: QualityReport, lang: Lang) -> str:
    """Rows and amounts: read, set aside by reason, and of the file, which is their sum."""
    cents = report.cents_by_reason()
    counted = [
        (READ.in_(lang), report.rows_read, report.amount_read_cents),
        *(
            (f"{ASIDE.in_(lang)}, {reason.label.in_(lang)}", n, cents[reason])
            for reason, n in report.reasons().items()
        ),
    ]
    rows = [_counted(what, n, report, lang, amount) for what, n, amount in counted]
    if report.rows_of_others:
        rows.append(_counted(OTHERS.in_(lang), report.rows_of_others, report, lang))
    total = report.amount_in_file_cents
    rows.append(_counted(FILE.in_(lang), report.rows_in_file, report, lang, total))
    return _table([label.in_(lang) for label in SUMMARY], rows)


def _counted(
    what: str, n: int, report: QualityReport, lang: Lang, cents: int | None = None
) -> tuple[str, str, str]:
    """Write rows and their amount; amounts of other accounts are no part of the sum."""
    amount = UNDEFINED if cents is None else money(cents, report.currency, lang)
    return typeset(what, lang), plain(n, lang), amount


def _evidence(report: QualityReport, lang: Lang) -> list[str]:
    if not report.evidence:
        return []
    items = "".join(_element("li", typeset(one.in_(lang), lang)) for one in report.evidence)
    return [_element("h4", EVIDENCE.in_(lang)), f"<ul>{items}</ul>"]


def _columns(report: QualityReport, lang: Lang) -> list[str]:
    if not report.columns:
        return []
    rows = [
        (typeset(column.label.in_(lang), lang), heading)
        for column, heading in report.columns.items()
    ]
    table = _table([FIELD.in_(lang), HEADING.in_(lang)], rows)
    parts = [_element("h4", COLUMNS.in_(lang)), table]
    if report.unused:
        parts.append(_element("p", say(UNUSED, lang, names=", ".join(report.unused))))
    return parts


def _examples(rows: Sequence[SetAside], what: Label, currency: str, lang: Lang) -> list[str]:
    """Show the first rows of each reason, folded."""
    by_reason: dict[Reason, list[SetAside]] = {}
    for row in rows:
        by_reason.setdefault(row.reason, []).append(row)
    return [
        f"<details><summary>{_safe(_caption(reason, what, len(group), lang))}</summary>\n"
        + _table(
            [label.in_(lang) for label in ROWS],
            (_shown(row, currency, lang) for row in group[:MOST_ROWS]),
        )
        + "\n</details>"
        for reason, group in by_reason.items()
    ]


def _caption(reason: Reason, what: Label, n: int, lang: Lang) -> str:
    label = FIRST if n > MOST_ROWS else EVERY
    named = typeset(f"{what.in_(lang)}, {reason.label.in_(lang)}", lang)
    return sentence(say(label, lang, reason=named, n=plain(n, lang), shown=MOST_ROWS))


def _shown(row: SetAside, currency: str, lang: Lang) -> tuple[str, str, str, str]:
    column = typeset(row.column.label.in_(lang), lang) if row.column else ""
    return plain(row.line, lang), column, row.value, money(row.cents, currency, lang)
