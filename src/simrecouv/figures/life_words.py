"""What the figure of a life says and how it marks it: each kind of event has a mark, and words."""

from __future__ import annotations

from typing import NamedTuple

from simrecouv.figures.theme import BETTER, PALETTE, TOTAL, WORSE
from simrecouv.vocabulary import Channel, Kind, Label

_BLUE, _VERMILION, _GREEN, _PURPLE, _ORANGE, _SKY, _BLACK, _ = PALETTE

#: Who acts: the lanes of a life, from top to bottom.
LANES: dict[str, Label] = {
    "us": Label("nous", "us"),
    "customer": Label("le client", "the customer"),
    "others": Label("des tiers", "third parties"),
}


class Mark(NamedTuple):
    """How an event is drawn: its name beside the symbol, the symbol, its colour, its lane."""

    label: Label
    symbol: str
    colour: str
    lane: str


#: A shape of its own for each channel: colour alone tells nothing.
_CHANNELS = {
    Channel.EMAIL: "circle",
    Channel.SMS: "circle-open-dot",
    Channel.MESSAGING: "circle-x-open",
    Channel.LETTER: "square",
    Channel.REGISTERED: "square-open-dot",
    Channel.CALL: "triangle-up",
    Channel.VISIT: "diamond",
    Channel.FORMAL_NOTICE: "star",
}
MARKS: dict[str, Mark] = {
    "issue": Mark(Label("facture", "invoice"), "circle-open", _BLACK, "us"),
    "due": Mark(Label("échéance", "due"), "line-ns-open", _BLACK, "us"),
    **{
        str(channel): Mark(channel.label, symbol, _BLUE, "us")
        for channel, symbol in _CHANNELS.items()
    },
    "contact": Mark(Label("relance", "contact"), "circle-cross-open", _BLUE, "us"),
    "charges": Mark(Label("pénalités", "late charges"), "cross", _ORANGE, "us"),
    "orders": Mark(Label("commandes", "orders"), "square-x-open", _VERMILION, "us"),
    "books": Mark(Label("lettrage", "matched"), "line-ew-open", TOTAL, "us"),
    "write_off": Mark(Label("perte", "write-off"), "x", _BLACK, "us"),
    "decision": Mark(Label("décision", "decision"), "diamond-open", _GREEN, "customer"),
    "would": Mark(Label("sans le cabinet", "no agency"), "asterisk-open", TOTAL, "customer"),
    "payment": Mark(Label("paiement", "payment"), "star-diamond", _GREEN, "customer"),
    "less": Mark(Label("réduction", "reduction"), "cross-open", _GREEN, "customer"),
    "rejected": Mark(Label("rejet", "rejected"), "x-open", _VERMILION, "customer"),
    "promise": Mark(Label("promesse", "promise"), "triangle-right", _PURPLE, "customer"),
    "broken": Mark(Label("rupture", "broken"), "triangle-left-open", _VERMILION, "customer"),
    "dispute": Mark(Label("litige ou motif", "dispute or reason"), "bowtie", _ORANGE, "customer"),
    "customer": Mark(Label("alerte", "alert"), "octagon-open", _VERMILION, "customer"),
    "agency": Mark(Label("cabinet", "agency"), "pentagon", _PURPLE, "others"),
    "court": Mark(Label("justice", "court"), "hexagram", _BLACK, "others"),
    "cover": Mark(Label("garantie", "cover"), "star-square", _SKY, "others"),
    "factor": Mark(Label("factor", "factor"), "hourglass", _ORANGE, "others"),
}

#: Marks whose names come first where there is no room for all.
FIRST = ("payment", "issue", "due", "agency", "court", "cover", "factor", "write_off", "promise")

#: The mark of every kind of event of an invoice or of its customer; contacts by their channel.
MARK_OF: dict[Kind, str] = {
    kind: name
    for name, kinds in {
        "customer": (Kind.INSOLVENCY_OPENED, Kind.COMPLAINT, Kind.CUSTOMER_LOST),
        "issue": (Kind.INVOICED, Kind.RESENT),
        "contact": (Kind.CONTACT, Kind.REMINDED),
        "charges": (Kind.INTEREST, Kind.FEE, Kind.CHARGES_WAIVED),
        "orders": (Kind.ORDER_HELD, Kind.ORDER_LOST, Kind.ORDERS_STOPPED, Kind.HOLD_RELEASED),
        "books": (Kind.RECOGNISED,),
        "write_off": (Kind.WRITTEN_OFF, Kind.REINSTATED),
        "decision": (Kind.PAYMENT_DECIDED,),
        "would": (Kind.WOULD_HAVE_PAID,),
        "payment": (Kind.RECEIVED, Kind.PAID_TO_FACTOR, Kind.CHARGES_RECEIVED),
        "less": (Kind.DISCOUNT, Kind.CONCESSION, Kind.CREDIT_NOTE),
        "rejected": (Kind.PAYMENT_REJECTED,),
        "promise": (
            Kind.PROMISED,
            Kind.PROMISE_KEPT,
            Kind.PLAN_AGREED,
            Kind.SETTLEMENT_AGREED,
        ),
        "broken": (Kind.PROMISE_BROKEN, Kind.PLAN_BROKEN),
        "dispute": (Kind.SURFACED, Kind.DISPUTE_CLOSED),
        "agency": (
            Kind.PLACED,
            Kind.RECALLED,
            Kind.AGENCY_CONTACT,
            Kind.COMMISSION,
            Kind.AGENCY_REMITTED,
        ),
        "court": (
            Kind.FILED,
            Kind.JUDGED,
            Kind.OPPOSED,
            Kind.TITLE,
            Kind.COURT_COSTS,
            Kind.DELAY_GRANTED,
            Kind.SEIZED,
            Kind.SEIZURE_FAILED,
            Kind.TIME_BARRED,
            Kind.BAILIFF_REMITTED,
        ),
        "cover": (
            Kind.CLAIMED,
            Kind.CLAIM_REFUSED,
            Kind.INDEMNIFIED,
            Kind.INSURER_SHARE,
            Kind.SUBROGATED,
        ),
        "factor": (
            Kind.FACTORED,
            Kind.SOLD,
            Kind.FACTOR_FUNDED,
            Kind.FACTOR_SETTLED,
            Kind.BOUGHT_BACK,
        ),
    }.items()
    for kind in kinds
}

LIFE_TITLE = Label("Une facture, la même chance", "One invoice, the same luck")
LIFE_SUBTITLE = Label(
    "Une bande par politique. Survolez un signe pour lire l'événement.",
    "One band per policy. Point at a sign to read the event.",
)
FROM_DUE = Label("Jours après l'échéance (négatif : avant)", "Days past due (negative: before)")
FROM_ORDER = Label("Jours après la commande", "Days after the order")

DAYS_TITLE = Label("Délai de paiement de chaque facture", "Days to pay of each invoice")
DAYS_SUBTITLE = Label(
    "Un point par facture, même chance ({shown} sur {n}).",
    "One dot per invoice, same luck ({shown} of {n}).",
)
DAYS_UNDER = Label(
    "Jours de la facture au paiement sous « {policy} »",
    "Days from invoice to payment under “{policy}”",
)
#: How the trial moves the payment of an invoice: its words, symbol and colour.
MOVES: dict[str, tuple[Label, str, str]] = {
    "same": (Label("même jour", "same day"), "circle-open", TOTAL),
    "sooner": (Label("payée plus tôt", "paid sooner"), "triangle-down", BETTER),
    "later": (Label("payée plus tard", "paid later"), "triangle-up", WORSE),
}
NOT_PAID = Label("non payée", "not paid")
SAME_DAY = Label("même délai", "same days")
SELECTED = Label("facture choisie", "chosen invoice")
INVOICE = Label("facture n° {number}", "invoice no. {number}")
DAYS_PAIR = Label("{reference}, puis {trial}", "{reference}, then {trial}")
