"""The words of the executive summary: one page, in both languages."""

from __future__ import annotations

from simrecouv.vocabulary import Label

TITLE = Label("Politique de relance : l'essentiel", "Collection policy: the essentials")
FROM_TO = Label("aujourd'hui {before}", "today {before}")
DIFFERENCE = Label("écart {difference}", "difference {difference}")
BETWEEN = Label("{between}, à 95 %", "{between}, 95% interval")
LEVEL_ALONE = Label("sous la politique en vigueur", "under the policy in force")
A_YEAR = Label("sur une année de ventes", "on a year of sales")
WITH = Label("Avec « {best} »", "With “{best}”")
#: Titles of the tiles.
TILES: dict[str, Label] = {
    "dso_simple": Label("DSO", "DSO"),
    "bfr_mean": Label("BFR moyen", "Working capital requirement"),
    "recovery_rate_90d": Label("Recouvré à 90 jours", "Recovered at 90 days"),
    "net_gain": Label("Gain net", "Net gain"),
}
EACH_ALONE = Label(
    "Dans la figure, chaque intervalle vaut pour sa politique seule ; en haut, celui du gain net "
    "est élargi, parce que la politique est choisie parmi {k}.",
    "In the figure, each interval holds for its policy alone; above, that of net gain is widened, "
    "because the policy is chosen among {k}.",
)
NOT_DRAWN = Label("Non dessinées : {policies}.", "Not drawn: {policies}.")
NOT_DRAWN_ONE = Label("Non dessinée : {policies}.", "Not drawn: {policies}.")
LESS = Label("{term} en moins", "less {term}")
EARNS = Label("Ce qui rapporte le plus : {term} ({gain}).", "What earns the most: {term} ({gain}).")
COSTS = Label("Ce qui coûte le plus : {term} ({cost}).", "What costs the most: {term} ({cost}).")
TAKES = Label(
    "« {best} » demande {contacts} relances et {hours} de travail par an, contre {contacts_before} "
    "et {hours_before} aujourd'hui.",
    "“{best}” takes {contacts} contacts and {hours} of work a year, against {contacts_before} and "
    "{hours_before} today.",
)
TAKES_AS_MUCH = Label(
    "« {best} » demande autant de travail qu'aujourd'hui : {contacts} relances et {hours} par an.",
    "“{best}” takes as much work as today: {contacts} contacts and {hours} a year.",
)

# === What matters ============================================================================ #

MATTERS = Label("Les hypothèses qui pèsent le plus", "The assumptions that matter most")
ASSUMPTION = Label("Hypothèse", "Assumption")
RANGE = Label("Plage", "Range")
EFFECT = Label("Quand elle est plus haute, le gain net…", "When it is higher, net gain…")
RISES, FALLS = Label("monte", "rises"), Label("baisse", "falls")
SHARE = Label("Part expliquée", "Explained share")
BETWEEN_ENDS = Label("{low} à {high}", "{low} to {high}")
SHARE_NOTE = Label(
    "Part des différences de gain net d'un monde à l'autre qui va avec l'hypothèse.",
    "Share of the differences in net gain between worlds that goes with the assumption.",
)
NONE_STANDS_OUT = Label(
    "Aucune des {n} hypothèses tirées ne se détache : chacune explique trop peu des différences de "
    "gain net entre {worlds} mondes pour qu'on l'y distingue du hasard.",
    "None of the {n} assumptions that were drawn stands out: each explains too little of the "
    "differences in net gain between {worlds} worlds to be told from luck.",
)
HELD = Label(
    "Les {n} hypothèses sont restées à leur valeur centrale : le mode « hasard et hypothèses » "
    "dirait lesquelles pèsent.",
    "The {n} assumptions were held at their central value: the “luck and assumptions” mode would "
    "tell which of them matter.",
)

# === Limits and provenance =================================================================== #

LIMITS = Label("Limites", "Limits")
LIMIT = Label(
    "Ce résultat vient d'un modèle : l'effet des relances est supposé, pas mesuré dans "
    "l'entreprise.",
    "This result comes from a model: the effect of reminders is assumed, not measured at the "
    "company.",
)
PROVENANCE = Label(
    "Scénario {scenario} · empreinte {fingerprint} · graine {seed} · {n} réplications · {mode} · "
    "simrecouv {version}",
    "Scenario {scenario} · fingerprint {fingerprint} · seed {seed} · {n} replications · {mode} · "
    "simrecouv {version}",
)
