"""Invoices, payments and credits alone, as the frames of a real ledger."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake.dates import Dates
from simrecouv.intake.fec.roles import SETTLING, Role
from simrecouv.intake.ledger import ONE_SEGMENT
from simrecouv.vocabulary import Settling


def invoices_frame(
    lines: pd.DataFrame, is_invoice: NDArray[np.bool_], issue: Dates, due: Dates
) -> tuple[pd.Series[str], pd.DataFrame]:
    """Return the number of each invoice by the place of its line, and the frame of invoices."""
    mine = lines[is_invoice]
    names = _numbers(mine)
    frame = pd.DataFrame(
        {
            "invoice_id": names.to_numpy(),
            "customer_id": mine["customer"].to_numpy(),
            "segment": ONE_SEGMENT,
            "issue_date": issue[is_invoice].astype("datetime64[s]"),
            "due_date": due.astype("datetime64[s]"),
            "amount_cents": mine["signed"].to_numpy(),
            "disputed": False,
        }
    )
    text = dict.fromkeys(("invoice_id", "customer_id", "segment"), "str")
    return names, frame.astype(text)


def _numbers(mine: pd.DataFrame) -> pd.Series[str]:
    """Name invoices by their document; by journal and entry too where documents repeat."""
    piece = mine["piece"].map({text: " ".join(text.split()) for text in mine["piece"].unique()})
    entry = (mine["journal"] + " " + mine["number"]).str.strip()
    repeated = piece.duplicated(keep=False) | piece.eq("")
    names = piece.where(~repeated, (piece + " " + entry).str.strip())
    while (again := names.duplicated()).any():
        rank = names.groupby(names).cumcount() + 1
        names = names.where(~again, names + "/" + rank.astype("str"))
    return names.astype("str")


def payments_frame(
    lines: pd.DataFrame,
    names: pd.Series[str],
    issue: Dates,
    rows: list[tuple[int, int, int, Settling]],
) -> pd.DataFrame:
    """Return what settled the invoices; money from before its invoice is a deposit."""
    invoice, credit, cents, kind = zip(*rows, strict=True) if rows else ((), (), (), ())
    paid = lines["date"].to_numpy()[list(credit)].astype("datetime64[D]")
    before = paid < issue[list(invoice)]
    kinds = np.array([one.value for one in kind], dtype=object)
    kinds[before & (kinds == Settling.PAYMENT.value)] = Settling.DEPOSIT.value
    frame = pd.DataFrame(
        {
            "invoice_id": names.loc[list(invoice)].to_numpy(),
            "paid_date": paid.astype("datetime64[s]"),
            "amount_cents": np.array(cents, dtype=np.int64),
            "kind": kinds,
            "place": np.array(invoice, dtype=np.int64),
        }
    )
    ordered = frame.sort_values(["place", "paid_date"], kind="stable", ignore_index=True)
    return ordered.drop(columns="place").astype({"invoice_id": "str", "kind": "str"})


def credits_frame(
    lines: pd.DataFrame, role: NDArray[np.int8], alone: dict[int, int]
) -> pd.DataFrame:
    """Return the credits, or parts of them, that settle no known invoice."""
    places = sorted(alone)
    mine = lines.iloc[places]
    kinds = [SETTLING[Role(role[place])].value for place in places]
    frame = pd.DataFrame(
        {
            "document_id": mine["piece"].to_numpy(),
            "customer_id": mine["customer"].to_numpy(),
            "date": mine["date"].to_numpy().astype("datetime64[s]"),
            "amount_cents": np.array([alone[place] for place in places], dtype=np.int64),
            "kind": kinds,
        }
    )
    return frame.astype({"document_id": "str", "customer_id": "str", "kind": "str"})
