"""What a page says around its chapters: cover, contents, tables of figures, notes on outputs."""

from __future__ import annotations

from simrecouv.vocabulary import Label

# === Cover =================================================================================== #

FOR = Label("Pour {organisation}", "For {organisation}")
BY = Label("Établi par {author}", "Prepared by {author}")
LOGO = Label("Logo : {organisation}", "Logo: {organisation}")
COMPARED = Label("Politiques comparées", "Policies compared")
PORTFOLIO = Label("Portefeuille", "Portfolio")
PORTFOLIO_SIZE = Label(
    "{customers} clients, environ {invoices} factures par an",
    "{customers} customers, about {invoices} invoices a year",
)
PERIOD = Label("Période simulée", "Simulated period")
FROM_TO = Label("du {start} au {end}", "{start} to {end}")
WORLDS = Label("Mondes simulés", "Simulated worlds")
CONTENTS = Label("Sommaire", "Contents")

# === Tables of figures ======================================================================= #

NUMBERS = Label("Les nombres de cette figure", "The numbers of this figure")
ROWS = Label("Ligne", "Row")
VALUE = Label("Valeur", "Value")
BAND_OF = Label("{name} (bande)", "{name} (band)")
IN_PANEL = Label("{panel} – {name}", "{panel} – {name}")
BETWEEN = Label("{low} à {high}", "{low} to {high}")

# === PDF ===================================================================================== #

PAGE = Label("page", "page")
NO_BROWSER = Label(
    "Pas de PDF : installez Chromium, Chrome ou Edge, ou donnez le chemin de l'un d'eux dans la "
    "variable d'environnement {variable}.",
    "No PDF: install Chromium, Chrome or Edge, or give the path of one in the environment variable "
    "{variable}.",
)
NO_EXTRA = Label(
    "Pas de PDF : il y manque l'extra « pdf » ; pip install 'simrecouv[pdf]'.",
    "No PDF: the extra “pdf” is missing; pip install 'simrecouv[pdf]'.",
)
NOT_PRINTED = Label(
    "Pas de PDF : {browser} n'a pas pu l'imprimer ({reason}).",
    "No PDF: {browser} could not print it ({reason}).",
)
TOO_OLD = Label(
    "version {version}, il faut {least} ou plus", "version {version}, {least} or more needed"
)
