"""Every text of the reports, in both languages; figures and KPIs bring their own labels."""

from __future__ import annotations

from simrecouv.vocabulary import Label, VatPoint

# === Heading and question ==================================================================== #

TITLE = Label("Quelle politique de relance choisir ?", "Which collection policy should be chosen?")
QUESTION = Label(
    "Pour {customers} clients et environ {invoices} factures par an, que gagne-t-on à remplacer la "
    "politique en vigueur, « {baseline} » ? Chaque politique est suivie sur les mêmes {n} mondes "
    "simulés : mêmes clients, mêmes commandes, même hasard.",
    "With {customers} customers and about {invoices} invoices a year, what is gained by replacing "
    "the policy in force, “{baseline}”? Each policy is followed on the same {n} simulated worlds: "
    "same customers, same orders, same luck.",
)
NO_SCRIPT = Label(
    "Les figures de ce rapport ont besoin de JavaScript ; les tableaux et les textes non.",
    "The figures of this report need JavaScript; its tables and texts do not.",
)

# === The answer ============================================================================== #

ANSWER = Label("La réponse", "The answer")
WINS = Label(
    "« {best} » rapporte le plus : {gain} de gain net sur une année de ventes, par rapport à "
    "« {baseline} » ({interval} : {between}).",
    "“{best}” earns the most: {gain} of net gain on a year of sales, compared with “{baseline}” "
    "({interval}: {between}).",
)
TOO_CLOSE = Label(
    "Trop proche pour conclure : « {best} » change le gain net de {gain} en moyenne par rapport à "
    "« {baseline} », mais zéro est dans l'{interval} ({between}).",
    "Too close to call: “{best}” changes net gain by {gain} on average compared with “{baseline}”, "
    "but zero is in the {interval} ({between}).",
)
KEEP = Label(
    "Aucune politique ne fait mieux que « {baseline} » : la plus proche, « {best} », change le "
    "gain net de {gain} sur une année de ventes ({interval} : {between}).",
    "No policy does better than “{baseline}”: the closest, “{best}”, changes net gain by {gain} on "
    "a year of sales ({interval}: {between}).",
)
SAME = Label(
    "Aucun écart : « {best} » et « {baseline} » ont exactement le même gain net dans chacun des "
    "mondes simulés.",
    "No difference: “{best}” and “{baseline}” have exactly the same net gain in each of the "
    "simulated worlds.",
)
NO_INTERVAL = Label(
    "Rien à conclure d'une seule réplication : « {best} » y change le gain net de {gain} par "
    "rapport à « {baseline} », sans intervalle.",
    "Nothing to conclude from one replication: “{best}” changes net gain by {gain} compared with "
    "“{baseline}”, without an interval.",
)
ALONE = Label(
    "Une seule politique a été simulée, « {baseline} » : il n'y a rien à comparer.",
    "Only one policy was simulated, “{baseline}”: there is nothing to compare.",
)
EFFECTS = Label("Avec « {best} » : {effects}.", "With “{best}”: {effects}.")
BETWEEN_EFFECTS = Label(" ; ", "; ")
EFFECT = Label(
    "{kpi} de {before} à {after} (écart {difference})",
    "{kpi} from {before} to {after} (difference {difference})",
)
EFFECT_BETWEEN = Label(
    "{kpi} de {before} à {after} (écart {difference}, intervalle {between})",
    "{kpi} from {before} to {after} (difference {difference}, interval {between})",
)
EFFECT_UNSURE = Label(
    "{kpi} à {after}, trop proche de {before} pour conclure",
    "{kpi} at {after}, too close to {before} to call",
)
EFFECT_NONE = Label("{kpi} inchangé à {after}", "{kpi} unchanged at {after}")
RUNNER_UP = Label(
    "La suivante, « {second} », rapporte {gap} de moins (intervalle {between}).",
    "The next one, “{second}”, earns {gap} less (interval {between}).",
)
RUNNER_UP_CLOSE = Label(
    "Entre elle et « {second} », c'est trop proche pour conclure : {gap} d'écart en moyenne, "
    "intervalle {between}.",
    "Between it and “{second}” it is too close to call: {gap} apart on average, interval "
    "{between}.",
)
NOBODY_CHASES = Label(
    "La politique en vigueur, « {baseline} », n'envoie aucune relance : le gain est mesuré par "
    "rapport à une entreprise que personne ne relance. Si vous relancez déjà, il est surestimé.",
    "The policy in force, “{baseline}”, sends no reminder: the gain is measured against nobody "
    "chasing. If you already chase, it is overstated.",
)
# === Results ================================================================================= #

RESULTS = Label("Les résultats", "The results")
POLICY = Label("Politique", "Policy")
QUOTED = Label("« {policy} »", "“{policy}”")
BASELINE = Label("en vigueur", "in force")
RESULTS_NOTE = Label(
    "Moyennes de {n} réplications ; sous chaque moyenne, l'écart apparié avec « {baseline} » et "
    "son intervalle à 95 %. En gras, les écarts dont l'intervalle exclut zéro.",
    "Means of {n} replications; below each mean, the paired difference from “{baseline}” and its "
    "95% interval. In bold, the differences whose interval excludes zero.",
)
RESULTS_NOTE_ALONE = Label("Moyennes de {n} réplications.", "Means of {n} replications.")
IDENTICAL = Label("identique", "identical")
CLOSE = Label("trop proche pour conclure", "too close to call")

OVER_TIME = Label("Créances et trésorerie dans le temps", "Receivables and cash over time")
OVER_TIME_NOTE = Label(
    "Toutes les politiques partent du même état au {start}, jour du changement. La trésorerie "
    "monte d'une baisse des créances une seule fois : c'est un stock libéré, pas un gain.",
    "All policies start from the same state on {start}, the day of the switch. A fall in "
    "receivables raises cash only once: it is a stock released, not a gain.",
)
AGEING = Label("Balance âgée", "Ageing")
AGEING_NOTE = Label(
    "Ce qui reste dû, par ancienneté : sous la politique en vigueur, puis sous « {best} ».",
    "What is still owed, by age: under the policy in force, then under “{best}”.",
)
AGEING_NOTE_ALONE = Label("Ce qui reste dû, par ancienneté.", "What is still owed, by age.")
BRIDGE = Label("D'où vient le gain net", "Where the net gain comes from")
BRIDGE_NOTE = Label(
    "Le gain net est la somme exacte de onze écarts, en euros, sur les commandes d'une année.",
    "Net gain is the exact sum of eleven differences, in euros, on the orders of a year.",
)

# === Policy by policy ======================================================================== #

GAIN_BY_POLICY = Label(
    "D'où vient le gain net, politique par politique",
    "Where the net gain comes from, policy by policy",
)
GAIN_INTRO = Label(
    "Écarts avec « {baseline} » sur les commandes d'une année : avec un plus, le terme rapporte ; "
    "avec un moins, il coûte. Les créances non encaissées comprennent la TVA que l'État ne rend "
    "pas.",
    "Differences from “{baseline}” on the orders of a year: with a plus the term earns, with a "
    "minus it costs. Principal not received includes the VAT that the State does not give back.",
)
GAIN_NOTE = Label(
    "Moyennes de {n} réplications ; sous chacune, son intervalle à 95 %. Chaque terme est arrondi "
    "selon le sien : chaque colonne s'additionne, aux arrondis près.",
    "Means of {n} replications; below each, its 95% interval. Each term is rounded as its own "
    "allows: each column adds up, but for rounding.",
)
ZERO_TERMS = Label("Nuls pour toutes les politiques : {terms}.", "Zero for all policies: {terms}.")
TERM = Label("Terme", "Term")
NPV_DIFFERS = Label(
    "La VAN du changement et le gain net n'ont pas le même signe pour {policies}.",
    "The NPV of the switch and the net gain differ in sign for {policies}.",
)
NPV_PREFERS = Label(
    "La VAN du changement met en tête « {other} » ({value}), le gain net « {best} » ({gain}, pour "
    "une VAN de {own}) ; leur écart de VAN est de {gap}, intervalle {between}.",
    "NPV of the switch ranks “{other}” first ({value}), net gain “{best}” ({gain}, for an NPV of "
    "{own}); they are {gap} of NPV apart, interval {between}.",
)
NPV_PREFERS_UNSURE = Label(
    "La VAN du changement met en tête « {other} » ({value}), le gain net « {best} » ({gain}, pour "
    "une VAN de {own}) ; leur écart de VAN est trop proche de zéro pour conclure.",
    "NPV of the switch ranks “{other}” first ({value}), net gain “{best}” ({gain}, for an NPV of "
    "{own}); their difference of NPV is too close to zero to call.",
)
NPV_UNSURE = Label(
    "Le gain net de « {best} » est sûr ({gain}), sa VAN ne l'est pas ({value}, intervalle "
    "{between}).",
    "The net gain of “{best}” is certain ({gain}), its NPV is not ({value}, interval {between}).",
)
NPV_COUNTS = Label(
    "La VAN compte toute la trésorerie de l'entreprise à partir du changement, actualisée à {rate} "
    "par an, y compris les créances libérées, un argent qui ne rentre qu'une fois ; le gain net ne "
    "compte que les commandes mesurées, créances soldées.",
    "NPV counts the whole company's cash from the switch on, discounted at {rate} a year, "
    "including the receivables released, money that comes only once; net gain counts only the "
    "measured orders, receivables settled.",
)
TAKES = Label("Ce que chaque politique demande", "What each policy takes")
TAKES_NOTE = Label(
    "Moyennes de {n} réplications, sous chacune son intervalle. "
    "Relances, heures et relances à tort : deuxième année. Plaintes "
    "et clients perdus : première année. Marge perdue, promesses, litiges et pénalités : commandes "
    "de la première année, jusqu'au bout. Un tiret : sans objet.",
    "Means of {n} replications, below each its interval. "
    "Contacts, hours and wrong reminders: second year. Complaints and "
    "customers lost: first year. Margin lost, promises, disputes and late charges: orders of the "
    "first year, to the end. A dash: not applicable.",
)

# === Levers ================================================================================== #

WITHOUT_DUNNING = Label("Sans relance", "Without dunning")
WITHOUT_DUNNING_NOTE = Label(
    "Les retards observés contiennent déjà l'effet des relances d'aujourd'hui. Sans aucune relance "
    "(« {nothing} ») :",
    "Observed lateness already contains the effect of today's dunning. Without any dunning "
    "(“{nothing}”):",
)
INDICATOR = Label("Indicateur", "Indicator")
DISCOUNT = Label("Ce que coûte l'escompte", "What the discount costs")
DISCOUNT_NOTE = Label(
    "Coût annuel d'un escompte pour le vendeur, par rapport à un paiement à l'échéance. Le client "
    "médian ne le prend que s'il rapporte plus que {reservation} par an ; le découvert de "
    "l'entreprise coûte {debit} par an. La dernière ligne sert de repère : donner {rate} pour être "
    "payé {days} jours plus tôt, c'est emprunter pendant {days} jours au taux annuel affiché.",
    "Annual cost of a discount to the seller, compared with payment at the due date. The median "
    "customer takes it only if it yields more than {reservation} a year; the company's overdraft "
    "costs {debit} a year. The last row is a yardstick: giving {rate} to be paid {days} days "
    "earlier is borrowing for {days} days at the annual rate shown.",
)
OFFER = Label("Offre", "Offer")
OFFER_OF = Label("{policy} : {rate} sous {days} jours", "{policy}: {rate} within {days} days")
SEGMENT = Label("Segment", "Segment")
DAYS_GAINED = Label("Jours gagnés", "Days gained")
SIMPLE_RATE = Label("Taux annuel simple", "Simple annual rate")
COMPOUND_RATE = Label("Taux annuel composé", "Compound annual rate")
FOR_MEMORY = Label(
    "Pour mémoire : {rate} pour {days} jours", "As a reminder: {rate} for {days} days"
)

# === Policies and method ===================================================================== #

POLICIES = Label("Les politiques comparées", "The policies compared")
POLICIES_NOTE = Label(
    "J est le jour d'échéance de la facture.", "D is the due date of the invoice."
)
LADDER = Label("Étapes", "Steps")
CONDITIONS = Label("Conditions", "Conditions")

METHOD = Label("La méthode", "The method")
WINDOWS = Label(
    "Fenêtres de mesure : DSO et BFR, moyenne des douze fins de mois du {period_start} au "
    "{period_end} ; recouvrement, pertes et euros, commandes du {cohort_start} au {cohort_end}, "
    "suivies jusqu'au {end}.",
    "Windows of measurement: DSO and working capital, mean of the twelve month-ends from "
    "{period_start} to {period_end}; recovery, losses and euros, orders from {cohort_start} to "
    "{cohort_end}, followed until {end}.",
)
#: Definitions of the method box, in order.
DEFINITIONS = (
    Label(
        "DSO = créances brutes TTC impayées (jusqu'à 730 jours de retard, passées en perte ou non) "
        "÷ ventes TTC des 365 derniers jours × 365. Aucune écriture ne l'améliore.",
        "DSO = gross unpaid receivables incl. VAT (at most 730 days past due, written off or not) "
        "÷ sales incl. VAT of the last 365 days × 365. No accounting entry improves it.",
    ),
    Label(
        "BFR = stock + créances TTC + dû par les tiers (factor, cabinet, saisies) − fournisseurs "
        "TTC − TVA à décaisser − dettes sociales ; les délais sont dans les hypothèses. Une "
        "libération de BFR n'entre pas dans le gain net : seul son coût de financement y entre.",
        "Working capital requirement = stock + receivables incl. VAT + owed by third parties "
        "(factor, agency, bailiff) − suppliers incl. VAT − VAT payable − social debts; the delays "
        "are among the assumptions. A release of working capital is no part of net gain: only the "
        "cost of financing it is.",
    ),
    Label(
        "Le recouvrement à 90 jours ne compte que l'argent reçu dans les 90 jours qui suivent "
        "l'échéance : un escompte accordé n'est pas recouvré, il abaisse donc ce taux.",
        "Recovery at 90 days counts only the cash received within 90 days of the due date: a "
        "discount granted is not recovered, so it lowers this rate.",
    ),
    Label(
        "Les relances et les heures de relance portent sur la deuxième année ; leur coût, sur les "
        "commandes de la première.",
        "Contacts and desk hours cover the second year; their cost, the orders of the first.",
    ),
)

#: What becomes of the VAT of an invoice that nobody pays.
VAT_OF_LOSSES: dict[VatPoint, Label] = {
    VatPoint.INVOICES: Label(
        "TVA sur les débits : celle d'une facture impayée compte comme perdue, sauf si une "
        "procédure collective est ouverte ou si une saisie ne trouve rien.",
        "VAT on invoices: that of an unpaid invoice counts as lost, unless insolvency proceedings "
        "are opened or a seizure finds nothing.",
    ),
    VatPoint.RECEIPTS: Label(
        "TVA sur les encaissements : une facture impayée n'en doit pas.",
        "VAT on receipts: an unpaid invoice owes none.",
    ),
}

# === Assumptions and provenance ============================================================== #

ASSUMPTIONS = Label("Les hypothèses et leurs sources", "The assumptions and their sources")
ASSUMPTIONS_NOTE = Label(
    "Un historique ne dit pas l'effet des relances : ces nombres sont supposés, avec une plage "
    "plausible. Une étiquette S renvoie à une source publiée, décrite dans la documentation du "
    "projet.",
    "A history cannot tell the effect of reminders: these numbers are assumed, with a plausible "
    "range. A tag S refers to a published source, described in the documentation of the project.",
)
ASSUMPTION = Label("Hypothèse", "Assumption")
LOW, CENTRAL, HIGH = Label("Basse", "Low"), Label("Centrale", "Central"), Label("Haute", "High")
SOURCE = Label("Source", "Source")
SOURCES: dict[str, Label] = {
    "model": Label("choix du modèle", "choice of the model"),
    "std": Label("convention du projet", "convention of the project"),
    "law": Label("taux légal", "rate set by law"),
    "fit": Label("ajustée aux statistiques publiées", "fitted to published statistics"),
    "measured": Label("mesurée sur vos factures", "measured on your invoices"),
    "user": Label("énoncée dans le scénario", "stated in the scenario"),
}
ORIGINS = Label("Ce qui est mesuré, ce qui est supposé", "What is measured, what is assumed")
ORIGIN = Label("Nature", "Status")
NOTE = Label("Précision", "Note")

PROVENANCE = Label("Paramètres et provenance", "Parameters and provenance")
PROVENANCE_NOTE = Label(
    "La même empreinte et la même graine redonnent les mêmes nombres.",
    "The same fingerprint and the same seed give the same numbers again.",
)
SCENARIO = Label("Scénario", "Scenario")
FINGERPRINT = Label("Empreinte", "Fingerprint")
SEED = Label("Graine", "Seed")
REPLICATIONS = Label("Réplications", "Replications")
ENGINE = Label("Moteur", "Engine")
ENGINES: dict[str, Label] = {
    "simpy": Label("SimPy (référence)", "SimPy (reference)"),
    "compiled": Label(
        "compilé (Numba), égal à la référence", "compiled (Numba), equal to the reference"
    ),
}
MODE = Label("Mode", "Mode")
REPLAY = Label("Preuve", "Proof")
IN_FORCE = Label("Politique en vigueur", "Policy in force")
SWITCH_DAY = Label("Jour du changement", "Day of the switch")
VERSIONS = Label("Versions", "Versions")
