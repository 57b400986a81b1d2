"""What the levers of prevention and incentives say of themselves."""

from __future__ import annotations

from simrecouv.vocabulary import Label
from simrecouv.widgets.levers.lever import Saying

DAYS = Label("jours", "days")
NO_UNIT = Label("", "")
NEVER = Label("jamais", "never")
DECISION = Label("votre décision", "your decision")
CONTRACT = Label("votre décision, au contrat", "your decision, in the contract")
ASSUMED = Label(
    "votre décision ; effets : hypothèses (std)", "your decision; effects: assumed (std)"
)
SCORED = Label("votre décision ; scores : hypothèses (std)", "your decision; scores: assumed (std)")
LATE_LAW = Label(
    "C. com. L. 441-10 en France (S:A1) ; ailleurs S:A6",
    "C. com. L. 441-10 in France (S:A1); elsewhere S:A6",
)

#: Levers of prevention and incentives.
TERMS: dict[str, Saying] = {
    "pre_due_notice": Saying(
        Label("Rappel avant échéance", "Notice before the due date"),
        DAYS,
        Label(
            "Jours avant l'échéance ; il révèle aussi les factures mal reçues.",
            "Days before the due date; it also finds invoices that went astray.",
        ),
        Label("votre décision ; effet : S:C1", "your decision; effect: S:C1"),
        Label("aucun", "none"),
    ),
    "direct_debit": Saying(
        Label("Clients prélevés", "Customers on direct debit"),
        Label("% des clients", "% of customers"),
        Label(
            "Part qui signe un mandat quand on le propose ; acheteurs publics à part.",
            "Share who sign a mandate when it is offered; public buyers apart.",
        ),
        ASSUMED,
    ),
    "deposit": Saying(
        Label("Acompte à la commande", "Deposit with the order"),
        Label("% du prix", "% of the price"),
        Label(
            "0 % : aucun. Certains clients commandent ailleurs.",
            "0%: none. Some customers order elsewhere.",
        ),
        ASSUMED,
    ),
    "credit_limit": Saying(
        Label("Limite de crédit", "Credit limit"),
        Label("€ TTC par client", "€ incl. VAT per customer"),
        Label(
            "Une commande qui la dépasse attend un paiement.",
            "An order that exceeds it waits for a payment.",
        ),
        DECISION,
        Label("aucune", "none"),
    ),
    "min_score": Saying(
        Label("Score minimal", "Least score"),
        Label("sur 100", "of 100"),
        Label(
            "Les commandes des clients moins bien notés sont refusées ; 0 : aucune.",
            "Orders of customers of a lower score are refused; 0: none.",
        ),
        SCORED,
    ),
    "risk_terms": Saying(
        Label("Délai des clients risqués", "Terms of risky customers"),
        DAYS,
        Label(
            "Jours accordés aux scores faibles, au lieu du délai de tous.",
            "Days granted to low scores, instead of the terms of all.",
        ),
        SCORED,
        Label("celui de tous", "as all"),
    ),
    "invoice_quality": Saying(
        Label("Erreurs de facture évitées", "Invoicing errors avoided"),
        Label("% des erreurs", "% of errors"),
        Label(
            "Factures contrôlées avant l'envoi, à un coût annuel fixe ; 0 % : aucun contrôle.",
            "Invoices checked before they leave, at a fixed cost a year; 0%: no check.",
        ),
        ASSUMED,
    ),
    "insurance": Saying(
        Label("Assurance-crédit", "Credit insurance"),
        NO_UNIT,
        Label(
            "Prime sur les ventes ; l'assureur paie une part des impayés.",
            "A premium on sales; the insurer pays a part of what is never paid.",
        ),
        Label("votre décision ; tarifs : S:C7", "your decision; rates: S:C7"),
        Label("aucune", "none"),
    ),
    "discount_rate": Saying(
        Label("Escompte", "Early-payment discount"),
        Label("% TTC", "% incl. VAT"),
        Label(
            "0 % : pas d'escompte. Son coût annuel s'affiche avec les remarques.",
            "0%: no discount. What it costs a year is shown among the remarks.",
        ),
        Label("votre décision ; qui le prend : S:C2", "your decision; who takes it: S:C2"),
    ),
    "discount_deadline": Saying(
        Label("Délai de l'escompte", "Deadline of the discount"),
        DAYS,
        Label(
            "Jours après la facture ; payer dans ce délai donne droit à l'escompte.",
            "Days after the invoice; paying within it earns the discount.",
        ),
        CONTRACT,
    ),
    "late_interest": Saying(
        Label("Intérêts de retard", "Late interest"),
        Label("% par an", "% a year"),
        Label(
            "Facturés aux clients en retard ; peu les paient, certains s'en vexent.",
            "Billed to late customers; few pay them, some take offence.",
        ),
        LATE_LAW,
        Label("aucun", "none"),
    ),
    "charge_age": Saying(
        Label("Facturation des pénalités", "Late charges billed"),
        DAYS,
        Label(
            "Jours de retard ; intérêts jusqu'à ce jour, indemnité la première fois.",
            "Days past due; interest up to that day, the indemnity the first time.",
        ),
        DECISION,
        NEVER,
    ),
    "indemnity": Saying(
        Label("Indemnité forfaitaire", "Fixed indemnity"),
        Label("€ par facture", "€ per invoice"),
        Label(
            "Pour frais de recouvrement, une fois par facture en retard.",
            "For recovery costs, once for each late invoice.",
        ),
        Label(
            "C. com. L. 441-10 et D. 441-5 en France (S:A1) ; ailleurs S:A6",
            "C. com. L. 441-10 and D. 441-5 in France (S:A1); elsewhere S:A6",
        ),
    ),
    "waived_share": Saying(
        Label("Pénalités abandonnées", "Late charges waived"),
        Label("% des factures", "% of invoices"),
        Label(
            "Geste commercial : la part des factures dont les pénalités sont effacées.",
            "A gesture: the share of invoices whose charges are given up.",
        ),
        Label(
            "votre décision ; ce que font les entreprises : S:A1",
            "your decision; what firms do: S:A1",
        ),
    ),
}
