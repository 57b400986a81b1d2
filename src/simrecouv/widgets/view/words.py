"""The words of the lab, in both languages; `simrecouv.vocabulary.typography` says them.

What levers and lives say of themselves, and what is said of a trial, stands beside them.
"""

from __future__ import annotations

from simrecouv.vocabulary import Label

DIFFERENCE = Label("écart : {difference}", "difference: {difference}")
INTERVAL = Label("à 95 % : {interval}", "95%: {interval}")
REPLICATIONS = Label("{n} réplications", "{n} replications")

#: Pages at the right, in order.
PAGES: dict[str, Label] = {
    "answer": Label("Réponse", "Answer"),
    "ladder": Label("Relances", "Ladder"),
    "compare": Label("Comparer", "Compare"),
    "which_lever": Label("Quel levier compte ?", "Which lever matters?"),
    "life_line": Label("Vie d'une facture", "Life of an invoice"),
}

COMMON = Label("courants", "common")
WITH_UNIT = Label("{name} ({unit})", "{name} ({unit})")
SOURCE = Label("Source : {source}", "Source: {source}")

#: What each button says, and what it does.
BUTTONS: dict[str, tuple[Label, Label]] = {
    "undo": (
        Label("Annuler", "Undo"),
        Label("Revient sur le dernier geste.", "Takes back the last gesture."),
    ),
    "reset": (
        Label("Tout remettre", "Reset"),
        Label(
            "Remet l'essai et les hypothèses là où ils étaient au départ.",
            "Puts the trial and the assumptions back where they started.",
        ),
    ),
    "pin": (
        Label("Épingler", "Pin"),
        Label(
            "Garde l'essai sous ce nom ; il devient la référence. Quatre au plus.",
            "Keeps the trial under this name; it becomes the reference. Four at most.",
        ),
    ),
    "save": (
        Label("Enregistrer", "Save"),
        Label(
            "Écrit le scénario et toutes ses politiques dans ce fichier TOML.",
            "Writes the scenario and all its policies to this TOML file.",
        ),
    ),
    "load": (
        Label("Ouvrir", "Open"),
        Label("Ouvre le scénario de ce fichier TOML.", "Opens the scenario of this TOML file."),
    ),
    "stop": (
        Label("Arrêter", "Stop"),
        Label("Arrête d'ajouter des réplications.", "Stops adding replications."),
    ),
}
PIN_NAME = Label("nom de l'essai", "name of the trial")
PATH = Label("fichier .toml", ".toml file")

HEADING = Label("« {trial} » comparé à « {reference} »", "“{trial}” compared with “{reference}”")
RUNNING = Label("{n} réplications en cours…", "{n} replications running…")
READY = Label(
    "{n} réplications, mêmes mondes pour toutes", "{n} replications, the same worlds for all"
)
STOPPED = Label(
    "Calcul arrêté : bougez un levier ou changez d'onglet pour le reprendre.",
    "Stopped: move a lever or turn to another page to go on.",
)
NOT_COMPUTED = Label(
    "Pas encore calculé pour ces réglages.", "Not computed yet for these settings."
)
SLOW = Label(
    "Moteur lent : peu de réplications. Le moteur rapide s'installe par "
    "pip install 'simrecouv[fast]'.",
    "Slow engine: few replications. The fast one comes with pip install 'simrecouv[fast]'.",
)
SAVED = Label("Enregistré : {path}", "Saved: {path}")
OPENED = Label("Ouvert : {path}", "Opened: {path}")
PINNED = Label(
    "« {name} » est épinglé et devient la référence.", "“{name}” is pinned as reference."
)
FAILED = Label(
    "Le calcul a échoué : le détail est ci-dessous.",
    "The computation failed: the details are below.",
)
REFUSED = Label("Refusé : {reason}", "Refused: {reason}")

CALENDAR = Label("Calendrier de l'essai (J = échéance) :", "Calendar of the trial (D = due date):")
POLICY = Label("Politique", "Policy")
IS_REFERENCE = Label("référence", "reference")
IS_TRIAL = Label("suit les leviers", "follows the levers")
#: What to do with a policy, by name of the method of the session.
ON_PINS: dict[str, Label] = {
    "refer_to": Label("En faire la référence", "Make it the reference"),
    "start_from": Label("Y faire partir l'essai", "Start the trial from it"),
    "unpin": Label("La détacher", "Unpin it"),
}
WHICH_LEVER = Label("Comparer les leviers", "Compare the levers")
WHICH_LEVER_HELP = Label(
    "Essaie quelques valeurs de chaque levier autour de l'essai ; une demi-minute.",
    "Tries a few values of each lever around the trial; half a minute.",
)
LEVERS_DONE = Label("{n} leviers comparés", "{n} levers compared")
LEVERS_SO_FAR = Label(
    "{done} leviers sur {n}, les courants d'abord ; « Arrêter » arrête là",
    "{done} levers of {n}, the common ones first; “Stop” stops there",
)
CUSTOMER = Label("Client", "Customer")
INVOICE = Label("Facture", "Invoice")
CUSTOMER_IN_WORDS = Label(
    "n° {customer}, {segment}, {profile} : {days} jours en moyenne",
    "no. {customer}, {segment}, {profile}: {days} days on average",
)
INVOICE_IN_WORDS = Label(
    "n° {invoice}, {amount} : {days} jours", "no. {invoice}, {amount}: {days} days"
)

#: Columns of the ladder.
LADDER_HEAD = (
    Label("Étape", "Step"),
    Label("Jours", "Days"),
    Label("comptés depuis", "counted from"),
    Label("Canal", "Channel"),
    Label("Ton", "Tone"),
    Label("Ordre", "Order"),
)
LADDER_ACTS: dict[str, Label] = {
    "up": Label("Monter", "Move up"),
    "down": Label("Descendre", "Move down"),
    "remove": Label("Supprimer", "Delete"),
    "add": Label("Ajouter une étape", "Add a step"),
}
STEP = Label("{action} ({id})", "{action} ({id})")
