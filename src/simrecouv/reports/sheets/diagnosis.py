"""What the diagnosis of a real ledger puts in its workbook."""

from __future__ import annotations

from typing import Any

import pandas as pd

from simrecouv.calibration import disputed_invoices, payment_curve, payment_rhythm
from simrecouv.calibration.receivables import AGES, dso_variants
from simrecouv.figures.portfolio_words import METHODS
from simrecouv.figures.words import AGEING, WHOLE_LEDGER
from simrecouv.reports.outputs.workbook import Sheet
from simrecouv.reports.sheets.columns import Column, in_unit, sheet_of, with_contents
from simrecouv.reports.subjects.diagnosis import Diagnosis
from simrecouv.reports.words import diagnosis_texts as texts
from simrecouv.reports.words import sheet_texts
from simrecouv.vocabulary import MEASURE, Label, Runs
from simrecouv.vocabulary.typography import say, sentence


def sheets_of(study: Diagnosis) -> dict[str, Sheet]:
    """Return the tables of a diagnosis, by name of their sheet; one without a row is left out.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> list(sheets_of(Diagnosis(read_ledger(example_ledger_path()), lang="en")))[:4]
    ['Contents', 'Reading', 'Ageing', 'DSO']
    """
    lang = study.lang
    made: dict[Label, Sheet] = {
        sheet_texts.READING: _reading(study),
        sheet_texts.SET_ASIDE: _rows(study, study.ledger.quality.to_frame(lang)),
        sheet_texts.DOUBTS: _rows(study, study.ledger.quality.doubts_frame(lang)),
        sheet_texts.AGEING: _ageing(study),
        sheet_texts.DSO_METHODS: _methods(study),
        sheet_texts.MONTHS: _months(study),
        sheet_texts.PAYMENT_CURVES: _curves(study),
        sheet_texts.RHYTHM: _rhythm(study),
        sheet_texts.DISPUTES: _disputes(study),
        sheet_texts.CUSTOMERS: _customers(study),
    }
    found = {
        say(name, lang): sheet._replace(
            about=say(sheet_texts.ABOUT_A_LEDGER[name], lang, day=study.written(study.day))
        )
        for name, sheet in made.items()
        if len(sheet.frame)
    }
    return with_contents(found, lang)


def _money(study: Diagnosis, name: str) -> str:
    """Write a heading with the currency of the ledger, where it names one."""
    currency = study.ledger.currency
    return f"{name} [{currency}]" if currency else name


def _reading(study: Diagnosis) -> Sheet:
    lang, found = study.lang, study.ledger.quality.summary_frame(study.lang)
    amount = _money(study, say(texts.AMOUNT, lang))
    cents = found["amount_cents"]
    return sheet_of(
        Column(say(texts.CONTENT, lang), "", [sentence(text) for text in found["what"]]),
        Column(say(sheet_texts.ROWS, lang), "count", found["rows"].tolist()),
        Column(amount, "money", [one / 100.0 for one in cents]),
    )


def _rows(study: Diagnosis, found: pd.DataFrame) -> Sheet:
    """Lay out rows set aside, or read with a doubt, as the quality report lists them."""
    lang = study.lang
    return sheet_of(
        Column(say(sheet_texts.LINE, lang), "count", found["line"].tolist()),
        Column(say(sheet_texts.COLUMN, lang), "", found["column"].tolist()),
        Column(say(sheet_texts.VALUE, lang), "", found["value"].tolist()),
        Column(say(sheet_texts.REASON, lang), "", found["reason"].tolist()),
        Column(
            _money(study, say(texts.AMOUNT, lang)),
            "money",
            [one / 100.0 for one in found["amount_cents"]],
        ),
    )


def _ageing(study: Diagnosis) -> Sheet:
    lang, balance = study.lang, study.balance
    total = sum(balance.ages)
    shares = [part / total if total else None for part in balance.ages]
    return sheet_of(
        Column(say(texts.LATENESS, lang), "", [sentence(say(AGEING[a], lang)) for a in AGES]),
        Column(say(texts.INVOICES, lang), "count", list(balance.items)),
        Column(
            _money(study, say(texts.AMOUNT, lang)), "money", [one / 100.0 for one in balance.ages]
        ),
        Column(in_unit(say(texts.SHARE, lang), "share", lang), "share", shares),
    )


def _methods(study: Diagnosis) -> Sheet:
    lang, found = study.lang, dso_variants(study.receivables, study.day)
    names = [sentence(say(MEASURE[name].label, lang)) for name in found]
    return sheet_of(
        Column(say(texts.METHOD, lang), "", names),
        Column(say(texts.DAYS, lang), "days", list(found.values())),
    )


def _months(study: Diagnosis) -> Sheet:
    lang, found = study.lang, study.history
    return sheet_of(
        Column(say(sheet_texts.DATE, lang), "", found["date"].tolist()),
        *(
            Column(in_unit(sentence(say(label, lang)), "days", lang), "days", found[name].tolist())
            for name, label in METHODS.items()
        ),
        *(
            Column(_money(study, sentence(say(AGEING[age], lang))), "money", found[age].tolist())
            for age in AGES
        ),
    )


def _curves(study: Diagnosis) -> Sheet:
    lang, found = study.lang, payment_curve(study.ledger)
    return sheet_of(
        Column(say(texts.SEGMENT, lang), "", found["segment"].tolist()),
        Column(say(sheet_texts.DAYS_PAST_DUE, lang), "count", found["days_past_due"].tolist()),
        Column(say(sheet_texts.FOLLOWED, lang), "count", found["at_risk"].tolist()),
        Column(say(sheet_texts.PAID, lang), "count", found["paid"].tolist()),
        Column(
            in_unit(say(sheet_texts.UNPAID, lang), "share", lang),
            "share",
            found["unpaid_share"].tolist(),
        ),
    )


def _rhythm(study: Diagnosis) -> Sheet:
    lang, found = study.lang, payment_rhythm(study.ledger)
    return sheet_of(
        Column(say(texts.SEGMENT, lang), "", _segments(study, found)),
        Column(
            say(texts.RHYTHM, lang), "", [say(Runs(one).label, lang) for one in found["verdict"]]
        ),
        Column(in_unit(say(texts.SHARE, lang), "share", lang), "share", found["share"].tolist()),
        Column(say(sheet_texts.PAYMENTS, lang), "count", found["payments"].tolist()),
        Column(say(texts.CUSTOMERS, lang), "count", found["customers"].tolist()),
    )


def _disputes(study: Diagnosis) -> Sheet:
    lang, found = study.lang, disputed_invoices(study.ledger)
    if not found["disputed"].iloc[0]:
        return Sheet(pd.DataFrame())
    shares: dict[str, Label] = {
        "share": sheet_texts.DISPUTED_SHARE,
        "late_disputed": sheet_texts.LATE_DISPUTED,
        "late_others": sheet_texts.LATE_OTHERS,
    }
    return sheet_of(
        Column(say(texts.SEGMENT, lang), "", _segments(study, found)),
        Column(say(texts.INVOICES, lang), "count", found["invoices"].tolist()),
        Column(say(sheet_texts.DISPUTED, lang), "count", found["disputed"].tolist()),
        *(
            Column(in_unit(say(label, lang), "share", lang), "share", found[name].tolist())
            for name, label in shares.items()
        ),
        Column(
            in_unit(say(sheet_texts.EXTRA_DAYS, lang), "days", lang),
            "days",
            found["extra_mean"].tolist(),
        ),
    )


def _segments(study: Diagnosis, found: Any) -> list[str]:
    whole = sentence(say(WHOLE_LEDGER, study.lang))
    return [name or whole for name in found["segment"]]


def _customers(study: Diagnosis) -> Sheet:
    lang, found = study.lang, study.receivables.customers(study.day)
    amounts: dict[str, Label] = {
        "sales_cents": texts.SALES,
        "owed_cents": texts.IS_OWED,
        "overdue_cents": texts.OVERDUE,
    }
    return sheet_of(
        Column(say(texts.CUSTOMER, lang), "", found["customer_id"].tolist()),
        Column(say(texts.INVOICES, lang), "count", found["invoices"].tolist()),
        *(
            Column(_money(study, say(label, lang)), "money", (found[name] / 100.0).tolist())
            for name, label in amounts.items()
        ),
    )
