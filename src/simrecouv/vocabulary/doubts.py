"""The words of doubt: what the intervals of a study cover, and why a figure has none."""

from __future__ import annotations

from simrecouv.vocabulary.words import Label, Word


class Mode(Word):
    """What differs from one replication to the next, and so what its intervals cover."""

    LUCK = "luck", "hasard seul", "luck only"
    LUCK_AND_ASSUMPTIONS = (
        "luck+assumptions",
        "hasard et hypothèses",
        "luck and assumptions",
    )


#: What a figure or a table says of the mode.
IN_MODE = Label("Mode : {mode}.", "Mode: {mode}.")


class Doubt(Word):
    """Why a figure has no interval; ``{k}``, ``{n}`` and ``{needed}`` are numbers of replications.

    `TOO_RARE`: few replications move the figure, `k` of `n`; `TOO_FEW`: there are fewer than
    `needed`; `UNDEFINED`: a ratio of nothing.
    """

    TOO_RARE = "too_rare", "trop rare pour conclure ({k} sur {n})", "too rare to tell ({k} of {n})"
    TOO_FEW = (
        "too_few",
        "il faut au moins {needed} réplications",
        "at least {needed} replications needed",
    )
    UNDEFINED = "undefined", "non défini", "undefined"
