"""Names of months in French, English and German, whole or cut."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Month → its names, without accents; any beginning that means one month only is understood.
NAMES = {
    1: ("janvier", "january", "januar", "janner", "jaenner"),
    2: ("fevrier", "february", "februar", "feber"),
    3: ("mars", "march", "marz", "maerz", "mrz"),
    4: ("avril", "april"),
    5: ("mai", "may"),
    6: ("juin", "june", "juni"),
    7: ("juillet", "july", "juli", "jly", "jul"),
    8: ("aout", "august", "aug"),
    9: ("septembre", "september"),
    10: ("octobre", "october", "oktober"),
    11: ("novembre", "november"),
    12: ("decembre", "december", "dezember"),
}


@lru_cache(maxsize=1024)
def month_named(name: str) -> int:
    """Return the number of a month; 0 for what is not one, or could be two.

    >>> [month_named(name) for name in ("janv", "Mär", "DEC", "juil", "jui", "soon")]
    [1, 3, 12, 7, 0, 0]
    """
    bare = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    if len(bare) < 3:
        return 0
    found = [n for n, names in NAMES.items() if any(full.startswith(bare) for full in names)]
    return found[0] if len(found) == 1 else 0
