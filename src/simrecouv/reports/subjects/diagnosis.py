"""What a diagnosis speaks of: a real ledger in one language, names hidden unless asked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from simrecouv.calibration.receivables import Balance, Receivables, history
from simrecouv.errors import StudyError, written
from simrecouv.intake import RealLedger, pseudonymise, read_ledger
from simrecouv.intake.ledger import NO_SEGMENT, ONE_SEGMENT
from simrecouv.intake.pseudonyms import KEY_BYTES
from simrecouv.intake.quality_words import SIGNS
from simrecouv.reports.front import Front
from simrecouv.reports.request import Request, sha256
from simrecouv.reports.subjects.study import written_date
from simrecouv.reports.words import diagnosis_texts as texts
from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.numbers import number, quantity
from simrecouv.vocabulary.typography import NO_BREAK, say


@dataclass(frozen=True)
class Diagnosis:
    """A real ledger to be told in one language.

    Attributes
    ----------
    ledger
        Invoices and what settled them; customers are numbered unless their names were asked for.
    files
        Fingerprint of each file that was read.
    lang
        Language of every text.
    front
        Front of the report.
    title
        Title of the report.
    with_names
        Whether customers keep their names.
    """

    ledger: RealLedger
    files: tuple[str, ...] = ()
    lang: Lang = "fr"
    front: Front = field(default_factory=Front)
    title: Label = texts.TITLE
    with_names: bool = False

    @property
    def asked_by(self) -> str:
        """For whom the report is."""
        return self.front.organisation or say(texts.YOUR_COMPANY, self.lang)

    @property
    def identity(self) -> dict[str, Any]:
        """What it takes to obtain the same numbers again, as JSON holds it."""
        ledger = self.ledger
        return {
            "ledger": ledger.quality.source,
            "sha256": list(self.files),
            "as_of": ledger.as_of.isoformat(),
            "invoices": len(ledger.invoices),
            "payments": len(ledger.payments),
            "with_names": self.with_names,
        }

    @property
    def beside(self) -> dict[str, str]:
        """The DSO and the ageing at the end of each month."""
        return {"months.csv": self.history.to_csv(index=False, lineterminator="\n")}

    @cached_property
    def receivables(self) -> Receivables:
        """The ledger, read day by day."""
        return Receivables(self.ledger)

    @property
    def day(self) -> date:
        """The day that the diagnosis is of."""
        return self.receivables.reference_day

    @cached_property
    def balance(self) -> Balance:
        """What is owed on that day."""
        return self.receivables.balance(self.day)

    @cached_property
    def history(self) -> pd.DataFrame:
        """DSO and ageing at the end of each month."""
        return history(self.receivables)

    @property
    def quiet_days(self) -> int:
        """[days] From the last invoice to the day of the diagnosis."""
        last: date = self.ledger.invoices["issue_date"].max().date()
        return (self.day - last).days

    @property
    def is_paid_only(self) -> bool:
        """Whether nothing is open on the last day: a file of paid invoices, as a rule."""
        return self.day != self.ledger.as_of

    def worth(self, cents: float) -> str:
        """Write an amount in whole units of the currency of the ledger, if it names one."""
        currency, lang = self.ledger.currency, self.lang
        if currency == "EUR":
            return quantity(cents / 100.0, "eur", lang, decimals=0)
        sign = SIGNS.get(currency, currency)
        return number(cents / 100.0, 0, lang) + (f"{NO_BREAK}{sign}" if sign else "")

    def written(self, day: date) -> str:
        """Write a date in figures."""
        return written_date(day, self.lang)


def diagnosis_of(request: Request) -> Diagnosis:
    """Read the ledger that a report is of.

    Raises
    ------
    StudyError, LedgerFileError
        If a parameter makes no sense, or the file cannot be read.
    """
    asked, source = request.options, request.source
    assert isinstance(source, Path)
    paths = [source, *_paths(asked.get("more_years"))]
    read = read_ledger(
        paths if len(paths) > 1 else source,
        asked.get("mapping"),
        currency=asked.get("currency"),
        rates=asked.get("rates"),
        terms_days=asked.get("terms_days"),
        as_of=_day(asked.get("as_of")),
    )
    with_names = bool(asked.get("with_names", False))
    shown = read if with_names else numbered(read, request.lang)
    return Diagnosis(
        _segments_in_words(shown, request.lang),
        tuple(sha256(path.read_bytes()) for path in paths),
        request.lang,
        request.front,
        request.template.title,
        with_names,
    )


def _paths(value: object) -> list[Path]:
    if value is None:
        return []
    if isinstance(value, str | Path):
        return [Path(value)]
    if isinstance(value, Sequence) and all(isinstance(one, str | Path) for one in value):
        return [Path(one) for one in value]
    raise StudyError(f"more_years = {written(value)}: paths of files expected")


def _day(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise StudyError(f"as_of = {written(value)}: a date expected, as 2026-01-31") from None


def numbered(ledger: RealLedger, lang: Lang) -> RealLedger:
    """Give customers numbers, by sales, and blank what the quality report quotes of the file.

    Pseudonyms stand in between: no number can be traced back to a name, and the same ledger gives
    the same numbers. Segments that point at a customer are numbered as well.
    """
    hidden = pseudonymise(ledger, secrets.token_bytes(KEY_BYTES))
    invoices, payments = hidden.invoices, hidden.payments
    ranked = Receivables(hidden).customers(hidden.as_of)["customer_id"]
    alone = [name for name in hidden.credits["customer_id"] if name not in set(ranked)]
    customers = _numbers([*ranked, *alone], texts.CUSTOMER_NUMBER, lang)
    documents = _numbers(invoices["invoice_id"], texts.INVOICE_NUMBER, lang)
    changed = invoices["segment"][(invoices["segment"] != ledger.invoices["segment"]).to_numpy()]
    segments = _numbers(changed, texts.SEGMENT_NUMBER, lang)
    return replace(
        hidden,
        invoices=invoices.assign(
            invoice_id=invoices["invoice_id"].map(documents).astype("str"),
            customer_id=invoices["customer_id"].map(customers).astype("str"),
            segment=invoices["segment"].map(lambda name: segments.get(name, name)).astype("str"),
        ),
        payments=payments.assign(invoice_id=payments["invoice_id"].map(documents).astype("str")),
        credits=hidden.credits.assign(
            customer_id=hidden.credits["customer_id"].map(customers).astype("str")
        ),
    )


def _numbers(names: Sequence[str] | pd.Series, label: Label, lang: Lang) -> dict[str, str]:
    """Give names numbers in their order, each once."""
    return {name: say(label, lang, n=k) for k, name in enumerate(dict.fromkeys(names), start=1)}


def _segments_in_words(ledger: RealLedger, lang: Lang) -> RealLedger:
    """Name in the language what a reading calls a ledger without segments, and rows without one."""
    said = {ONE_SEGMENT: say(texts.ALL_CUSTOMERS, lang), NO_SEGMENT: say(texts.NO_SEGMENT, lang)}
    segment = ledger.invoices["segment"].map(lambda name: said.get(name, name)).astype("str")
    return replace(ledger, invoices=ledger.invoices.assign(segment=segment))
