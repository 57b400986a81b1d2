"""Spaces, signs and texts as each language sets them."""

from __future__ import annotations

import re

from simrecouv.vocabulary.words import Label, Lang

NARROW_SPACE = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "\u2212"
UNDEFINED = "\u2013"

COLON = Label(f"{NO_BREAK}: ", ": ")


def say(label: Label, lang: Lang, **values: object) -> str:
    r"""Return a text in the language, ``{names}`` filled, punctuation and units kept on their line.

    >>> say(Label("gain : {gain}", "gain: {gain}"), "en", gain="12")
    'gain: 12'
    >>> say(Label("gain : {gain}", "gain: {gain}"), "fr", gain="12") == "gain\u00a0: 12"
    True
    """
    text = re.sub(r"(?<=\d) (?=[jdh]\b)", NO_BREAK, label.in_(lang))
    if lang == "fr":
        text = re.sub(r" (?=[:;!?»%€])|(?<=«) ", NO_BREAK, text)
    return text.format(**values)


def sentence(text: str) -> str:
    """Start a text with a capital.

    >>> sentence("net gain"), sentence("")
    ('Net gain', '')
    """
    return text[:1].upper() + text[1:]
