"""What the number of a ledger account says, in the French chart of accounts.

Customer accounts are 410, 411, bills 413, doubtful 416 and advances received 419; what stands
against them in an entry tells an invoice from a payment, a credit note, a discount or a write-off.
"""

from __future__ import annotations

import re
from enum import IntEnum

#: Accounts on which a customer owes or is owed: customers, bills, doubtful, advances received.
#: 4196 to 4198 (packaging, rebates to grant) are estimates of the year end, as 418 is.
RECEIVABLE = re.compile(r"41(?:[01]|3|6)|419(?:[01]|$)")

#: Accounts of the report that are told apart from their class.
NAMED = ("411", "413", "416", "419", "410", "491", "654", "6714", "665")


class Side(IntEnum):
    """What a line of an entry is, seen from the customer line that it stands against."""

    OTHER = 0
    RECEIVABLE = 1
    SALES = 2
    CASH = 3
    WRITTEN_OFF = 4
    DISCOUNT = 5
    TAX = 6


_SIDES = (
    (RECEIVABLE, Side.RECEIVABLE),
    # 758, 768, 778: small differences of settlement; 76, 78, 79: not sales.
    (re.compile(r"7(?!58|6|71|72|78|8|9)"), Side.SALES),
    (re.compile(r"5"), Side.CASH),
    (re.compile(r"654|6714"), Side.WRITTEN_OFF),
    (re.compile(r"665"), Side.DISCOUNT),
    (re.compile(r"445"), Side.TAX),
)


def side_of(ledger_account: str) -> Side:
    """Say what an account is.

    >>> side_of("41100000").name, side_of("70710").name, side_of("7780").name, side_of("512").name
    ('RECEIVABLE', 'SALES', 'OTHER', 'CASH')
    """
    return next((side for start, side in _SIDES if start.match(ledger_account)), Side.OTHER)


def group_of(ledger_account: str) -> str:
    """Return the group of the report that an account is summed in: a named one, else its class.

    >>> group_of("41160000"), group_of("491100"), group_of("70710"), group_of("?")
    ('411', '491', '7', '')
    """
    named = next((name for name in NAMED if ledger_account.startswith(name)), "")
    return named or (ledger_account[:1] if ledger_account[:1] in set("123456789") else "")


def customer_of(ledger_account: str, auxiliary: str) -> str:
    """Return the customer: the auxiliary account, else what follows 411 in the account.

    >>> customer_of("41100000", "C012"), customer_of("411DUPONT", ""), customer_of("41100000", "")
    ('C012', 'DUPONT', '41100000')
    """
    rest = ledger_account[3:] if RECEIVABLE.match(ledger_account) else ledger_account
    return auxiliary or (rest if rest.strip("0") else ledger_account)


#: Journals of opening entries, by code; by name, `OPENING_NAME`.
OPENING_CODES = {"AN", "ANO", "ANOUV", "ANC", "RAN", "AN1", "A NOUVEAU", "ANOUVEAU", "OUV"}
OPENING_NAME = re.compile(r"[àa][ -]*nouveau|\bouverture|\breports?\b|opening", re.IGNORECASE)

#: Journals of sales, and of cash, by name or code, where entries hold customer lines only.
SALES_JOURNAL = re.compile(r"V(?:E|T|EN|TE)?\d*$|.*(?:vente|factur|sales)", re.IGNORECASE)
CASH_JOURNAL = re.compile(
    r"(?:BQ|BK|BA|CA|CAI|CH|BNP|CIC|CM|SG|LCL|CCP)\d*$|.*(?:banque|bank|caisse|tr[ée]sor|r[èe]gl|encaiss)",
    re.IGNORECASE,
)


def is_opening_journal(code: str, name: str) -> bool:
    """Whether a journal holds opening entries.

    >>> [is_opening_journal(*one) for one in (("RAN", ""), ("X", "A nouveaux"), ("VE", ""))]
    [True, True, False]
    """
    return code.upper() in OPENING_CODES or bool(OPENING_NAME.search(name))
