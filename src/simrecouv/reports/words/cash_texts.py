"""The words on what a day of DSO is worth, in both languages."""

from __future__ import annotations

from simrecouv.vocabulary import Label

DSO_MOVES = Label("Écart de DSO", "Difference of DSO")
FREED = Label("BFR libéré, une fois", "Working capital freed, once")
CASH_PER_DAY = Label("Trésorerie par jour de DSO", "Cash per day of DSO")
FINANCING_PER_DAY = Label(
    "Financement épargné par jour de DSO, par an", "Financing saved per day of DSO, a year"
)
DAYS_NOTE = Label(
    "Écarts appariés avec « {baseline} », moyennes de {n} mondes, intervalles à 95 % dessous. Un "
    "quotient est celui des totaux ; un tiret : l'écart de DSO est trop petit. Un jour de "
    "ventes TTC vaut ici {sales}.",
    "Paired differences from “{baseline}”, means of {n} worlds, 95% intervals below. A quotient is "
    "that of totals; a dash: the difference of DSO is too small. One day of sales incl. VAT is "
    "worth {sales} here.",
)

RATE = Label("Taux par an", "Rate a year")
VAT = Label("TVA due sur", "VAT due on")

YEARLY = Label("Gain par an, financement à part", "Gain a year, financing apart")
PRICE = Label("Prix de cet argent, par an", "Price of this money, a year")
FINANCING = Label("Financement épargné par an", "Financing saved a year")
TOTAL = Label("Gain net par an", "Net gain a year")
PRICE_NOTE = Label(
    "Moyennes de {n} mondes, écarts avec « {baseline} ». Prix : ce que la politique coûte par an, "
    "financement à part, pour chaque euro de BFR libéré ; à comparer aux {debit} du découvert. "
    "« Gratuit » : elle rapporte même sans compter le financement. Un tiret : rien de net "
    "n'est libéré.",
    "Means of {n} worlds, differences from “{baseline}”. Price: what the policy costs a year, "
    "financing apart, for each euro of working capital freed; to be compared with the {debit} of "
    "the overdraft. “Free”: it earns even without counting financing. A dash: nothing is clearly "
    "freed.",
)
FREE = Label("gratuit", "free")

ANSWER = Label(
    "**Un jour de DSO libère {cash} de trésorerie ({cash_between}), une fois pour toutes, et "
    "épargne {financing} de financement par an ({financing_between}).**",
    "**A day of DSO frees {cash} of cash ({cash_between}), once and for all, and saves {financing} "
    "of financing a year ({financing_between}).**",
)
UNSURE = Label(
    "Ces mondes ne disent pas ce que vaut un jour de DSO : son écart est trop incertain.",
    "These worlds do not tell what a day of DSO is worth: its difference is too uncertain.",
)
WHY = Label(
    "L'argent libéré est celui d'un jour de ventes TTC ({sales}). Ce n'est pas un gain : il "
    "faudrait le rendre si le DSO remontait. Le gain, c'est ce que cet argent épargne chaque "
    "année.",
    "The money freed is that of one day of sales incl. VAT ({sales}). It is no gain: it would go "
    "back if DSO rose again. The gain is what this money saves every year.",
)
WORTH = Label(
    "Pour gagner un jour, ne dépensez donc pas plus de {financing} par an.",
    "So do not spend more than {financing} a year to gain one day.",
)
