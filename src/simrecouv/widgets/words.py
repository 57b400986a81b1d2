"""The words of the policy panel, in both languages; `simrecouv.vocabulary.typography` says them."""

from __future__ import annotations

from typing import NamedTuple

from simrecouv.vocabulary import Label


class Control(NamedTuple):
    """What a slider says of itself: its label with the unit, and one line of help."""

    label: Label
    help: Label


CONTROLS: dict[str, Control] = {
    "first_reminder": Control(
        Label("Première relance (jours après l'échéance)", "First reminder (days after due date)"),
        Label(
            "0 : le jour même. Plus tôt, on paie plus vite et on relance plus souvent.",
            "0: on the due date itself. Earlier means faster payment and more reminders.",
        ),
    ),
    "repeat_interval": Control(
        Label("Répétition de la relance (tous les … jours)", "Reminder repeated (every … days)"),
        Label(
            "Les limites de contact par client gardent le dernier mot.",
            "The contact limits per customer have the last word.",
        ),
    ),
    "discount_rate": Control(
        Label("Escompte (% du montant TTC)", "Early-payment discount (% of amount incl. VAT)"),
        Label(
            "0 % : pas d'escompte. Son coût annuel s'affiche plus bas.",
            "0%: no discount. What it costs a year is shown below.",
        ),
    ),
    "discount_deadline": Control(
        Label("Délai de l'escompte (jours après facture)", "Discount deadline (days from invoice)"),
        Label(
            "Payer dans ce délai donne droit à l'escompte ; sans effet à 0 %.",
            "Paying within it earns the discount; no effect at 0%.",
        ),
    ),
    "outsourcing_age": Control(
        Label("Remise au cabinet (jours de retard)", "Placement with the agency (days past due)"),
        Label(
            "Plus tôt, le cabinet touche sa commission sur des clients qui allaient payer.",
            "Earlier, the agency earns its commission on customers who were about to pay.",
        ),
    ),
    "commission": Control(
        Label(
            "Commission du cabinet (% des encaissements)", "Agency commission (% of what is paid)"
        ),
        Label(
            "Due sur tout paiement après la remise, même direct.",
            "Due on every payment after placement, direct ones too.",
        ),
    ),
    "email_gain": Control(
        Label("Effet d'un courriel lu (% ajoutés)", "Effect of an e-mail read (% added)"),
        Label(
            "Hypothèse, pas une mesure : hausse de la chance de payer chaque jour, qui "
            "s'efface peu à peu. Elle vaut aussi pour la référence.",
            "An assumption, not a measurement: rise of the daily chance of paying, which fades. "
            "It holds for the baseline too.",
        ),
    ),
}

HEADING = Label(
    "L'essai part de la politique « {baseline} » et lui est comparé.",
    "The trial starts from the policy “{baseline}” and is compared with it.",
)
RESET = Label("Revenir à la référence", "Back to the baseline")
RESET_HELP = Label(
    "Remet chaque curseur là où est la politique de référence.",
    "Puts every slider where the baseline policy is.",
)
CALENDAR = Label("Calendrier de l'essai (J = échéance) :", "Calendar of the trial (D = due date):")
REMARK = Label("{step} : {remark}", "{step}: {remark}")
COMPUTING = Label("Calcul en cours…", "Computing…")
COMPUTED = Label(
    "{n} réplications, mêmes mondes pour les deux politiques ; calculé en {seconds} s.",
    "{n} replications, the same worlds for both policies; computed in {seconds} s.",
)
FAILED = Label(
    "Le calcul a échoué : le détail est ci-dessous.",
    "The computation failed: the details are below.",
)
PICTURES: dict[str, Label] = {
    "receivables": Label("Créances dans le temps", "Receivables over time"),
    "bridge": Label("D'où vient le gain net", "Where the net gain comes from"),
    "comparison": Label("Côte à côte", "Side by side"),
}

DIFFERENCE = Label("Écart : {difference}", "Difference: {difference}")
INTERVAL = Label("Intervalle à 95 % :", "95% interval:")

#: Titles of the four tiles.
TILES: dict[str, Label] = {
    "dso_simple": Label("DSO", "DSO"),
    "bfr_mean": Label("BFR moyen", "Mean working capital requirement"),
    "recovery_rate_90d": Label("Recouvré à 90 jours", "Recovered at 90 days"),
    "net_gain": Label("Gain net sur un an de ventes", "Net gain on a year of sales"),
}
