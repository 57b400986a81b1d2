"""The words of the diagnosis of a real ledger, in both languages."""

from __future__ import annotations

from simrecouv.vocabulary import Label

TITLE = Label("Diagnostic du portefeuille clients", "Diagnosis of the customer portfolio")
YOUR_COMPANY = Label("votre entreprise", "your company")
CUSTOMER_NUMBER = Label("Client n° {n}", "Customer {n}")
INVOICE_NUMBER = Label("Facture n° {n}", "Invoice {n}")
SEGMENT_NUMBER = Label("Segment n° {n}", "Segment {n}")
ALL_CUSTOMERS = Label("Tous les clients", "All customers")
NO_SEGMENT = Label("Sans segment", "Without segment")

# === Front =================================================================================== #

FILE = Label("Fichier", "File")
CONTENT = Label("Contenu", "Content")
SIZE = Label(
    "{invoices} factures de {customers} clients", "{invoices} invoices of {customers} customers"
)
PERIOD = Label("Factures émises", "Invoices issued")
FROM_TO = Label("du {start} au {end}", "{start} to {end}")
DAY = Label("Jour du diagnostic", "Day of the diagnosis")
NAMES = Label("Noms des clients", "Names of customers")
NAMES_HIDDEN = Label("remplacés par des numéros", "replaced with numbers")
NAMES_SHOWN = Label("tels que dans le fichier", "as in the file")

ESSENTIALS = Label("L'essentiel", "The essentials")
OWED = Label(
    "Le {day}, les clients doivent {owed} ; {late} de cette somme est en retard ({overdue}), et "
    "{old} a plus de 90 jours de retard.",
    "On {day}, customers owe {owed}; {late} of it is late ({overdue}), and {old} is more than 90 "
    "days late.",
)
NOTHING_OWED = Label("Le {day}, les clients ne doivent rien.", "On {day}, customers owe nothing.")
PARTS_OF_DSO = Label(
    "Le DSO est de {dso} : {terms} viennent des délais accordés, {late} du retard.",
    "DSO is {dso}: {terms} come from the terms granted, {late} from lateness.",
)
CONCENTRATION = Label(
    "{n} clients sur {customers} font la moitié des ventes ; les {top} plus gros en font {share}.",
    "{n} of {customers} customers make half of the sales; the {top} largest make {share}.",
)
ONE_CUSTOMER = Label("Il n'y a qu'un client.", "There is only one customer.")
DAYS_TO_PAY = Label(
    "Une facture est payée {days} après son émission en moyenne, pondérée par les montants.",
    "An invoice is paid {days} after its issue on average, weighted by amounts.",
)

# === What was read =========================================================================== #

READ = Label("Ce qui a été lu", "What was read")
READ_NOTE = Label(
    "Lignes lues et lignes écartées font le fichier, au centime. Tout ce qui suit ne repose que "
    "sur les lignes lues.",
    "Rows read and rows set aside make the file, to the cent. All that follows rests on the rows "
    "read alone.",
)
READ_ENTRIES_NOTE = Label(
    "Lignes lues, lignes écartées et lignes des autres comptes font le fichier, les montants des "
    "comptes clients au centime. Tout ce qui suit ne repose que sur les lignes lues.",
    "Rows read, rows set aside and rows of other accounts make the file, amounts of customer "
    "accounts to the cent. All that follows rests on the rows read alone.",
)

# === Ageing ================================================================================== #

AGEING = Label("Balance âgée", "Ageing")
AGEING_NOTE = Label(
    "Ce que les livres montrent comme dû le {day}, par jours de retard après l'échéance.",
    "What the books show as owed on {day}, by days past due.",
)
PAID_ONLY = Label(
    "Le {last}, dernier jour du fichier, aucune facture n'est ouverte : le fichier ne contient "
    "sans doute que des factures payées. Le diagnostic est donc celui du {day} ; ce que les "
    "clients devaient en plus ce jour-là n'y est pas.",
    "On {last}, the last day of the file, no invoice is open: the file most likely holds paid "
    "invoices only. The diagnosis is therefore of {day}; what customers owed beyond it on that day "
    "is not in the file.",
)
LATENESS, INVOICES = Label("Retard", "Lateness"), Label("Factures", "Invoices")
AMOUNT, SHARE, TOTAL = (
    Label("Montant TTC", "Amount incl. VAT"),
    Label("Part", "Share"),
    Label("Total", "Total"),
)
CREDITS = Label(
    "{n} avoirs ou règlements, pour {amount}, ne soldent aucune facture connue : ils ne sont pas "
    "déduits.",
    "{n} credit notes or payments, {amount}, settle no known invoice: they are not taken off.",
)
WRITTEN_OFF = Label(
    "{amount} ont été passés en perte : cette somme n'est plus dans la balance, mais reste dans le "
    "DSO, qu'aucune écriture n'améliore.",
    "{amount} were written off: this is no longer in the ageing, but stays in DSO, which no "
    "accounting entry improves.",
)

# === DSO ===================================================================================== #

METHODS = Label("Le DSO, selon la méthode", "DSO, by method")
METHODS_NOTE = Label(
    "Chaque méthode répond à une autre question ; comparez toujours la même d'un mois à l'autre. "
    "Les premiers mois du fichier ne sont pas montrés : les dettes d'avant n'y sont pas.",
    "Each method answers another question; always compare the same one from month to month. The "
    "first months of the file are not shown: earlier debts are not in it.",
)
METHOD, DAYS, HOW = Label("Méthode", "Method"), Label("Jours", "Days"), Label("Calcul", "How")
#: How each method is computed, by KPI.
HOW_COMPUTED: dict[str, Label] = {
    "dso_simple": Label(
        "{owed} dus ÷ {sales} de ventes en {period} jours × {period}",
        "{owed} owed ÷ {sales} of sales in {period} days × {period}",
    ),
    "dso_book": Label(
        "la même division, sans {written_off} passés en perte",
        "the same division, without {written_off} written off",
    ),
    "dso_countback": Label(
        "ce qui est dû, retiré des ventes les plus récentes, mois par mois",
        "what is owed, taken off the latest sales, month by month",
    ),
    "best_possible_dso": Label(
        "{not_due} pas encore échus : le DSO si tous payaient à l'échéance",
        "{not_due} not due yet: the DSO if everyone paid on the due day",
    ),
    "average_days_delinquent": Label(
        "le DSO moins le DSO théorique : ce qui est en retard",
        "DSO less best possible DSO: what is late",
    ),
    "weighted_days_to_pay": Label(
        "de la facture au règlement, pondéré par les montants : {followed} factures échues depuis "
        "90 jours au moins",
        "from invoice to payment, weighted by amounts: {followed} invoices due 90 days ago or more",
    ),
    "days_beyond_terms": Label(
        "de l'échéance au règlement, les mêmes factures ; un paiement en avance compte en moins",
        "from due date to payment, the same invoices; a payment in advance counts below zero",
    ),
}
STILL_OPEN = Label(
    "Parmi ces factures suivies, {amount} restent dus : ils comptent comme payés ce jour-là, le "
    "vrai délai est donc plus long.",
    "Of these followed invoices, {amount} is still owed: it counts as paid on that day, so the "
    "true time is longer.",
)
SHORT_PERIOD = Label(
    "Le fichier ne couvre que {period} jours : les ventes sont celles de ces jours-là, et une "
    "saison peut fausser le DSO.",
    "The file covers {period} days only: sales are those of these days, and a season may distort "
    "DSO.",
)
SILENT_END = Label(
    "La dernière facture est du {issue}, {days} jours plus tôt : le fichier est sans doute "
    "incomplet à la fin, et les ventes récentes trop basses.",
    "The last invoice is of {issue}, {days} days earlier: the file is most likely incomplete at "
    "its end, and recent sales too low.",
)
NOT_RIPE = Label(
    "Aucune facture n'est échue depuis 90 jours : le délai de règlement ne peut pas être mesuré.",
    "No invoice was due 90 days ago: the time to pay cannot be measured.",
)
NO_COUNTBACK = Label(
    "Les créances dépassent toutes les ventes du fichier : pas de DSO par épuisement.",
    "Receivables exceed all the sales of the file: no countback DSO.",
)

# === Behaviour =============================================================================== #

BEHAVIOUR = Label("Comment les clients paient", "How customers pay")
BEHAVIOUR_NOTE = Label(
    "Sur cent factures, combien restent impayées tant de jours après l'échéance. Une facture "
    "encore ouverte compte pour le temps où elle a été vue. Un tiret : trop peu de factures "
    "suivies jusque-là.",
    "Out of a hundred invoices, how many are still unpaid so many days past due. An invoice that "
    "is still open counts for the time it has been seen. A dash: too few invoices followed that "
    "far.",
)
SEGMENT, CUSTOMERS = Label("Segment", "Segment"), Label("Clients", "Customers")
UNPAID_AT = Label("Impayé à l'échéance +{days} j", "Unpaid at due date +{days} d")
UNPAID_DUE = Label("Impayé à l'échéance", "Unpaid at due date")
MEDIAN = Label("La moitié payée à", "Half paid at")
DAY_PAST_DUE = Label("{days} j", "{days} d")
RHYTHM = Label("Quand l'argent arrive", "When money comes")
RHYTHM_NOTE = Label(
    "Les règlements tombent-ils certains jours ? Une relance envoyée juste après une campagne de "
    "paiement attend la suivante.",
    "Do payments fall on certain days? A reminder sent just after a payment run waits for the next "
    "one.",
)
NO_PAYMENT = Label(
    "Le fichier ne contient aucun règlement : rien ne dit comment ces clients paient.",
    "The file holds no payment: nothing tells how these customers pay.",
)
DISPUTES = Label("Litiges", "Disputes")

# === Customers =============================================================================== #

TOP = Label("Les plus gros clients", "The largest customers")
TOP_NOTE = Label(
    "Ventes des {period} jours avant le {day}, et ce qui est dû ce jour-là.",
    "Sales of the {period} days before {day}, and what is owed on that day.",
)
TOP_HIDDEN = Label(
    "Les clients sont numérotés par ventes ; leurs noms ne sont pas dans ce rapport.",
    "Customers are numbered by sales; their names are not in this report.",
)
CUSTOMER, SALES = Label("Client", "Customer"), Label("Ventes TTC", "Sales incl. VAT")
CUMULATED = Label("Part cumulée", "Cumulative share")
IS_OWED, OVERDUE = Label("Dû", "Owed"), Label("dont en retard", "of which late")
OTHERS = Label("Les {n} autres", "The {n} others")
LATE_TOP = Label(
    "Les {top} clients qui ont le plus de retard doivent {share} de tout ce qui est en retard.",
    "The {top} customers with the most overdue owe {share} of all that is late.",
)

# === What can be concluded =================================================================== #

CAN = Label("Ce que l'on peut conclure", "What can be concluded")
CANNOT = Label("Ce que l'on ne peut pas conclure", "What cannot be concluded")
NEXT = Label("Pour continuer", "How to go on")
#: What a ledger tells by itself.
TELLS = (
    Label(
        "Ce qui est dû, par qui, depuis quand : ce sont des comptes, pas des estimations.",
        "What is owed, by whom, since when: these are counts, not estimates.",
    ),
    Label(
        "La part des délais accordés et celle du retard dans le DSO.",
        "Which part of DSO comes from the terms granted, and which from lateness.",
    ),
    Label(
        "Comment ces clients ont payé sous la politique de relance d'alors.",
        "How these customers paid under the collection policy of that time.",
    ),
)
#: What no ledger tells.
NEVER_TELLS = (
    Label(
        "L'effet d'une relance : on relance ceux qui sont en retard, les clients relancés paient "
        "donc plus tard que les autres, et cela ne prouve rien.",
        "The effect of a reminder: one reminds those who are late, so reminded customers pay later "
        "than others, and that proves nothing.",
    ),
    Label(
        "Ce que rapporterait une autre politique : il faut pour cela calibrer un scénario et "
        "simuler.",
        "What another policy would bring: that takes a calibrated scenario and a simulation.",
    ),
)
NO_DUE_DATE = Label(
    "Le retard exact : le fichier ne donne pas les échéances, elles sont déduites d'un délai.",
    "The exact lateness: the file gives no due dates, they are worked out from terms.",
)
NO_SEASON = Label(
    "Les saisons et la croissance : il faut douze mois de factures, le fichier en couvre {months}.",
    "Seasons and growth: they take twelve months of invoices, the file covers {months}.",
)
NO_DISPUTES = Label(
    "L'effet des litiges : le fichier n'en note aucun.",
    "The effect of disputes: the file records none.",
)
FEW = Label(
    "Les différences entre segments : {n} factures suivies, c'est peu.",
    "Differences between segments: {n} invoices followed is few.",
)
ONLY_PAID = Label(
    "Les impayés : le fichier ne contient que des factures payées.",
    "Unpaid debts: the file holds paid invoices only.",
)
TRUNCATED = Label(
    "Ce qui s'est passé avant le {since} : les règlements ne sont connus que depuis.",
    "What happened before {since}: payments are known since then only.",
)
#: What to type, step by step: a sentence, then a command.
STEPS = (
    (
        Label(
            "Vérifiez la lecture ; une colonne mal comprise se corrige :",
            "Check what was read; a column that was misunderstood is corrected:",
        ),
        Label(
            "simrecouv import FICHIER --out grand-livre.csv --map INTITULÉ=due_date",
            "simrecouv import FILE --out ledger.csv --map HEADING=due_date",
        ),
    ),
    (
        Label(
            "Faites un scénario de ce grand livre, avec la politique du scénario de base la plus "
            "proche de celle qui était appliquée :",
            "Make a scenario of this ledger, with the policy of the base scenario that is closest "
            "to the one that was applied:",
        ),
        Label(
            "simrecouv calibrate FICHIER --out scenario.toml --policy-in-force douce --open-items",
            "simrecouv calibrate FILE --out scenario.toml --policy-in-force douce --open-items",
        ),
    ),
    (
        Label(
            "Vérifiez qu'il aurait prédit vos derniers mois :",
            "Check that it would have predicted your last months:",
        ),
        Label(
            "simrecouv backtest FICHIER --policy-in-force douce",
            "simrecouv backtest FILE --policy-in-force douce",
        ),
    ),
    (
        Label("Comparez des politiques sur ce scénario :", "Compare policies on this scenario:"),
        Label("simrecouv report scenario.toml", "simrecouv report scenario.toml"),
    ),
)
