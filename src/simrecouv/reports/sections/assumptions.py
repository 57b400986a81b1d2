"""The assumptions of a scenario, wherever they stand in it: label, range and source."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import NamedTuple

from simrecouv.reports.assumed import found_assumptions
from simrecouv.reports.sections.parties import named_parties
from simrecouv.reports.words import texts
from simrecouv.scenario import Scenario
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Channel, Label, Lang
from simrecouv.vocabulary.numbers import percent, plain
from simrecouv.vocabulary.typography import say

#: Assumptions by their path in the scenario; ``*`` is a name of the scenario.
ASSUMED: dict[str, Label] = {
    "finance.debit_rate": Label("taux du découvert, par an", "overdraft rate, a year"),
    "behaviour.contact.*.gain": Label(
        "effet d'un contact reçu ({name}), part ajoutée à l'intensité de paiement",
        "effect of a reached contact ({name}), share added to the payment intensity",
    ),
    "behaviour.contact_saturation": Label(
        "lassitude : plus grand gain cumulé des contacts",
        "fatigue: largest total gain of contacts",
    ),
    "behaviour.frailty_variance": Label(
        "dispersion entre clients (variance)", "spread between customers (variance)"
    ),
    "behaviour.terms_pass_through": Label(
        "part d'un raccourcissement des délais qui avance le paiement",
        "share of a shortening of terms that brings payment forward",
    ),
    "behaviour.discount.reservation_rate": Label(
        "taux annuel au-delà duquel un client prend un escompte (médiane)",
        "annual rate above which a customer takes a discount (median)",
    ),
    "agencies.*.intensity_per_day": Label(
        "effet d'un cabinet ({name}), intensité ajoutée par jour",
        "effect of an agency ({name}), intensity added per day",
    ),
    "courts.*.intensity_per_day": Label(
        "intensité ajoutée par jour par une action en cours : {name}",
        "intensity added per day by a pending case: {name}",
    ),
    "courts.*.title_intensity_per_day": Label(
        "intensité ajoutée par jour par un titre exécutoire : {name}",
        "intensity added per day by an enforceable title: {name}",
    ),
    "factors.*.intensity_per_day": Label(
        "intensité ajoutée par jour par les relances d'un factor : {name}",
        "intensity added per day by the reminders of a factor: {name}",
    ),
    "behaviour.insolvency.dividend_share": Label(
        "part que verse un liquidateur", "share that a liquidator pays"
    ),
    "behaviour.liquidity.intensity": Label(
        "part de l'intensité qui reste à court de trésorerie",
        "part of the intensity left when short of cash",
    ),
    "behaviour.disputes.mean_days": Label(
        "durée moyenne d'un litige, en jours", "mean time to settle a dispute, in days"
    ),
    "behaviour.disputes.credit_share": Label(
        "part créditée quand le client a raison", "share credited when the customer is right"
    ),
    "behaviour.held_orders.lost_share": Label(
        "part des commandes retenues qui part à la concurrence",
        "share of held orders that goes to a competitor",
    ),
    "behaviour.held_orders.pressure": Label(
        "multiplicateur de l'intensité quand les commandes sont bloquées",
        "multiplier of the intensity while orders are on hold",
    ),
    "behaviour.relation.patience": Label(
        "points d'agacement auxquels un client s'en va (médiane)",
        "points of annoyance at which a customer leaves (median)",
    ),
}


#: Assumptions that read in percent.
RATES = (
    "finance.debit_rate",
    "behaviour.terms_pass_through",
    "behaviour.discount.reservation_rate",
    "behaviour.liquidity.intensity",
    "behaviour.disputes.credit_share",
    "behaviour.held_orders.lost_share",
    "behaviour.insolvency.dividend_share",
)


#: Where the assumptions of third parties stand.
THIRD_PARTIES = ("agencies.", "courts.", "factors.")


class Assumed(NamedTuple):
    """One assumption, as it is printed, and its dotted path in the scenario."""

    label: str
    low: str
    central: str
    high: str
    source: str
    path: str


def stated_assumptions(scenario: Scenario, policies: Iterable[str], lang: Lang) -> list[Assumed]:
    """List the assumptions of a scenario, in the order of the file.

    Those of third parties that no policy given calls are left out: they change nothing.
    """
    called = named_parties(scenario, policies)
    return [
        Assumed(
            label=_label(scenario, path, lang),
            low=_number(path, one.low, lang),
            central=_number(path, one.value, lang),
            high=_number(path, one.high, lang),
            source=_source(one.source, lang),
            path=path,
        )
        for path, one in found_assumptions(scenario)
        if not path.startswith(THIRD_PARTIES) or path.rpartition(".")[0] in called
    ]


def _label(scenario: Scenario, path: str, lang: Lang) -> str:
    """Name an assumption; a path that no text describes names itself."""
    for pattern, label in ASSUMED.items():
        if fnmatchcase(path, pattern):
            return say(label, lang, name=_name(scenario, path, lang))
    return path


def _name(scenario: Scenario, path: str, lang: Lang) -> str:
    """Name the third party or the channel of an assumption."""
    *_, table, name, _field = ("", "", *path.split("."))
    if f"{table}." in THIRD_PARTIES:
        return shown(getattr(scenario, table)[name].label, name, lang)
    return Channel(name).label.in_(lang) if name in set(Channel) else name


def _source(tag: str, lang: Lang) -> str:
    return say(texts.SOURCES[tag], lang) if tag in texts.SOURCES else tag


def _number(path: str, value: float, lang: Lang) -> str:
    return percent(value, lang) if path in RATES else plain(value, lang)
