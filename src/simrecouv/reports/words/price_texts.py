"""What a report says of the price of the best policy: its cost, and until when it pays."""

from __future__ import annotations

from simrecouv.vocabulary import Label

AGREE_ON_DSO = Label(
    "{share} des mondes simulés s'accordent sur le sens de cet écart de DSO.",
    "{share} of the simulated worlds agree on the direction of this difference of DSO.",
)
AGREE_ON_GAIN = Label(
    "{share} des mondes simulés s'accordent sur le sens de l'écart de gain net.",
    "{share} of the simulated worlds agree on the direction of the difference of net gain.",
)
COSTS_MORE = Label(
    "« {best} » coûte {cost} de plus en relances et en encaissement sur une année de commandes "
    "(intervalle {between}).",
    "“{best}” costs {cost} more in reminders and payments on a year of orders (interval "
    "{between}).",
)
COSTS_LESS = Label(
    "« {best} » coûte {cost} de moins en relances et en encaissement sur une année de commandes "
    "(intervalle {between}).",
    "“{best}” costs {cost} less in reminders and payments on a year of orders (interval "
    "{between}).",
)
PAYS = Label(
    "En moyenne, elle rapporte encore tant que ce surcoût reste sous {limit}.",
    "On average it still pays as long as this extra cost stays under {limit}.",
)
PAYS_BY_THE_HOUR = Label(
    "En moyenne, elle rapporte encore tant que ce surcoût reste sous {limit} : si tous ses prix "
    "montaient ensemble, l'heure d'appel pourrait coûter jusqu'à {hour}, au lieu de {stated}.",
    "On average it still pays as long as this extra cost stays under {limit}: if all its prices "
    "rose together, an hour of calls could cost up to {hour}, instead of {stated}.",
)
