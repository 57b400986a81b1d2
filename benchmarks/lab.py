"""The policy lab as a user meets it: JupyterLab in a headless Chromium, from key to screen.

A key moves a lever; the clock stops when the tiles read another text, then when they read
`REFINED` replications. The ratio beside it sets the wait against what `compare_policies` takes for
the same two policies, which draws its worlds anew.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from benchmarks.size import SMALL, scaled
from benchmarks.table import Absent, Line
from benchmarks.yardstick import best_of
from simrecouv.compare import compare_policies
from simrecouv.scenario import Scenario, load_scenario, to_toml

#: Moves of the lever that are timed, and seconds that one may take.
MOVES, PATIENCE_S = 16, 60
FIRST, REFINED = 8, 20
LEVER = "first_reminder"

OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip

#: Starts the clock at the key; stops it when the tiles change, and when they are refined.
CLOCK = """
(refined) => {
  const tiles = document.querySelector(".simrecouv-tiles").parentElement;
  window.moved = new Promise((done, fail) => {
    setTimeout(() => fail(new Error("no answer to the key")), 60_000);
    addEventListener("keydown", () => {
      const start = performance.now(), before = tiles.textContent;
      let first;
      const look = new MutationObserver(() => {
        if (tiles.textContent === before) return;
        first ??= performance.now() - start;
        if (!tiles.textContent.includes(`${refined} r`)) return;
        look.disconnect();
        done([first, performance.now() - start]);
      });
      look.observe(tiles, { childList: true, subtree: true, characterData: true });
    }, { once: true, capture: true });
  });
}
"""


def lab() -> Iterator[Line | Absent]:
    """Time the first redraw after a key, and the refined answer behind it."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or not importlib.util.find_spec("playwright"):
        yield Absent("lab: slider to first redraw", "needs a Chromium and playwright")
        return
    for scenario, counts, targets in (
        (load_scenario("pme-b2b"), "pme-b2b", ("<= 300", "")),
        (scaled(SMALL), "12,000 invoices a year", ("", "<= 1")),
    ):
        first, refined = _medians(chromium, scenario)
        study = partial(
            compare_policies,
            scenario,
            policies=["douce", "ferme"],
            replications=FIRST,
            replay=False,
        )
        ratio = first / best_of(3, study)
        detail = f"{counts}, {FIRST} paired replications; key to tiles, median of {MOVES}"
        yield Line("lab: slider to first redraw", first * 1e3, "ms", targets[0], detail)
        yield Line("lab: first redraw / study", ratio, "x", "", f"{counts}, {FIRST} replications")
        detail = f"{counts}, {REFINED} replications; key to tiles, median of {MOVES}"
        yield Line("lab: slider to refined", refined, "s", targets[1], detail)


def _medians(chromium: str, scenario: Scenario) -> tuple[float, float]:
    """Return the median waits for the first and for the refined answer [seconds]."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        _write_notebook(Path(folder), scenario)
        with _server(folder) as address:
            browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.set_default_timeout(PATIENCE_S * 1e3)
            _open(page, address)
            waits = [_move(page, k) for k in range(MOVES + 1)][1:]  # the first one warms up
            browser.close()
    first, refined = (statistics.median(column) / 1e3 for column in zip(*waits, strict=True))
    return first, refined


def _write_notebook(folder: Path, scenario: Scenario) -> None:
    (folder / "mine.toml").write_text(to_toml(scenario), encoding="utf-8")
    cell = nbformat.v4.new_code_cell(
        "from simrecouv.scenario import load_scenario\n"
        "from simrecouv.widgets import PolicyLab\n"
        f"PolicyLab(load_scenario('mine.toml'), 'en', {FIRST}, {REFINED}).view"
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, folder / "lab.ipynb")


def _open(page: Any, address: str) -> None:
    """Open the notebook, run it, and wait until the lab is at rest."""
    page.goto(f"{address}/lab/tree/lab.ipynb?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    for _ in range(PATIENCE_S * 4):
        sessions = page.request.get(f"{address}/api/sessions").json()
        kernels = [session["kernel"] for session in sessions]
        if any(one["execution_state"] == "idle" and one["connections"] for one in kernels):
            break
        page.wait_for_timeout(250)
    page.locator(".lm-MenuBar-item").nth(3).click()
    page.locator('li[data-command="runmenu:run-all"]').click()
    page.locator(".simrecouv-chart .main-svg").first.wait_for()
    page.locator(".simrecouv-tiles", has_text=f"{REFINED} replications").wait_for()


def _move(page: Any, turn: int) -> list[float]:
    """Move the lever of a lab at rest, by a key, to a new place; return both waits [ms]."""
    page.get_by_role("button", name="Stop", exact=True).click()
    page.locator(".simrecouv-line", has_text="the same worlds").wait_for()
    page.locator(f'[data-lever="{LEVER}"] .simrecouv-lever-input').focus()
    if turn == 0:
        page.keyboard.press("Home")
        page.wait_for_timeout(3_000)
    page.evaluate(CLOCK, REFINED)
    page.keyboard.press("ArrowRight")
    waits: list[float] = page.evaluate("() => window.moved")
    return waits


@contextmanager
def _server(folder: str) -> Iterator[str]:
    """Serve a folder with JupyterLab on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": "",
        "LabApp.news_url": "",
        "LabApp.extension_manager": "readonly",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "KernelManager.shutdown_wait_time": 1,
    }
    arguments = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", *arguments]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(PATIENCE_S * 4):
            with suppress(OSError):
                json.load(urllib.request.urlopen(f"{address}/api", timeout=1))
                break
            time.sleep(0.25)
        yield address
    finally:
        server.terminate()
        server.wait(PATIENCE_S)
