"""The front of a diagnosis: what was read, the essentials, what can be concluded, what is next."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.calibration.seasons import MONTHS_OF_SEASON, whole_months
from simrecouv.reports.fragment import Fragment, chapter, element, joined, listed, table
from simrecouv.reports.ledger.balance import PARTS, days_by_method
from simrecouv.reports.ledger.customers import TOP, halves
from simrecouv.reports.sections.cover import front_page
from simrecouv.reports.subjects.diagnosis import Diagnosis
from simrecouv.reports.words import diagnosis_texts as words
from simrecouv.vocabulary import Column, Label
from simrecouv.vocabulary.numbers import number, plain, quantity
from simrecouv.vocabulary.typography import say

#: Followed invoices under which segments are not to be compared.
FEW_FOLLOWED = 200
#: [days] Without an invoice before the day of the diagnosis that need not be told.
QUIET_DAYS = 15
#: How the quality report is set: texts to the left.
STYLE = (
    "<style>.simrecouv-quality td, .simrecouv-quality th { text-align: left !important; }</style>"
)


def cover(study: Diagnosis) -> Fragment:
    """Write the cover: its front, then what the file holds."""
    facts = [[say(label, study.lang), value] for label, value in _facts(study)]
    return front_page(study, study.title, table([], facts, css="facts"))


def _facts(study: Diagnosis) -> Iterator[tuple[Label, str]]:
    lang, invoices = study.lang, study.ledger.invoices
    issued = [study.written(day.date()) for day in invoices["issue_date"].agg(["min", "max"])]
    yield words.FILE, study.ledger.quality.source
    yield (
        words.CONTENT,
        say(
            words.SIZE,
            lang,
            invoices=number(len(invoices), 0, lang),
            customers=number(invoices["customer_id"].nunique(), 0, lang),
        ),
    )
    yield words.PERIOD, say(words.FROM_TO, lang, start=issued[0], end=issued[1])
    yield words.DAY, study.written(study.day)
    names = words.NAMES_SHOWN if study.with_names else words.NAMES_HIDDEN
    yield words.NAMES, say(names, lang)


def essentials(study: Diagnosis) -> Fragment:
    """Say the most important figures in a few sentences, in a box."""
    first, *others = _essentials(study)
    title = element("h2", say(words.ESSENTIALS, study.lang))
    told = [element("p", first, css="verdict"), *(element("p", text) for text in others)]
    return element("section", title, *told, css="answer")


def _essentials(study: Diagnosis) -> Iterator[str]:
    lang = study.lang
    yield _owed(study)
    found = days_by_method(study)
    parts = ("dso_simple", *PARTS)
    if study.balance.owed and all(name in found for name in parts):
        whole, terms, late = (quantity(found[one], "days", lang, decimals=1) for one in parts)
        yield say(words.PARTS_OF_DSO, lang, dso=whole, terms=terms, late=late)
    if "weighted_days_to_pay" in found:
        days = quantity(found["weighted_days_to_pay"], "days", lang, decimals=0)
        yield say(words.DAYS_TO_PAY, lang, days=days)
    yield _concentration(study)
    if study.is_paid_only:
        yield _paid_only(study)
    if study.quiet_days > QUIET_DAYS:
        issue = study.written(study.ledger.invoices["issue_date"].max().date())
        yield say(words.SILENT_END, lang, issue=issue, days=study.quiet_days)


def _owed(study: Diagnosis) -> str:
    ages, lang, day = study.balance.ages, study.lang, study.written(study.day)
    total = sum(ages)
    if not total:
        return say(words.NOTHING_OWED, lang, day=day)
    overdue = total - ages[0]
    late, old = (quantity(part / total, "share", lang, decimals=0) for part in (overdue, ages[-1]))
    owed, amount = study.worth(total), study.worth(overdue)
    return say(words.OWED, lang, day=day, owed=owed, overdue=amount, late=late, old=old)


def _concentration(study: Diagnosis) -> str:
    customers, lang = study.receivables.customers(study.day), study.lang
    if len(customers) == 1:
        return say(words.ONE_CUSTOMER, lang)
    n, top, share = halves(customers["sales_cents"])
    return say(
        words.CONCENTRATION,
        lang,
        n=number(n, 0, lang),
        customers=number(len(customers), 0, lang),
        top=min(top, TOP),
        share=quantity(share, "share", lang, decimals=0),
    )


def _paid_only(study: Diagnosis) -> str:
    """Say that the file holds paid invoices only, and of which day the diagnosis is then."""
    last, day = study.written(study.ledger.as_of), study.written(study.day)
    return say(words.PAID_ONLY, study.lang, last=last, day=day)


def reading(study: Diagnosis) -> Fragment:
    """Show the quality of the reading: rows, amounts, evidence, columns; texts are escaped."""
    quality = study.ledger.quality
    note = words.READ_ENTRIES_NOTE if quality.rows_of_others else words.READ_NOTE
    report = Fragment(STYLE + quality.to_html(study.lang))
    return chapter(say(words.READ, study.lang), say(note, study.lang), report)


# === What can be concluded =================================================================== #


def conclusions(study: Diagnosis) -> Fragment:
    """List what can be concluded and what cannot."""
    can = [say(text, study.lang) for text in words.TELLS]
    return joined(
        [
            element("h2", say(words.CAN, study.lang)),
            listed(can),
            element("h2", say(words.CANNOT, study.lang)),
            listed(list(_cannot(study))),
        ]
    )


def _cannot(study: Diagnosis) -> Iterator[str]:
    """List what no ledger tells, then what this one does not."""
    lang, ledger = study.lang, study.ledger
    yield from (say(text, lang) for text in words.NEVER_TELLS)
    if study.is_paid_only:
        yield say(words.ONLY_PAID, lang)
    if Column.DUE_DATE not in ledger.quality.columns:
        yield say(words.NO_DUE_DATE, lang)
    months = len(whole_months(ledger.invoices["issue_date"]))
    if months < MONTHS_OF_SEASON:
        yield say(words.NO_SEASON, lang, months=months)
    if not ledger.invoices["disputed"].any():
        yield say(words.NO_DISPUTES, lang)
    followed = study.receivables.followed(study.day).invoices
    if followed < FEW_FOLLOWED:
        yield say(words.FEW, lang, n=plain(followed, lang))
    if ledger.observed_from is not None:
        yield say(words.TRUNCATED, lang, since=study.written(ledger.observed_from))


def next_steps(study: Diagnosis) -> Fragment:
    """Say what to type to go on to a comparison of policies."""
    items = [
        element(
            "li", say(text, study.lang), Fragment(" "), element("code", command.in_(study.lang))
        )
        for text, command in words.STEPS
    ]
    return joined([element("h2", say(words.NEXT, study.lang)), element("ol", *items)])
