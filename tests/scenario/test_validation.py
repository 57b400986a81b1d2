"""Bad scenarios: each problem names its place, the value found there, and what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from simrecouv.errors import ScenarioError
from simrecouv.scenario import load_scenario, scenario_from, to_tables

#: override → what the message must hold, place first.
SLIPS = {
    "policies.ferme.credit.segments=[1]": ["policies.ferme.credit.segments.0 = 1", "a text"],
    "policies.ferme.exclude.segments=[1]": ["policies.ferme.exclude.segments.0 = 1"],
    "behaviour.frailty_variance=1e4": ["behaviour.frailty_variance = 10000", "at most 100"],
    "behaviour.disputes.mean_days=4000": ["behaviour.disputes.mean_days", "at most 3650"],
    "simulation.seeed=1": ["simulation.seeed:", "did you mean 'seed'?"],
    "finance.debit_rate=6": ["finance.debit_rate = 6", "a rate of at most 1 (0.06 = 6 %)"],
    "behaviour.discount.reservation_rate=12": ["a rate of at most 1"],
    "behaviour.terms_pass_through={ value = 0.7, low = 0.4, high = 1.5 }": ["this is 1.5"],
    "simulation.baseline=Rien": ["simulation.baseline = 'Rien'", "did you mean 'nothing'?"],
    "simulation.baseline=duoce": ["simulation.baseline = 'duoce'", "did you mean 'douce'?"],
    "simulation.replications=0": ["simulation.replications = 0", "from 1 to 100,000", "Worlds"],
    'simulation.seed="7"': ["simulation.seed = '7'", "a whole number"],
    "simulation.start=1926-01-01": ["simulation.start = '1926-01-01'", "from 2000 to 2100"],
    "simulation.start=20260101": ["simulation.start = 20260101", "a date such as 2026-01-01"],
    'simulation.start="20260101"': ["simulation.start = '20260101'", "a date such as 2026-01-01"],
    "simulation.start=demain": ["simulation.start = 'demain'", "a date such as 2026-01-01"],
    "segments.pme.customers=-3": ["segments.pme.customers = -3", "from 1 to 2,000,000"],
    "segments.pme.customers=12.5": ["segments.pme.customers = 12.5", "a whole number"],
    "segments.pme.vat_rate=20": ["segments.pme.vat_rate = 20", "from 0 to 1", "VAT on sales"],
    "segments.pme.margin_rate=nan": ["segments.pme.margin_rate = nan", "a number from 0 to 1"],
    "segments.pme.kind=compagny": ["segments.pme.kind = 'compagny'", "did you mean 'company'?"],
    "segments.pme.amount.law=lognormale": [
        "segments.pme.amount.law = 'lognormale'",
        "did you mean 'lognormal'?",
    ],
    "segments.pme.terms.end_of_month=aftr": [
        "segments.pme.terms.end_of_month = 'aftr'",
        "did you mean 'after'?",
    ],
    "segments.pme.profiles={ prompt = 0.4, disorganised = 0.4 }": [
        "segments.pme.profiles:",
        "shares must sum to 1, these sum to 0.8",
    ],
    "segments.pme.profiles={}": ["segments.pme.profiles:", "these sum to 0"],
    "segments.pme.profiles={ promt = 1.0 }": [
        "segments.pme.profiles.promt:",
        "no such profile, did you mean 'prompt'?",
    ],
    "segments.pme.seasonality=[1, 1]": ["segments.pme.seasonality", "a list of 12 values"],
    "segments.pme.payment_runs={ dayly = 1.0 }": ["segments.pme.payment_runs", "daily"],
    "behaviour.contact.fax={ gain = 1.0 }": ["behaviour.contact.fax", "known: call, email, formal"],
    "behaviour.contact.letter.cost_eur=1e12": ["letter.cost_eur", "from 0 to 1,000,000", "Price"],
    "behaviour.contact.letter.minutes=1e9": ["letter.minutes", "from 0 to 1,440"],
    "policies.ferme.penalties.indemnity_eur=1e7": ["indemnity_eur", "from 0 to 1,000,000"],
    "behaviour.contact.email.gain=true": ["behaviour.contact.email.gain = True", "a number, or"],
    "behaviour.contact.email.gain={ value = 0.5, low = 0.6, high = 1.0 }": [
        "behaviour.contact.email.gain:",
        "low <= value <= high",
    ],
    "profiles.prompt.hazard=[[0, 0.1], [0, 0.2]]": [
        "profiles.prompt.hazard:",
        "the days of a hazard must increase",
    ],
    "policies.douce.steps.r1.chanel=email": [
        "policies.douce.steps.r1.chanel:",
        "did you mean 'channel'?",
    ],
    "policies.douce.steps.r1.tone=frendly": [
        "policies.douce.steps.r1.tone = 'frendly'",
        "did you mean 'friendly'?",
    ],
    "policies.douce.steps.r1.action=contct": [
        "policies.douce.steps.r1.action = 'contct'",
        "did you mean 'contact'?",
    ],
    'policies.douce.steps.r1.segments=["pmee"]': [
        "policies.douce.steps.r1.segments = 'pmee'",
        "did you mean 'pme'?",
    ],
    "policies.douce.steps.appel.days=0": ["policies.douce.steps.appel", "at least 1"],
    "policies.douce.steps.cabinet.agency=standart": [
        "policies.douce.steps.cabinet.agency = 'standart'",
        "did you mean 'standard'?",
    ],
    "policies.douce.steps.perte.from=issue": ["policies.douce.steps.perte", "days after due"],
    "policies.douce.discount.rate=0.02": ["policies.douce.discount.within_days:", "missing"],
    "policies.douce.terms.pmee={ net_days = 30 }": [
        "policies.douce.terms.pmee:",
        "did you mean 'pme'?",
    ],
    'policies.remise.discount.segments=["publics"]': [
        "policies.remise.discount.segments = 'publics'",
        "did you mean 'public'?",
    ],
    "policies.douce.steps.rapel.days=3": [
        "policies.douce.steps.rapel:",
        "no such step, did you mean 'rappel'?",
    ],
    "policies.douce.steps.r1.days.x=3": ["policies.douce.steps.r1.days.x", "not a table"],
    "segments.pme": ["segments.pme:", "path=value expected"],
    "agencies.standard.commission_rate=15": ["agencies.standard.commission_rate = 15"],
    "creditor.country=UK": ["creditor.country = 'UK'", "known: BE, EU, FR, GB"],
    "policies.nothing.steps=[{ id = 'a', action = 'legal', days = 9, court = 'injonctoin' }]": [
        "policies.nothing.steps.a.court = 'injonctoin'",
        "no such court",
        "did you mean 'injonction'?",
    ],
    "policies.douce.insurance={ insurer = 'nobody' }": [
        "policies.douce.insurance.insurer = 'nobody'",
        "no such insurer",
    ],
    "policies.douce.steps.appel.max_amount_eur=299.0": [
        "policies.douce.steps.appel",
        "max_amount_eur is below min_amount_eur",
    ],
    "insurers.i={ quota = 0.96 }": ["insurers.i.quota", "at most 95 %"],
    "factors.f={ advance_rate = 0.9 }": ["factors.f.recourse:", "missing"],
    "finance.opening_cash_eur=inf": ["finance.opening_cash_eur = inf"],
    "name=../../elsewhere": ["name = '../../elsewhere'", "letters, digits"],
}


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("annual_rate = 0,1215", "write 0.1215"),
        ("penalties = { annual_rate = 0,1215, indemnity_eur = 40.0 }", "write 0.1215"),
        ("start = 01/09/2026", "write 2026-09-01"),
        ("[policies.procédure]", 'quote it, "procédure", or drop the accent'),
        ("début = 3", 'quote it, "début"'),
    ],
)
def test_a_french_slip_of_toml_gets_a_hint(tmp_path: Path, line: str, hint: str) -> None:
    path = tmp_path / "mien.toml"
    path.write_text(f'extends = "pme-b2b"  # été 0,5\n{line}\n', encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"at line 2") as caught:
        load_scenario(path)
    assert hint in str(caught.value)


def test_other_slips_of_toml_get_no_hint(tmp_path: Path) -> None:
    path = tmp_path / "mien.toml"
    path.write_text('name = "été 0,5', encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert ";" not in str(caught.value)


def test_a_file_that_is_not_utf_8_says_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "mien.toml"
    path.write_bytes('name = "été"'.encode("latin-1"))
    with pytest.raises(ScenarioError, match="save it as UTF-8"):
        load_scenario(path)


@pytest.mark.parametrize("override", SLIPS)
def test_a_slip_is_named_with_its_place_value_and_remedy(override: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("pme-b2b", [override])
    message = str(caught.value)
    for part in SLIPS[override]:
        assert part in message
    assert len(caught.value.problems) == 1


def test_all_problems_are_listed_at_once() -> None:
    raw = to_tables(load_scenario("pme-b2b"))
    raw["simulation"]["baseline"] = "duoce"
    raw["segments"]["pme"]["customers"] = -1
    raw["segments"]["public"]["profiles"] = {"promt": 1.0}
    raw["policies"]["ferme"]["steps"][1]["days"] = "demain"
    raw["extra"] = 1
    with pytest.raises(ScenarioError) as caught:
        scenario_from(raw)
    places = {problem.place for problem in caught.value.problems}
    assert places == {
        "simulation.baseline",
        "segments.pme.customers",
        "segments.public.profiles.promt",
        "policies.ferme.steps.r1.days",
        "extra",
    }


def test_repeated_step_ids_are_refused() -> None:
    raw = to_tables(load_scenario("pme-b2b"))
    raw["policies"]["nothing"]["steps"] *= 2
    with pytest.raises(ScenarioError, match=r"policies\.nothing\.steps: .*repeated: perte"):
        scenario_from(raw)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[simulation\n", "TOML"),
        (b"\xff\xfe[\x00", "UTF-8 text expected"),
        (b"extends = 3\n", "extends: a scenario's name expected"),
        (b"extends = 'nowhere'\n", "no such file, nor a scenario of the project"),
        (b"extends = 'bad'\n", "no such file, nor a scenario of the project"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "TOML"),
        (b"simulation = " + b"9" * 5000, "TOML"),
        (b"", "simulation: missing"),
        (b"policies = 3\n", "policies = 3: a table"),
        (b"[policies.a]\nlike = 'b'\n", "policies.a.like = 'b': no such policy"),
        (b"[policies.a]\nlike = ['b']\n", "a policy's name expected"),
        (b"[policies.a]\nlike = 'b'\n[policies.b]\nlike = 'a'\n", "in a ring"),
        (b"[policies.a]\ndrop_steps = ['x']\n", "policies.a.drop_steps = 'x': no such step"),
        (b"[policies.a]\ndrop_steps = 'x'\n", "a list of step ids expected"),
        (b"[policies.a]\nlike = 'b'\n[policies.b]\nsteps = [{ id = [1] }]\n", "steps"),
    ],
)
def test_an_unreadable_file_is_one_clear_error(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert expected in str(caught.value)


@pytest.mark.parametrize("source", ["pme-b2", "/nowhere/pme-b2b.toml", "", ".", "a\0b", "x" * 5000])
def test_a_scenario_that_does_not_exist_is_refused(source: str) -> None:
    with pytest.raises(ScenarioError, match="no such file"):
        load_scenario(source)


def test_a_very_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.toml"
    path.write_bytes(b"#" * 6_000_000)
    with pytest.raises(ScenarioError, match="too large"):
        load_scenario(path)


def test_a_byte_order_mark_is_tolerated(tmp_path: Path) -> None:
    path = tmp_path / "mark.toml"
    path.write_bytes(b"\xef\xbb\xbfextends = 'pme-b2b'\n")
    assert load_scenario(path).fingerprint == load_scenario("pme-b2b").fingerprint


def test_a_scenario_is_frozen() -> None:
    scenario = load_scenario("pme-b2b")
    with pytest.raises(ValueError, match="frozen"):
        scenario.simulation.seed = 3  # type: ignore[misc]


def test_a_wrong_item_is_one_problem_and_not_a_list_too_short() -> None:
    with pytest.raises(ScenarioError) as told:
        load_scenario("pme-b2b", ['policies.douce.dunning_weekdays=["monday"]'])
    assert len(told.value.problems) == 1
    assert "'mon'" in str(told.value)
