"""The words on third parties, in both languages; sums bring their own labels."""

from __future__ import annotations

from simrecouv.vocabulary import Label, Party

TITLE = Label("Ce que les tiers apportent et coûtent", "What third parties bring and cost")
INTRO = Label(
    "Sur les commandes de la première année, suivies jusqu'au {end}. Créances et encaissements "
    "TTC ; commissions, frais et primes HT.",
    "On the orders of the first year, followed until {end}. Debts and money received incl. VAT; "
    "commissions, costs and premiums excl. VAT.",
)
MEANS = Label(
    "Moyennes de {n} réplications, à l'euro près. Une ligne nulle partout n'est pas montrée.",
    "Means of {n} replications, to the euro. A row that is zero everywhere is not shown.",
)

# === What is derived from the sums =========================================================== #

RECOVERED_SHARE = Label("encaissé, part du principal remis", "received, share of principal placed")
BROUGHT_SHARE = Label("apport propre, part du remis", "brought by it, share of what was placed")
NET = Label("apport net de commission", "brought, net of commission")
NET_PER_EURO = Label("apport net, par euro remis", "brought net, per euro placed")
COST_PER_EURO = Label(
    "frais, par euro rentré depuis (venu de toute façon ou non)",
    "costs, per euro received since (anyway or not)",
)
PRICE = Label("prix, part du montant financé ou vendu", "price, share of what is financed or sold")
PAID_BACK = Label("rendu par euro de prime et de frais", "paid back per euro of premium and fee")

# === In words, policy by policy ============================================================== #

NEVER = Label(
    "« {policy} » n'y recourt dans aucun des mondes simulés.",
    "“{policy}” never uses it in the simulated worlds.",
)
AGENCY = Label(
    "« {policy} » remet {entrusted} au cabinet. Il en rentre {recovered}, dont {anyway} seraient "
    "venus de toute façon : le cabinet apporte {brought} et coûte {fees}, soit un apport net de "
    "{net} ({net_per_euro} par euro remis).",
    "“{policy}” places {entrusted} with the agency. Of that {recovered} comes in, of which "
    "{anyway} would have come anyway: the agency brings {brought} and costs {fees}, a net of {net} "
    "({net_per_euro} per euro placed).",
)
COURT = Label(
    "« {policy} » réclame {claimed} en justice : {titles} titres, {seizures} saisies fructueuses "
    "et {empty} vaines. Depuis la saisine, {recovered} sont rentrés, dont {seized} saisis ; les "
    "frais s'élèvent à {costs}, pénalités et dépens encaissés à {charges}.",
    "“{policy}” claims {claimed} in court: {titles} titles, {seizures} seizures that found money "
    "and {empty} that found nothing. Since filing, {recovered} came in, of which {seized} seized; "
    "costs are {costs}, late charges and court costs received {charges}.",
)
FINANCED = Label(
    "« {policy} » finance {financed} avec recours. Le factor avance {advanced} et reprend "
    "{taken_back} faute de paiement ; il prend {commission} de commissions et {interest} "
    "d'intérêts, soit {price} du montant. L'avance est une dette : le DSO n'en baisse pas.",
    "“{policy}” finances {financed} with recourse. The factor advances {advanced} and takes "
    "{taken_back} back for want of payment; it takes {commission} of commissions and {interest} of "
    "interest, {price} of the amount. The advance is a debt: it does not lower DSO.",
)
SOLD = Label(
    "« {policy} » vend {sold} sans recours. Le factor en garde {unpaid} d'impayés à sa charge et "
    "rend {bought_back} de créances contestées ou réduites ; il prend {commission} de commissions "
    "et {interest} d'intérêts, soit {price} du montant.",
    "“{policy}” sells {sold} without recourse. The factor bears {unpaid} of unpaid debt and gives "
    "back {bought_back} of debt disputed or reduced; it takes {commission} of commissions and "
    "{interest} of interest, {price} of the amount.",
)
FINANCED_AND_SOLD = Label(
    "« {policy} » finance {financed} avec recours et vend {sold} sans. Le factor avance "
    "{advanced}, reprend {taken_back} et garde {unpaid} d'impayés ; il prend {commission} de "
    "commissions et {interest} d'intérêts, soit {price} du montant.",
    "“{policy}” finances {financed} with recourse and sells {sold} without. The factor advances "
    "{advanced}, takes {taken_back} back and bears {unpaid} of unpaid debt; it takes {commission} "
    "of commissions and {interest} of interest, {price} of the amount.",
)
COVER = Label(
    "« {policy} » paie {premiums} de primes et de frais de garantie. Pour {called} appels, "
    "{refused}, {paid}. Il en revient {paid_back} par euro payé.",
    "“{policy}” pays {premiums} of premiums and guarantee fees. For {called} calls, {refused}, "
    "{paid}. {paid_back} comes back per euro paid.",
)
COVER_FREE = Label(
    "« {policy} » est couverte sans frais. Pour {called} appels, {refused}, {paid}.",
    "“{policy}” is covered at no cost. For {called} calls, {refused}, {paid}.",
)
NONE_REFUSED = Label("sans refus", "none refused")
REFUSED = Label("dont {n} en refus ({reasons})", "of which {n} refused ({reasons})")
REASON = Label("{reason} : {n}", "{reason}: {n}")
NOTHING_PAID = Label("rien n'est versé", "nothing is paid")
INDEMNIFIED = Label(
    "l'assureur verse {indemnified} et reprend {returned} sur ce qui rentre ensuite",
    "the insurer pays {indemnified} and gets {returned} back from what comes later",
)
GUARANTEED = Label("les garants paient {guaranteed}", "guarantors pay {guaranteed}")

# === What to keep in mind ==================================================================== #

NOTES: dict[Party, Label] = {
    Party.AGENCY: Label(
        "L'apport propre est ce qui ne serait pas venu sans cabinet : le simulateur suit aussi la "
        "vie de chaque facture sans lui. Ni ce qu'un commissaire de justice saisit, ni ce que "
        "verse un liquidateur n'est mis à son crédit. La commission est due sur tout paiement "
        "pendant son mandat, y compris ce qui serait venu de toute façon.",
        "What the agency brings is what would not have come without one: the simulator also "
        "follows the life of each invoice without it. Neither what a bailiff seizes nor what a "
        "liquidator pays is to its credit. The commission is due on all that is paid during its "
        "mandate, including what would have come anyway.",
    ),
    Party.COURT: Label(
        "Une partie de cet argent serait venue sans le tribunal : ce qu'il ajoute se lit dans les "
        "« créances non encaissées » du gain net, politique par politique.",
        "Part of this money would have come without the court: what it adds reads in the "
        "“principal not received” of the net gain, policy by policy.",
    ),
    Party.FACTOR: Label(
        "Une avance avec recours est un prêt, remboursé par le client ou repris à l'entreprise. "
        "Une créance vendue sort du DSO le jour de la vente, et revient si le client la conteste.",
        "An advance with recourse is a loan, repaid by the customer or taken back from the "
        "company. Debt that is sold leaves DSO on the day of the sale, and comes back if the "
        "customer disputes it.",
    ),
    Party.COVER: Label(
        "Une indemnité réduit la perte, pas la dette du client. L'exposition déclarée est HT pour "
        "un assureur, TTC pour un garant. Ce qui est en attente à la fin compte pour zéro.",
        "An indemnity reduces the loss, not the customer's debt. Exposure is excl. VAT for an "
        "insurer, incl. VAT for a guarantor. What is pending at the end counts as zero.",
    ),
}
