"""The kinds of event that a ledger records, and the effect of each on what a customer owes.

Numbers are ordered by phase and, within one, in the order in which an engine writes the rows of an
invoice, because (tick, customer, invoice, kind, step, detail) is the key of a row. A few happen in
other phases too: CREDIT_NOTE, REINSTATED and BOUGHT_BACK when a dispute closes, SURFACED by itself
or to a third party, RECEIVED with an order, rows of BANK when a factor settles, cover pays or a
liquidator does, WRITTEN_OFF after a rejection. Rows of a customer have invoice = -1; rows of the
company also have customer = -1. The conservation laws that the signs obey are in
`simrecouv.ledger`.
"""

from __future__ import annotations

from enum import IntEnum

from simrecouv.vocabulary.words import Label


class Kind(IntEnum):
    """``NAME = number, effect on principal, effect on charges, libellé, label``."""

    principal_sign: int
    charges_sign: int
    label: Label

    def __new__(cls, number: int, principal_sign: int, charges_sign: int, fr: str, en: str) -> Kind:
        """Make a member with its signs and labels."""
        kind = int.__new__(cls, number)
        kind._value_ = number
        kind.principal_sign = principal_sign
        kind.charges_sign = charges_sign
        kind.label = Label(fr, en)
        return kind

    # === The company and its customers ===

    #: cost = what prevention costs that day: training, invoice quality. Company.
    PREVENTION_COST = 1, 0, 0, "coût de prévention", "cost of prevention"
    #: cost = wages and overtime of the desk; detail = customers left for tomorrow. Company.
    DESK_DAY = 2, 0, 0, "journée du service relance", "day of the desk"
    #: A court opens insolvency proceedings. Customer.
    INSOLVENCY_OPENED = 3, 0, 0, "procédure collective ouverte", "insolvency opened"
    #: The customer complains about a contact. Customer.
    COMPLAINT = 4, 0, 0, "plainte du client", "complaint"
    #: Its patience is over: it never orders again. Customer.
    CUSTOMER_LOST = 5, 0, 0, "client perdu", "customer lost"

    # === WORLD: what was pending falls due ===

    #: The promised day has come; amount = principal promised.
    PROMISE_KEPT = 10, 0, 0, "promesse tenue", "promise kept"
    PROMISE_BROKEN = 11, 0, 0, "promesse rompue", "promise broken"
    #: The invoice goes out again, as the customer needs it; detail = cause.
    RESENT = 12, 0, 0, "facture renvoyée", "invoice sent again"
    #: detail = 1 if the customer was right.
    DISPUTE_CLOSED = 13, 0, 0, "litige clos", "dispute closed"

    # === ORDERS ===

    #: amount = principal incl. VAT; detail = due day; cost = premium of its cover.
    INVOICED = 16, +1, 0, "facture émise", "invoice issued"
    #: Credit control keeps an order back; detail = the day on which it looks again.
    ORDER_HELD = 17, 0, 0, "commande retenue", "order held"
    #: An order is never invoiced; detail = why (`simrecouv.vocabulary.Refusal`).
    ORDER_LOST = 18, 0, 0, "commande perdue", "order lost"

    # === BANK ===

    #: A factor gives an invoice, or a part of it, back; amount = principal that is ours again.
    BOUGHT_BACK = 19, +1, 0, "créance rachetée au factor", "bought back from the factor"
    #: An instalment does not come: the plan ends.
    PLAN_BROKEN = 20, 0, 0, "échéancier rompu", "plan broken"
    #: The bank takes a payment back; amount = what it takes, cost = its fee.
    PAYMENT_REJECTED = 21, +1, 0, "paiement rejeté", "payment rejected"
    #: A written-off debt is put back because money comes; amount = principal put back.
    REINSTATED = 22, +1, 0, "créance rétablie", "debt reinstated"
    #: Money for the principal is paid; amount incl. VAT, gross of commission; cost = fee of the
    #: means of payment; detail = who receives it (`simrecouv.vocabulary.Payee`), 0 = our bank.
    RECEIVED = 23, -1, 0, "paiement reçu", "payment received"
    #: The customer pays the factor that bought the invoice without recourse.
    PAID_TO_FACTOR = 24, 0, 0, "paiement reçu par le factor", "paid to the factor"
    #: A guarantor pays in the customer's place, and becomes its creditor.
    SUBROGATED = 25, -1, 0, "payé par le garant", "paid by the guarantor"
    #: amount = early-payment discount incl. VAT.
    DISCOUNT = 26, -1, 0, "escompte accordé", "discount granted"
    #: amount = principal incl. VAT given up in a settlement.
    CONCESSION = 27, -1, 0, "abandon partiel", "part given up"
    #: amount = principal incl. VAT credited because the customer was right.
    CREDIT_NOTE = 28, -1, 0, "avoir", "credit note"
    #: Money for costs (detail = 1: indemnity, court) or for late interest (2); + 4 if a third party
    #: receives it.
    CHARGES_RECEIVED = 29, 0, -1, "pénalités encaissées", "late charges received"
    #: Late interest, indemnity and costs given up when the principal is settled without them.
    CHARGES_WAIVED = 30, 0, -1, "pénalités abandonnées", "late charges waived"
    #: cost = the agency's commission on a payment that reached us directly, excl. VAT; detail =
    #: agency.
    COMMISSION = 31, 0, 0, "commission du cabinet", "agency commission"
    #: The agency pays over what it received: amount gross, cost = commission kept; detail = the day
    #: on which the money reaches our bank.
    AGENCY_REMITTED = 32, 0, 0, "reversement du cabinet", "remitted by the agency"
    #: The bailiff pays over what was seized: amount gross, cost = fee kept; detail as above.
    BAILIFF_REMITTED = 33, 0, 0, "reversement du commissaire de justice", "remitted by the bailiff"
    #: What the insurer gets of money that came after its indemnity.
    INSURER_SHARE = 34, 0, 0, "part de l'assureur", "share of the insurer"
    #: The insurer pays; the customer still owes. amount = indemnity.
    INDEMNIFIED = 35, 0, 0, "indemnité d'assurance", "insurance indemnity"
    #: The factor settles its account of an invoice: amount = what it releases (negative: what it
    #: takes back), cost = its interest; detail = the day on which our bank sees it.
    FACTOR_SETTLED = 36, 0, 0, "décompte du factor", "settled by the factor"
    #: The payment is matched with its invoice: dunning stops believing that it is open.
    RECOGNISED = 37, 0, 0, "paiement lettré", "payment recognised"
    #: The invoice no longer keeps its customer's orders back.
    HOLD_RELEASED = 38, 0, 0, "commandes débloquées", "order hold released"

    # === DUNNING and DESK ===

    #: One message to one customer, on its highest invoice; detail = 1 reached + 2 wrong.
    CONTACT = 40, 0, 0, "relance", "contact"
    #: Another invoice that advances by its own step with the same message; detail as CONTACT.
    REMINDED = 41, 0, 0, "facture relancée", "invoice reminded"
    #: Late interest charged.
    INTEREST = 42, 0, +1, "intérêts de retard facturés", "late interest charged"
    #: Fixed recovery indemnity charged.
    FEE = 43, 0, +1, "indemnité forfaitaire facturée", "fixed indemnity charged"
    #: The customer says why it does not pay; detail = cause (`simrecouv.vocabulary.Cause`).
    SURFACED = 44, 0, 0, "motif de non-paiement révélé", "reason for not paying surfaces"
    #: detail = promised day, amount = principal promised.
    PROMISED = 45, 0, 0, "promesse de paiement", "promise to pay"
    #: detail = instalments, amount = principal in the plan.
    PLAN_AGREED = 46, 0, 0, "échéancier accordé", "payment plan agreed"
    #: amount = principal that the settlement gives up once paid.
    SETTLEMENT_AGREED = 47, 0, 0, "abandon partiel convenu", "settlement agreed"
    #: Until this invoice is paid, its customer's orders are kept back.
    ORDERS_STOPPED = 48, 0, 0, "commandes bloquées", "orders on hold"

    # === THIRD PARTIES ===

    #: The agency speaks to the customer; detail = 1 if reached.
    AGENCY_CONTACT = 50, 0, 0, "relance du cabinet", "contact by the agency"
    #: The mandate of the agency ends; detail = agency.
    RECALLED = 51, 0, 0, "retour du cabinet", "recalled from the agency"
    #: A court decides; detail = 0 refused, 1 granted, 2 granted in part; amount = what it grants,
    #: cost = service of the decision.
    JUDGED = 52, 0, 0, "décision de justice", "court decision"
    #: The customer opposes the order: the case goes to trial; cost = that of the trial.
    OPPOSED = 53, 0, 0, "opposition", "opposition"
    #: The decision can be enforced; amount = principal in it.
    TITLE = 54, 0, 0, "titre exécutoire", "enforceable title"
    #: Costs that the court puts on the customer.
    COURT_COSTS = 55, 0, +1, "dépens mis à la charge du client", "court costs put on the customer"
    #: The judge spreads the payment; detail = instalments, amount = principal in them.
    DELAY_GRANTED = 56, 0, 0, "délais accordés par le juge", "delay granted by the judge"
    #: The bailiff finds the money; amount = principal seized, cost = that of the seizure.
    SEIZED = 57, 0, 0, "saisie", "seizure"
    #: The bailiff finds nothing: the loss is definitive; cost = that of the attempt.
    SEIZURE_FAILED = 58, 0, 0, "saisie infructueuse", "seizure failed"
    #: A factor finances the invoice with recourse; amount = principal, detail = factor.
    FACTORED = 59, 0, 0, "financée par le factor", "financed by the factor"
    #: A factor buys the invoice without recourse; amount = principal, detail = factor.
    SOLD = 60, -1, 0, "vendue au factor", "sold to the factor"
    #: amount = advance of the factor, cost = its commission; detail = the day of the money.
    FACTOR_FUNDED = 61, 0, 0, "avance du factor", "advance of the factor"
    #: The claim is too old for a court.
    TIME_BARRED = 62, 0, 0, "créance prescrite", "claim time-barred"
    #: A court is seized; detail = court, amount = principal claimed, cost = filing, lawyer.
    FILED = 63, 0, 0, "action en justice", "legal action"
    #: The invoice is entrusted to an agency; detail = agency, amount = principal placed, cost =
    #: opening fee.
    PLACED = 64, 0, 0, "remise au cabinet", "placed with an agency"
    #: The insurer or the guarantor is called; detail = the day on which it pays, amount = exposure
    #: (excl. VAT for an insurer), within what is left of the limit.
    CLAIMED = 65, 0, 0, "sinistre déclaré", "cover called"
    #: Cover is refused; detail = why (`simrecouv.vocabulary.CoverRefusal`).
    CLAIM_REFUSED = 66, 0, 0, "garantie refusée", "cover refused"
    #: Accounting event; amount = principal incl. VAT. Collection goes on.
    WRITTEN_OFF = 67, -1, 0, "passage en perte", "written off"

    # === CLOSE ===

    #: The customer decides to pay; detail = day of the payment run, amount = principal.
    PAYMENT_DECIDED = 70, 0, 0, "décision de payer", "payment decided"
    #: The day on which a placed and paid invoice would have been decided without the agency.
    WOULD_HAVE_PAID = 71, 0, 0, "aurait payé sans le cabinet", "would have paid anyway"


#: Bits of the `detail` of CONTACT and REMINDED rows.
REACHED, WRONG = 1, 2
#: The `detail` of CHARGES_RECEIVED rows; the last is added when a third party receives the money.
COSTS, LATE_INTEREST, VIA_THIRD_PARTY = 1, 2, 4
