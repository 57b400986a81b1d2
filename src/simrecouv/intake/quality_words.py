"""The quality report in sentences, in both languages, with sums to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.vocabulary import Label, Lang, Reason
from simrecouv.vocabulary.numbers import SEPARATORS, percent, plain
from simrecouv.vocabulary.typography import COLON, MINUS, NO_BREAK, say, typeset

if TYPE_CHECKING:
    from simrecouv.intake.quality import QualityReport

HEAD = Label(
    "{source} : {rows} lignes, {read} lues, {aside} écartées",
    "{source}: {rows} rows, {read} read, {aside} set aside",
)
SUMS = Label(
    "montants : {read} lus + {aside} écartés = {file} dans le fichier",
    "amounts: {read} read + {aside} set aside = {file} in the file",
)
GAP = Label(
    "montants : {read} lus, {aside} écartés, {file} dans le fichier : ils ne se recoupent pas",
    "amounts: {read} read, {aside} set aside, {file} in the file: they do not add up",
)
MIXED = Label(
    "ces sommes mêlent plusieurs devises, telles qu'écrites",
    "these sums mix several currencies, as written",
)
LITTLE = Label(
    "ATTENTION : {share} des lignes sont écartées, ce qui reste ne dit rien de l'entreprise ; "
    "voyez les motifs, ajoutez à l'export la colonne qui manque ou déclarez-la",
    "CAUTION: {share} of the rows are set aside, what is left tells nothing of the company; see "
    "the reasons, add the column that is missing to the export, or map it",
)
#: Share of rows set aside beyond which what is read is not the ledger.
MOST_ASIDE = 0.2
DOUBT = Label("lu avec un doute", "read with a doubt")
FILE, READ = Label("dans le fichier", "in the file"), Label("lu", "read")
ASIDE = Label("écarté", "set aside")

#: Signs of the usual currencies; others are written by their code.
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}


def money(cents: int, currency: str, lang: Lang) -> str:
    r"""Write an amount exactly, however large, with its currency where it is known.

    >>> money(-123456, "EUR", "en"), money(5, "CHF", "en"), money(10**20, "", "en")
    ('−€1,234.56', '0.05\xa0CHF', '1,000,000,000,000,000,000.00')
    >>> money(123456, "EUR", "fr") == "1\u202f234,56\xa0€"
    True
    """
    whole, part = divmod(abs(cents), 100)
    marks = SEPARATORS[lang]
    text = f"{whole:,}".replace(",", marks[1]) + f"{marks[0]}{part:02d}"
    sign, minus = SIGNS.get(currency, currency), MINUS if cents < 0 else ""
    if lang == "en" and currency in SIGNS:
        return f"{minus}{sign}{text}"
    return f"{minus}{text}{NO_BREAK}{sign}" if sign else minus + text


def report_lines(report: QualityReport, lang: Lang) -> list[str]:
    """Tell a reading: rows, amounts, evidence, what was set aside and what is doubtful."""
    return [
        _rows(report, lang),
        *amounts(report, lang),
        *_caution(report, lang),
        *(typeset(label.in_(lang), lang) for label in report.evidence),
        *_reasons(report, lang),
        *_doubts(report, lang),
    ]


def _rows(report: QualityReport, lang: Lang) -> str:
    counts = (report.rows_in_file, report.rows_read, len(report.set_aside))
    rows, read, aside = (plain(count, lang) for count in counts)
    return say(HEAD, lang, source=report.source, rows=rows, read=read, aside=aside)


def amounts(report: QualityReport, lang: Lang) -> list[str]:
    """Say that the amounts read and set aside are those of the file, to the cent."""
    sums = {
        "read": report.amount_read_cents,
        "aside": report.amount_set_aside_cents,
        "file": report.amount_in_file_cents,
    }
    shown = {name: money(cents, report.currency, lang) for name, cents in sums.items()}
    kept = report.cents_by_reason()
    is_mixed = Reason.OTHER_CURRENCY in kept or Reason.CONVERTED in report.doubts_by_reason()
    lines = [say(SUMS if report.reconciles else GAP, lang, **shown)]
    return [*lines, say(MIXED, lang)] if is_mixed else lines


def _caution(report: QualityReport, lang: Lang) -> list[str]:
    """Warn when so much is set aside that the rest is not the ledger."""
    total = report.rows_read + len(report.set_aside)
    share = len(report.set_aside) / total if total else 0.0
    return [say(LITTLE, lang, share=percent(share, lang))] if share > MOST_ASIDE else []


def _reasons(report: QualityReport, lang: Lang) -> list[str]:
    cents = report.cents_by_reason()
    return [
        f"{typeset(reason.label.in_(lang), lang)}{COLON.in_(lang)}{plain(n, lang)}"
        f" ({money(cents[reason], report.currency, lang)})"
        for reason, n in report.reasons().items()
    ]


def _doubts(report: QualityReport, lang: Lang) -> list[str]:
    head = DOUBT.in_(lang)
    return [
        f"{head}, {typeset(reason.label.in_(lang), lang)}{COLON.in_(lang)}{plain(n, lang)}"
        for reason, n in report.doubts_by_reason().items()
    ]
