"""The order of dates is decided per file, with evidence; without it, the file is refused."""

from __future__ import annotations

import pytest

from intake.ledger_texts import read_text
from simrecouv.errors import LedgerFileError

HEAD = "facture;client;date facture;échéance;montant;payé le;days to pay\n"


def issue_date(rows: str) -> str:
    return str(read_text(HEAD + rows).invoices["issue_date"].iloc[0].date())


def test_a_number_above_12_decides_for_all_the_rows() -> None:
    assert (
        issue_date("1;a;03/04/2024;03/05/2024;5;;\n2;a;13/04/2024;13/05/2024;5;;\n") == "2024-04-03"
    )
    assert (
        issue_date("1;a;03/04/2024;04/03/2024;5;;\n2;a;04/13/2024;05/13/2024;5;;\n") == "2024-03-04"
    )


def test_a_given_duration_decides() -> None:
    row = "1;a;03/04/2024;05/04/2024;5;07/04/2024;{}\n"
    assert issue_date(row.format(4)) == "2024-04-03"
    assert issue_date(row.format(122)) == "2024-03-04"


def test_dates_before_their_invoice_decide() -> None:
    assert issue_date("1;a;05/02/2024;04/03/2024;5;;\n") == "2024-02-05"
    assert issue_date("1;a;02/05/2024;03/04/2024;5;;\n") == "2024-02-05"


def test_constant_terms_decide() -> None:
    """Day first, 10 days twice; month first, 305 and 304 days."""
    rows = "1;a;01/03/2024;11/03/2024;5;;\n2;a;02/04/2024;12/04/2024;5;;\n"
    assert issue_date(rows) == "2024-03-01"


@pytest.mark.parametrize(
    ("rows", "evidence"),
    [
        ("1;a;03/04/2024;05/06/2024;5;;\n", "both orders make sense"),
        (
            "1;a;13/04/2024;14/05/2024;5;;\n2;a;04/13/2024;05/14/2024;5;;\n",
            "2 dates .* first place .* 2 in second",
        ),
        (
            "1;a;2024-04-03;2024-05-03;5;;\n2;a;13/04/2024;13/05/2024;5;;\n",
            "swapped days and months",
        ),
    ],
    ids=["none", "both ways", "two forms"],
)
def test_ambiguous_dates_are_refused_with_the_evidence(rows: str, evidence: str) -> None:
    with pytest.raises(LedgerFileError, match=evidence):
        read_text(HEAD + rows)


def test_the_same_day_and_month_need_no_order() -> None:
    assert issue_date("1;a;05/05/2024;06/06/2024;5;;\n") == "2024-05-05"


def test_a_stray_date_is_set_aside_not_believed() -> None:
    rows = "".join(f"{n};a;13/04/2024;14/05/2024;5;;\n" for n in range(200))
    ledger = read_text(HEAD + rows + "x;a;04/13/2024;14/05/2024;5;;\n")
    assert len(ledger.invoices) == 200
    assert [row.value for row in ledger.quality.set_aside] == ["04/13/2024"]


def test_the_report_gives_the_evidence_in_both_languages() -> None:
    quality = read_text(
        HEAD + "1;a;03/04/2024;03/05/2024;5;;\n2;a;13/04/2024;13/05/2024;5;;\n"
    ).quality
    assert any("jour en tête (2 valeurs" in line for line in quality.lines("fr"))
    assert any("day first (2 values" in line for line in quality.lines("en"))


SHORT_ROWS = "1;a;24-01-10;24-02-09;5;;\n2;a;24-02-11;24-03-12;5;24-03-20;\n"


def test_years_of_two_digits_first_are_found_by_the_terms() -> None:
    """Year last, the first is issued on 2010-01-24 and due on 2009-02-24."""
    assert issue_date(SHORT_ROWS) == "2024-01-10"


def test_years_of_two_digits_last_are_found_by_the_terms() -> None:
    """Year first, the terms would be 29 years."""
    assert issue_date("1;a;10/01/24;09/02/24;5;;\n2;a;13/02/24;14/03/24;5;;\n") == "2024-01-10"


def test_a_year_of_two_digits_that_is_no_day_stands_first() -> None:
    assert issue_date("1;a;98-02-11;98-03-13;5;;\n2;a;99-01-10;99-02-09;5;;\n") == "1998-02-11"


def test_days_of_a_whole_month_are_no_years() -> None:
    """Without due dates: year first, a month of days would spread over 28 years."""
    rows = "".join(f"{n};a;{n:02d}/01/24;;5;{n:02d}/02/24;\n" for n in range(1, 29))
    found = read_text(HEAD + rows, terms_days=30).invoices["issue_date"]
    assert {f"{day:%Y-%m}" for day in found} == {"2024-01"}


def test_years_of_two_digits_that_could_stand_first_or_last_are_refused() -> None:
    with pytest.raises(LedgerFileError, match="year first or year last"):
        read_text(HEAD + "1;a;24-01-10;;10,00;24-02-11;\n", terms_days=30)
