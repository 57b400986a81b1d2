"""The company's finances behind working capital and euros, with their labels."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.reports.fragment import Fragment, element, joined, table
from simrecouv.scenario import Scenario
from simrecouv.scenario.finance import Finance
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.numbers import amount, percent, quantity
from simrecouv.vocabulary.typography import say, sentence

TITLE = Label("Les finances de l'entreprise", "The company's finances")
NUMBER, VALUE = Label("Nombre", "Number"), Label("Valeur", "Value")
MARGIN = Label("marge sur ventes HT ({name})", "margin on sales excl. VAT ({name})")
#: Days, by field of `simrecouv.scenario.Finance`.
DELAYS: dict[str, Label] = {
    "stock_days": Label("stock, en jours de coût des ventes", "stock, in days of cost of sales"),
    "supplier_days": Label("délai de paiement des fournisseurs", "time to pay suppliers"),
    "vat_settlement_days": Label("délai de règlement de la TVA", "time to settle VAT"),
    "social_debt_days": Label(
        "dettes sociales, en jours de masse salariale", "social debts, in days of payroll"
    ),
}
PURCHASES = Label(
    "achats aux fournisseurs, part du coût des ventes",
    "purchases from suppliers, share of cost of sales",
)
PAYROLL = Label("masse salariale, part des ventes HT", "payroll, share of sales excl. VAT")
DEBIT_RATE = Label("taux du découvert, par an", "overdraft rate, a year")
CREDIT_RATE = Label("ce que vaut la trésorerie libérée, par an", "what freed cash is worth, a year")
DISCOUNT_RATE = Label("taux d'actualisation de la VAN, par an", "discount rate of the NPV, a year")
OVERHEADS = Label("frais généraux, part des ventes HT", "overheads, share of sales excl. VAT")
PART = Label("taux du découvert jusqu'à {amount}", "overdraft rate up to {amount}")
LAST_PART = Label("taux du découvert au-delà", "overdraft rate beyond")
VAT_POINT = Label("exigibilité de la TVA", "when VAT is due")
REFUSAL_FEE = Label("frais par jour au-delà du découvert", "fee per day beyond the overdraft")
OPENING_CASH = Label("trésorerie la veille du changement", "cash on the eve of the switch")
CREDIT_LINE = Label("découvert autorisé", "authorised overdraft")


def finances(scenario: Scenario, lang: Lang) -> Fragment:
    """Tabulate the company's finances."""
    rows = [[sentence(label), value] for label, value in stated_finance(scenario, lang)]
    head = [say(NUMBER, lang), say(VALUE, lang)]
    return joined([element("h3", say(TITLE, lang)), table(head, rows)])


def stated_finance(scenario: Scenario, lang: Lang) -> list[tuple[str, str]]:
    """List delays, shares, rates, margins and cash, with labels."""
    return [
        (label, _told(value, unit, lang)) for label, value, unit in finance_numbers(scenario, lang)
    ]


def _told(value: float | str, unit: str, lang: Lang) -> str:
    if isinstance(value, str):
        return value
    if unit == "days":
        return quantity(value, "days", lang, decimals=0)
    return percent(value, lang) if unit == "share" else amount(value, lang)


def finance_numbers(scenario: Scenario, lang: Lang) -> list[tuple[str, float | str, str]]:
    """List the same as numbers: label, value, unit; what is no number is said, without a unit."""
    finance = scenario.finance
    shares = (
        (PURCHASES, finance.purchases_share),
        (PAYROLL, finance.payroll_share),
        (OVERHEADS, finance.overheads_share),
    )
    rates = ((CREDIT_RATE, finance.credit_rate), (DISCOUNT_RATE, finance.discount_rate))
    cash = ((OPENING_CASH, finance.opening_cash_eur), (CREDIT_LINE, finance.credit_line_eur))
    fee = ((REFUSAL_FEE, finance.refusal_fee_eur),) if finance.refusal_fee_eur else ()
    return [
        *((say(label, lang), getattr(finance, name), "days") for name, label in DELAYS.items()),
        (say(VAT_POINT, lang), say(finance.vat_point.label, lang), ""),
        *((say(label, lang), rate, "share") for label, rate in shares),
        (say(DEBIT_RATE, lang), finance.debit_rate.value, "share"),
        *_tranches(finance, lang),
        *((say(label, lang), rate, "share") for label, rate in rates),
        *_margins(scenario, lang),
        *((say(label, lang), euros, "eur") for label, euros in (*cash, *fee)),
    ]


def _tranches(finance: Finance, lang: Lang) -> Iterator[tuple[str, float, str]]:
    """List the rates of the bank account, where the overdraft has several parts."""
    for tranche in finance.overdraft:
        is_last = tranche is finance.overdraft[-1]
        text = LAST_PART if is_last else PART
        yield say(text, lang, amount=amount(tranche.up_to_eur, lang)), tranche.rate, "share"


def _margins(scenario: Scenario, lang: Lang) -> list[tuple[str, float, str]]:
    return [
        (say(MARGIN, lang, name=shown(one.label, name, lang)), one.margin_rate, "share")
        for name, one in scenario.segments.items()
    ]
