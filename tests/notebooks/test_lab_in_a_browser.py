"""Notebooks in JupyterLab, as a user meets them: run all, move a slider, read tiles and tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

#: Milliseconds that the machine may take to run a notebook, kernels compiled included.
PATIENCE_MS = 120_000


def _run_all(page: Page, lab: str, name: str) -> None:
    page.goto(f"{lab}/lab/tree/{name}?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    for _ in range(PATIENCE_MS // 250):
        # The page says "idle" before any kernel exists: only the server knows.
        sessions = page.request.get(f"{lab}/api/sessions").json()
        kernels = [one["kernel"] for one in sessions if one["path"] == name]
        if any(k["execution_state"] == "idle" and k["connections"] for k in kernels):
            break
        page.wait_for_timeout(250)
    # By the name of the command: labels depend on the language of JupyterLab.
    page.locator(".lm-MenuBar-item").nth(3).click()
    page.locator('li[data-command="runmenu:run-all"]').click()


#: What fits its place: no text of the lab, no column of it, is cut or scrolls.
FITS = (
    """one => one.scrollWidth <= one.clientWidth + 1 && one.scrollHeight <= one.clientHeight + 1"""
)


@pytest.mark.parametrize(
    ("name", "verdict", "other", "better"),
    [
        ("30-comparer-les-politiques", "moins bien", "English", "better"),
        pytest.param(
            *("30-compare-policies", "worse", "Français", "mieux"), marks=pytest.mark.slow
        ),
    ],
)
def test_moving_a_lever_changes_the_answer(
    page: Page, lab: str, tmp_path: Path, name: str, verdict: str, other: str, better: str
) -> None:
    """The dearest discount moves DSO by days and costs more than it brings: any luck shows it."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE_MS)
    _run_all(page, lab, f"{name}.ipynb")
    expect(page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output")).to_have_count(1)
    expect(page.locator(".simrecouv-tile[role=group]")).to_have_count(4)
    charts = page.locator(".simrecouv-chart[role=img]:visible")
    expect(charts.locator(".main-svg").first).to_be_visible()
    expect(charts).to_have_count(4)

    level = page.locator('.simrecouv-tile[data-kpi="dso_simple"] .simrecouv-level')
    chart, before = charts.first.get_attribute("aria-label"), level.inner_text()
    lever = page.locator('[data-lever="discount_rate"]')
    lever.locator("input").focus()
    for key in ("ArrowRight", "ArrowLeft", "End"):  # JupyterLab would take arrows for itself
        value = lever.locator("output").inner_text()
        page.keyboard.press(key)
        expect(lever.locator("output")).not_to_have_text(value)
    expect(level).not_to_have_text(before)
    expect(page.locator('.simrecouv-tile[data-kpi="net_gain"]')).to_contain_text(verdict)
    expect(page.locator('.simrecouv-tile[data-kpi="dso_simple"]')).to_contain_text("20 r")
    expect(charts.first).not_to_have_attribute("aria-label", str(chart))

    page.get_by_role("button", name=other, exact=True).click()
    expect(page.locator('.simrecouv-tile[data-kpi="dso_simple"]')).to_contain_text(better)
    assert page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    for part in (".simrecouv-lab", ".simrecouv-body", ".simrecouv-right", ".simrecouv-charts"):
        assert page.locator(f"{part}:visible").first.evaluate(FITS), part
    height = page.locator(".simrecouv-lab").bounding_box()["height"]  # type: ignore[index]
    assert height <= page.locator(".jp-WindowedPanel-outer").first.bounding_box()["height"]  # type: ignore[index]
    picture = tmp_path / f"{name}.png"
    page.locator(".simrecouv-lab").screenshot(path=picture)
    assert picture.stat().st_size > 50_000


def test_each_page_of_the_lab_is_reached_by_the_keyboard(page: Page, lab: str) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE_MS)
    _run_all(page, lab, "30-compare-policies.ipynb")
    expect(page.locator(".simrecouv-chart .main-svg").first).to_be_visible()
    for place, shown in (
        (1, ".simrecouv-ladder table"),
        (2, ".simrecouv-page table.simrecouv-table:visible"),
    ):
        page.locator(".simrecouv-tabs button").nth(place).focus()
        page.keyboard.press("Enter")
        expect(page.locator(shown).first).to_be_visible()
    page.locator(".simrecouv-tabs button").nth(4).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".simrecouv-life")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "read", "verdict"),
    [
        ("90-de-votre-grand-livre-a-vos-scenarios", "Qualité de la lecture", "gain net"),
        ("90-from-your-ledger-to-your-what-if", "Quality of the reading", "net gain"),
    ],
)
def test_a_ledger_is_read_shown_and_answered(
    page: Page, lab: str, name: str, read: str, verdict: str
) -> None:
    """From the file to the answer: six figures drawn, tables as wide as the page, no warning."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE_MS)
    _run_all(page, lab, f"{name}.ipynb")
    answer = page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output")
    expect(answer).to_contain_text(verdict)
    expect(page.locator(".js-plotly-plot")).to_have_count(6)
    expect(page.locator(".simrecouv-quality h3")).to_contain_text(read)
    assert page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    for table in page.locator(".jp-OutputArea-output table").all():
        outside = table.evaluate("one => one.scrollWidth - one.closest('.jp-Cell').clientWidth")
        assert outside <= 0
