"""The words on why the DSO changes, in both languages."""

from __future__ import annotations

from simrecouv.vocabulary import Label

TITLE = Label("Pourquoi le DSO change", "Why the DSO changes")
INTRO = Label(
    "Un DSO baisse quand les clients paient plus ou plus tôt. Il baisse aussi quand une créance "
    "est passée en perte, vendue, créditée ou escomptée : rien de plus n'est alors encaissé. "
    "Écarts avec « {baseline} », moyenne de douze fins de mois et de {n} réplications ; « DSO » "
    "tout court : le comptable et le brut bougent ensemble.",
    "DSO falls when customers pay more or sooner. It also falls when debt is written off, sold, "
    "credited or discounted: nothing more is then collected. Differences from “{baseline}”, mean "
    "of twelve month-ends and {n} replications; “DSO” alone: book and headline move together.",
)

# === One sentence per policy ================================================================= #

BOTH = Label("DSO", "DSO")
FALLS = Label(
    "{policy} : le {kpi} baisse de {days}, {why}.", "{policy}: {kpi} falls by {days}, {why}."
)
RISES = Label(
    "{policy} : le {kpi} monte de {days}, {why}.", "{policy}: {kpi} rises by {days}, {why}."
)
STAYS = Label("{policy} : le {kpi} ne change pas.", "{policy}: {kpi} does not change.")
UNSURE = Label(
    "{policy} : l'écart de {kpi} ({days}, intervalle {between}) est trop proche de zéro pour "
    "conclure.",
    "{policy}: the difference of {kpi} ({days}, interval {between}) is too close to zero to call.",
)
BARELY = Label(
    "{policy} : le {kpi} ne change pas de façon visible ({days}).",
    "{policy}: {kpi} does not change visibly ({days}).",
)
NO_INTERVAL = Label(
    "{policy} : l'écart de {kpi} est de {days} en moyenne, {why}.",
    "{policy}: the difference of {kpi} is {days} on average, {why}.",
)
ALL_OF_IT = Label("entièrement parce que {cause}", "all of it because {cause}")
IN_PARTS = Label("soit {parts}", "that is {parts}")
PART = Label("{days} ({reason})", "{days} ({reason})")
#: What each term says when it lowers the DSO, and when it raises it.
REASONS: dict[str, tuple[Label, Label]] = {
    "sales": (Label("ventes différentes", "other sales"),) * 2,
    "cash": (
        Label("encaissements en plus", "more cash received"),
        Label("encaissements en moins", "less cash received"),
    ),
    "discounts": (Label("escomptes", "discounts"), Label("moins d'escomptes", "fewer discounts")),
    "credits": (
        Label("avoirs et abandons en plus", "more credit notes and waivers"),
        Label("avoirs et abandons en moins", "fewer credit notes and waivers"),
    ),
    "written_off": (
        Label("passages en perte en plus", "more written off"),
        Label("passages en perte en moins", "less written off"),
    ),
    "sold": (
        Label("créances vendues au factor", "sold to a factor"),
        Label("moins de créances vendues au factor", "less sold to a factor"),
    ),
    "guarantor": (
        Label("payé par un garant", "paid by a guarantor"),
        Label("moins payé par un garant", "less paid by a guarantor"),
    ),
}
#: Why a DSO falls, when one term is the whole of it.
FALL_CAUSES: dict[str, Label] = {
    "cash": Label("les clients paient davantage ou plus tôt", "customers pay more or sooner"),
    "discounts": Label("des escomptes sont accordés", "discounts are granted"),
    "credits": Label(
        "des avoirs et des abandons effacent de la dette", "debt is credited or waived"
    ),
    "written_off": Label("la dette est passée en perte plus tôt", "debt is written off earlier"),
    "sold": Label("des créances sont vendues au factor", "debt is sold to a factor"),
    "guarantor": Label(
        "un garant paie à la place des clients", "a guarantor pays in the customers' place"
    ),
}
#: And why it rises.
RISE_CAUSES: dict[str, Label] = {
    "cash": Label("les clients paient moins ou plus tard", "customers pay less or later"),
    "written_off": Label("la dette est passée en perte plus tard", "debt is written off later"),
}

# === What it means =========================================================================== #

UNCHANGED = Label("{figures} ne changent pas", "{figures} do not change")
NOT_CLEARLY = Label(
    "{figures} ne changent pas de façon sûre", "{figures} do not change for certain"
)
NOTHING_MORE = Label(
    "{unchanged} : rien de plus n'a été encaissé.", "{unchanged}: nothing more was collected."
)
FIGURE = Label("{figure} ({difference})", "{figure} ({difference})")
#: The figures that an accounting act leaves alone, as a sentence names them.
LEFT_ALONE: dict[str, Label] = {
    "dso_simple": Label("le DSO brut", "headline DSO"),
    "recovery_rate_365d": Label("le recouvrement à 365 j", "recovery at 365 d"),
    "net_gain": Label("le gain net", "net gain"),
}
AND = Label("{first} et {last}", "{first} and {last}")
HEADLINE = Label(
    "Le DSO brut, qu'aucune écriture n'améliore, change de {days}.",
    "Headline DSO, which no accounting entry improves, changes by {days}.",
)
FACTOR_WAITS = Label(
    "C'est le factor qui attend à la place de l'entreprise : le délai de règlement des clients, "
    "lui, {change}.",
    "It is the factor that waits in the company's place: the customers' own days to pay {change}.",
)
DELAY_STAYS = Label("ne change pas de façon sûre ({days})", "do not change for certain ({days})")
DELAY_MOVES = Label("change de {days}", "change by {days}")
GIVEN_UP = Label(
    "Les {days} d'escomptes, d'avoirs et d'abandons sont de la dette effacée : cet argent ne "
    "rentrera pas.",
    "The {days} of discounts, credit notes and waivers are debt given up: that money will not "
    "come in.",
)

# === The tables ============================================================================== #

REASON = Label("Ce qui fait la différence", "What makes the difference")
DIFFERENCE = Label("Écart de {kpi}", "Difference of {kpi}")
AGE = Label("dont {age}", "of which {age}")
NOTE = Label(
    "Factures émises sous les deux politiques : ce que chacune a fait sortir de plus depuis le "
    "changement, en jours de ventes. Une facture vendue compte comme vendue jusqu'à ce que son "
    "client paie le factor, comme encaissée ensuite. « Ventes facturées » : les factures émises "
    "sous une seule des deux, et les ventes qui divisent. Le DSO brut ignore les passages en perte "
    "mais laisse sortir ce qui a plus de 730 jours de retard. Chaque colonne s'additionne "
    "exactement : les arrondis sont répartis.",
    "Invoices issued under both policies: what each has taken out in addition since the switch, in "
    "days of sales. An invoice sold counts as sold until its customer pays the factor, as cash "
    "from then on. “Sales invoiced”: invoices of one policy alone, and the sales that divide. "
    "Headline DSO ignores write-offs but lets out what is over 730 days past due. Each column adds "
    "up exactly: roundings are spread.",
)
