"""Who owes what is overdue, in a few worlds and under some policies: frames, no text.

Owns the running of the worlds and the motive of each profile; what one ledger says of lateness is
in `simrecouv.kpi.lateness`, the tables and the sentences in `simrecouv.reports.questions.lateness`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from simrecouv.engine.simulate import open_runner
from simrecouv.kpi.lateness import Waiting, overdue_by_waiting, sales_by_group, unpaid_shares_by
from simrecouv.ledger import Ledger
from simrecouv.reports.words.late_texts import Motive
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Lang
from simrecouv.world import build_world

#: What customers may be told apart by.
GROUPS = ("segment", "profile")
#: Why a customer of each profile has not decided yet. Our reading of ``docs/sources.md``.
MOTIVES = {
    "prompt": Motive.OVERSIGHT,
    "disorganised": Motive.OVERSIGHT,
    "over_controlled": Motive.OVERSIGHT,
    "contesting": Motive.OVERSIGHT,
    "strategic": Motive.CHOICE,
    "selective": Motive.CHOICE,
    "dominant": Motive.CHOICE,
    "forced_only": Motive.REFUSAL,
    "strained": Motive.INABILITY,
    "insolvent": Motive.INABILITY,
}
#: What the other waits mean, whatever the profile; who pays late by choice also chooses its run.
MOTIVE_OF = {
    Waiting.RUN: Motive.CALENDAR,
    Waiting.BANK: Motive.BANK,
    Waiting.OBSTACLE: Motive.OBSTACLE,
    Waiting.FAILED: Motive.INABILITY,
}


def motive_of(profile: str, waiting: str) -> Motive:
    """Say why an overdue euro of a profile is not there, by what it waits for.

    >>> motive_of("strategic", "run").value, motive_of("disorganised", "run").value
    ('choice', 'calendar')
    """
    own, word = MOTIVES.get(profile, Motive.OTHER), Waiting(waiting)
    if word is Waiting.RUN and own is Motive.CHOICE:
        return own
    return MOTIVE_OF.get(word, own)


@dataclass(frozen=True)
class Lateness:
    """What was overdue, and until when sales stayed unpaid, in a few worlds.

    Attributes
    ----------
    scenario, lang, policies, replications
        What was simulated, and the language in which it is told.
    overdue
        policy, replication, segment, profile, waiting, overdue_eur
        (`simrecouv.kpi.lateness.overdue_by_waiting`).
    sales
        policy, replication, segment, profile, sales_eur [EUR a year, incl. VAT].
    unpaid
        By ``"segment"`` and by ``"profile"``: policy, that group, days_past_due, unpaid_share, a
        mean over the worlds.
    """

    scenario: Scenario
    lang: Lang
    policies: tuple[str, ...]
    replications: int
    overdue: pd.DataFrame
    sales: pd.DataFrame
    unpaid: dict[str, pd.DataFrame]

    @cached_property
    def profiles(self) -> list[str]:
        """The profiles that some customer has, in the order of the scenario."""
        used = {name for one in self.scenario.segments.values() for name in one.profiles}
        return [name for name in self.scenario.profiles if name in used]

    def by_profile(self, policy: str) -> pd.DataFrame:
        """Mean overdue [EUR] under a policy: one row per profile, one column per wait."""
        rows = self.overdue[self.overdue["policy"] == policy]
        sums = rows.groupby(["profile", "waiting"])["overdue_eur"].sum() / self.replications
        words = [word.value for word in Waiting]
        return sums.unstack("waiting").loc[self.profiles, words]

    def by_motive(self, policy: str) -> pd.Series[float]:
        """Mean overdue [EUR] under a policy, by `Motive`; motives that owe nothing are left out."""
        sums = dict.fromkeys((motive.value for motive in Motive), 0.0)
        for profile, row in self.by_profile(policy).iterrows():
            for waiting, eur in row.items():
                sums[motive_of(str(profile), str(waiting)).value] += float(eur)
        owing = {name: eur for name, eur in sums.items() if eur > 0.0}
        return pd.Series(owing, dtype=float).sort_values(ascending=False)

    def by_world(self, policy: str) -> pd.Series[float]:
        """Overdue [EUR] under a policy in each world."""
        rows = self.overdue[self.overdue["policy"] == policy]
        return rows.groupby("replication")["overdue_eur"].sum()

    def sales_by(self, group: str) -> pd.Series[float]:
        """Mean sales of one year [EUR, incl. VAT] by segment or by profile."""
        rows = self.sales[self.sales["policy"] == self.policies[0]]
        return rows.groupby(group)["sales_eur"].sum() / self.replications


def lateness_of(
    scenario: Scenario, policies: Sequence[str], *, replications: int, lang: Lang = "fr"
) -> Lateness:
    """Simulate policies on the same worlds, and read who is late and why.

    Raises
    ------
    StudyError
        If the scenario has no such policy.
    """
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in ("overdue", "sales", *GROUPS)}
    for number, policy, ledger in _lived(scenario, policies, replications):
        read = {
            "overdue": overdue_by_waiting(ledger, scenario.finance),
            "sales": sales_by_group(ledger, scenario.finance),
            **{by: unpaid_shares_by(ledger, scenario.finance, by) for by in GROUPS},
        }
        for name, frame in read.items():
            parts[name].append(frame.assign(policy=policy, replication=number))
    stacked = {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}
    return Lateness(
        scenario,
        lang,
        tuple(policies),
        replications,
        stacked["overdue"],
        stacked["sales"],
        {by: _mean_unpaid(stacked[by], by) for by in GROUPS},
    )


def _lived(
    scenario: Scenario, policies: Sequence[str], replications: int
) -> Iterator[tuple[int, str, Ledger]]:
    """Live each world under each policy, one ledger at a time: they are large."""
    for number in range(replications):
        run = open_runner(scenario, build_world(scenario, number))
        for policy in policies:
            yield number, policy, run(policy)


def _mean_unpaid(shares: pd.DataFrame, by: str) -> pd.DataFrame:
    keys = ["policy", by, "days_past_due"]
    return shares.groupby(keys, sort=False)["unpaid_share"].mean().reset_index()
