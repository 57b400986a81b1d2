"""Dunning logs that look real, with hazards and months that are known; all luck is addressed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from simrecouv.world.addressing import absorb, name_word, uniform

#: Hazards of the log that is written as text [per day]: before the letter is sent, and after it.
BEFORE, AFTER = 0.01, 0.03
#: Days followed after creation; the penalty falls so many days after the letter.
FOLLOWED_DAYS, PENALTY_DAYS = 120, 60

HEADINGS = "dossier;date création;montant;date envoi;frais envoi;date majoration;montant majoré;"
HEADINGS += "date dernier règlement;montant payé"


def luck(name: str, seed: int, *shape: int) -> NDArray[np.float64]:
    """Draw uniforms of a shape, one address each."""
    key = int(absorb(name_word(name), seed))
    place = np.arange(int(np.prod(shape)), dtype=np.uint64)
    drawn: NDArray[np.float64] = uniform(key, place, 0).reshape(shape)
    return drawn


def months_of_cases(
    n_months: int,
    per_month: int,
    seed: int,
    *,
    spread: float = 0.0,
    correlation: float = 0.0,
    early: dict[int, float] | None = None,
) -> pd.DataFrame:
    """Make monthly cohorts, of which a share is paid in 30 days and one case in ten of the rest later.

    The early share is 0.25, or what `early` says from a month on; months differ by `spread`, with
    some correlation from one to the next.
    """
    level = np.full(n_months, 0.25)
    for month, share in (early or {}).items():
        level[month:] = share
    noise = special.ndtri(luck("months", seed, n_months))
    for k in range(1, n_months):
        noise[k] = correlation * noise[k - 1] + np.sqrt(1.0 - correlation**2) * noise[k]
    level = np.clip(level + spread * noise, 0.01, 0.99)[:, None]
    u, v = luck("paid", seed, n_months, per_month), luck("when", seed, n_months, per_month)
    is_late = u < level + 0.1 * (1.0 - level)
    age = np.where(u < level, np.floor(31 * v), np.where(is_late, np.floor(31 + 330 * v), 500))
    cohort = np.datetime64("2000-01") + np.repeat(np.arange(n_months), per_month)
    return pd.DataFrame(
        {
            "case_id": [f"{k:06d}" for k in range(age.size)],
            "cohort": cohort.astype("datetime64[s]"),
            "age": age.ravel().astype(np.int64),
            "is_paid": is_late.ravel(),
            "followed": 500,
        }
    )


def log_text(n_cases: int, seed: int = 1) -> str:
    """Write a log as a French program exports it, with hazards `BEFORE` and `AFTER` the letter.

    A letter leaves 10 to 40 days after creation and adds 10 EUR; what is owed doubles 60 days later.
    Cases pay what they owe on the day.
    """
    u, v = luck("payment", seed, n_cases), luck("letter", seed, n_cases)
    sent = np.floor(10 + 31 * v).astype(np.int64)
    # Hazards are per day: the day of payment is geometric, with another rate after the letter.
    wait = np.floor(np.log(u) / np.log(1.0 - BEFORE)).astype(np.int64) + 1
    left = u / (1.0 - BEFORE) ** sent
    again = (
        sent + np.floor(np.log(np.minimum(left, 1.0)) / np.log(1.0 - AFTER)).astype(np.int64) + 1
    )
    paid = np.where(wait <= sent, wait, again)
    rows = [HEADINGS]
    for k in range(n_cases):
        created = np.datetime64("2023-01-01") + k % 360
        rows.append(_row(k, created, int(sent[k]), int(paid[k])))
    return "\n".join(rows) + "\n"


def _row(k: int, created: np.datetime64, sent: int, paid: int) -> str:
    fields = [f"{k:06d}", _day(created), "50,00", "", "", "", "", "", ""]
    if sent < paid:
        fields[3:7] = [_day(created + sent), "10,00", "", ""]
        if sent + PENALTY_DAYS < paid:
            fields[5:7] = [_day(created + sent + PENALTY_DAYS), "100,00"]
    if paid <= FOLLOWED_DAYS:
        principal = 100 if paid > sent + PENALTY_DAYS else 50
        owed = principal + (10 if paid > sent else 0)
        fields[7:9] = [_day(created + paid), f"{owed},00"]
    return ";".join(fields)


def _day(day: np.datetime64) -> str:
    year, month, number = str(day).split("-")
    return f"{number}/{month}/{year}"
