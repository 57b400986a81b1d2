"""Who pays late, why, and what reminders reach of it: tables, figures and sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from simrecouv.estimation import student
from simrecouv.figures.lateness import plot_overdue_bars, plot_unpaid_by_group
from simrecouv.kpi.lateness import Waiting
from simrecouv.reports.fragment import Fragment, table
from simrecouv.reports.subjects.lateness import Lateness
from simrecouv.reports.subjects.study import Estimate
from simrecouv.reports.words import late_texts as texts
from simrecouv.reports.words.late_texts import Motive
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import quantity
from simrecouv.vocabulary.typography import say, sentence, typeset

#: The motives and profiles that a sentence names.
MOST_NAMED = 3


# === Who is late, and why ==================================================================== #


def unpaid_figure(late: Lateness, by: str) -> go.Figure:
    """Draw what is still unpaid by days past due, by ``"segment"`` or by ``"profile"``."""
    lang = late.lang
    return plot_unpaid_by_group(
        late.unpaid[by],
        by,
        title=say(texts.UNPAID_TITLE, lang),
        subtitle=say(texts.UNPAID_SUBTITLE, lang, n=late.replications),
        lang=lang,
        policies=_policies(late),
        groups=profile_labels(late) if by == "profile" else _segments(late),
    )


def waiting_figure(late: Lateness, policy: str) -> go.Figure:
    """Draw who owes what is overdue under one policy, and what that money waits for."""
    title = say(texts.WAITING_TITLE, late.lang, policy=_policies(late)[policy])
    return _bars(late, late.by_profile(policy), title, stacked=True)


def by_policy_figure(late: Lateness) -> go.Figure:
    """Draw who owes what is overdue, under each policy."""
    title = say(texts.BY_POLICY_TITLE, late.lang)
    return _bars(late, _by_policy(late), title, stacked=False)


def _bars(late: Lateness, overdue: pd.DataFrame, title: str, *, stacked: bool) -> go.Figure:
    waits = {word.value: say(word.label, late.lang) for word in Waiting}
    return plot_overdue_bars(
        overdue,
        title=title,
        subtitle=say(texts.OVERDUE_SUBTITLE, late.lang, n=late.replications),
        lang=late.lang,
        stacked=stacked,
        labels={**profile_labels(late), **waits, **_policies(late)},
    )


def _by_policy(late: Lateness) -> pd.DataFrame:
    """Mean overdue [EUR], one row per profile, one column per policy."""
    return pd.DataFrame({name: late.by_profile(name).sum(axis=1) for name in late.policies})


def waiting_table(late: Lateness, policy: str) -> Fragment:
    """Tabulate who owes what is overdue under one policy, and what that money waits for."""
    lang, found, names = late.lang, late.by_profile(policy), profile_labels(late)
    total = float(found.to_numpy().sum())
    rows = [
        [
            sentence(label),
            _eur(row.sum(), lang),
            share_of(row.sum(), total, lang),
            *_eurs(row, lang),
        ]
        for label, (_, row) in zip(names.values(), found.iterrows(), strict=True)
    ]
    sums = found.sum()
    all_ = [say(texts.TOTAL, lang), _eur(total, lang), share_of(total, total, lang)]
    heads = [say(head, lang) for head in (texts.PROFILE, texts.OVERDUE, texts.SHARE)]
    waits = [sentence(say(word.label, lang)) for word in Waiting]
    return table([*heads, *waits], [*rows, [*all_, *_eurs(sums, lang)]], css="results")


def motives_table(late: Lateness, policy: str) -> Fragment:
    """Tabulate why what is overdue under one policy is not there."""
    lang, found = late.lang, late.by_motive(policy)
    rows = [
        [sentence(_motive(name, lang)), _eur(eur, lang), share_of(eur, found.sum(), lang)]
        for name, eur in found.items()
    ]
    heads = (texts.MOTIVE, texts.OVERDUE, texts.SHARE)
    return table([say(head, lang) for head in heads], rows, css="results")


def reach_table(late: Lateness, before: str, after: str) -> Fragment:
    """Tabulate what is overdue under each policy, and what one removes from another's."""
    lang, found, policies = late.lang, _by_policy(late), _policies(late)
    found.loc[""] = found.sum()
    labels = [*map(sentence, profile_labels(late).values()), say(texts.TOTAL, lang)]
    rows = []
    for label, (_, row) in zip(labels, found.iterrows(), strict=True):
        removed = row[before] - row[after]
        rows.append(
            [label, *_eurs(row, lang), _eur(removed, lang), share_of(removed, row[before], lang)]
        )
    heads = [say(texts.PROFILE, lang), *(sentence(policies[name]) for name in late.policies)]
    heads += [say(texts.REMOVED, lang, policy=policies[after]), say(texts.REMOVED_SHARE, lang)]
    return table(heads, rows, css="results")


# === In words ================================================================================ #


def late_in_words(late: Lateness, policy: str, before: str, after: str) -> list[str]:
    """Say how much is overdue under a policy, because of whom, why, and what reminders reach.

    Parameters
    ----------
    policy
        The policy in force.
    before, after
        The policies whose difference is what reminders reach.
    """
    lang, sales = late.lang, late.sales_by("profile").sum()
    level = _estimate(late.by_world(policy))
    who = late.by_profile(policy).sum(axis=1).sort_values(ascending=False)
    names = profile_labels(late)
    how_much = say(
        texts.HOW_MUCH,
        lang,
        policy=_policies(late)[policy],
        overdue=_eur(level.mean, lang),
        between=_between(level, lang),
        share=share_of(level.mean, sales, lang),
    )
    owing = _parts(((names[str(n)], eur) for n, eur in who.items()), who.sum(), lang)
    why = late.by_motive(policy)
    motives = _parts(((_motive(n, lang), eur) for n, eur in why.items()), why.sum(), lang)
    return [
        how_much,
        say(texts.WHO, lang, parts=sentence(", ".join(owing[:MOST_NAMED]))),
        say(texts.WHY, lang, parts=sentence(", ".join(motives))),
        _reach_in_words(late, before, after),
    ]


def _reach_in_words(late: Lateness, before: str, after: str) -> str:
    lang, found, names = late.lang, _by_policy(late), profile_labels(late)
    removed = (found[before] - found[after]).sort_values(ascending=False)
    worst = str((removed / found[before]).idxmin())
    change = _estimate(late.by_world(before) - late.by_world(after))
    best = ((names[str(name)], eur) for name, eur in removed.items())
    return say(
        texts.REACH,
        lang,
        before=_eur(found[before].sum(), lang),
        policy=sentence(_policies(late)[after]),
        removed=_eur(change.mean, lang),
        between=_between(change, lang),
        share=share_of(removed.sum(), found[before].sum(), lang),
        best=", ".join(_parts(best, removed.sum(), lang)[:MOST_NAMED]),
        worst=names[worst],
        least=share_of(removed[worst], found[before][worst], lang),
    )


def _parts(found: Iterable[tuple[str, float]], total: float, lang: Lang) -> list[str]:
    return [
        say(texts.PART, lang, name=name, eur=_eur(eur, lang), share=share_of(eur, total, lang))
        for name, eur in found
    ]


def _estimate(worlds: pd.Series[float]) -> Estimate:
    values = np.array(worlds, dtype=np.float64)[:, None]
    mean, low, high = (float(end[0]) for end in student(values))
    return Estimate(mean, low, high)


def _between(found: Estimate, lang: Lang) -> str:
    told = found.between("receivables_mean", lang)
    return f" ({told})" if told else ""


# === Labels and numbers ====================================================================== #


def _policies(late: Lateness) -> dict[str, str]:
    known, lang = late.scenario.policies, late.lang
    return {name: typeset(shown(known[name].label, name, lang), lang) for name in late.policies}


def profile_labels(late: Lateness) -> dict[str, str]:
    """Return what to show for each profile."""
    known, lang = late.scenario.profiles, late.lang
    return {name: typeset(shown(known[name].label, name, lang), lang) for name in late.profiles}


def _segments(late: Lateness) -> dict[str, str]:
    lang = late.lang
    return {name: shown(one.label, name, lang) for name, one in late.scenario.segments.items()}


def _motive(name: object, lang: Lang) -> str:
    return say(next(one for one in Motive if one.value == name).label, lang)


def _eur(eur: float, lang: Lang) -> str:
    return quantity(float(eur), "eur", lang, decimals=-3)


def _eurs(row: pd.Series[float], lang: Lang) -> list[str]:
    return [_eur(eur, lang) for eur in row]


def share_of(part: float, whole: float, lang: Lang) -> str:
    """Write a part as a share of the whole; a dash when the whole is nothing."""
    share = float(part) / float(whole) if whole else math.nan
    return quantity(share, "share", lang, decimals=0)
