"""What the tests of notebooks share: where they are, servers on loopback, and a guarded page."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from notebooks.notebook_names import NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

#: Seconds that a server or a page may take to answer, on a busy machine.
PATIENCE_S = 120

#: Options without which Chromium talks to the outside, or does not start in a container.
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@pytest.fixture(scope="session")
def read(root: Path) -> Callable[[str], Any]:
    """Function (name) → notebook as it is committed."""
    return lambda name: nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4)


@pytest.fixture(scope="session")
def isolated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which Jupyter reads and writes nothing of the user's."""
    home = tmp_path_factory.mktemp("jupyter")
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    folders = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    return {
        **os.environ,
        **{f"JUPYTER_{name}": str(home / name.lower()) for name in folders},
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }


@pytest.fixture(scope="session")
def lab(
    root: Path, isolated: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a JupyterLab that serves a copy of the notebooks."""
    folder = tmp_path_factory.mktemp("lab")
    for name in NAMES:
        shutil.copy(root / "notebooks" / f"{name}.ipynb", folder)
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": "",
        "LabApp.extension_manager": "readonly",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.news_url": "",
        "KernelManager.shutdown_wait_time": 1,
    }
    arguments = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", *arguments]
    log = tmp_path_factory.mktemp("log") / "lab.log"
    with _served(command, "--ServerApp.port", isolated, log) as address:
        _wait_for(f"{address}/api", log)
        yield address


@pytest.fixture(scope="session")
def app(isolated: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the policy lab as a page, opened by the command line."""
    main = "from simrecouv.cli import main; main()"
    command = [sys.executable, "-c", main, "app", "pme-b2b", "--no-browser"]
    log = tmp_path_factory.mktemp("log") / "app.log"
    with _served(command, "--port", isolated, log) as address:
        _wait_for(f"{address}/voila/static/main.js", log)
        yield address


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    """A page that refuses, and reports, every request that leaves the machine."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="driving a browser: playwright")
    left = []

    def guard(route: Route) -> None:
        address = route.request.url
        if address.startswith(("http://127.0.0.1:", "data:", "blob:")):
            route.continue_()
        else:
            left.append(address)
            route.abort()

    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(PATIENCE_S * 1000)
        page.route("**/*", guard)
        yield page
        browser.close()
    assert left == []


@contextmanager
def _served(command: list[str], port: str, environment: dict[str, str], log: Path) -> Iterator[str]:
    """Start a server on a free port, whose option is named, and end all that it started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [*command, f"{port}={number}"],
            stdout=stream,
            stderr=stream,
            env=environment,
            start_new_session=True,
        )
    try:
        yield f"http://127.0.0.1:{number}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(PATIENCE_S)


def _wait_for(address: str, log: Path) -> None:
    """Wait until a server answers, be it that there is nothing at the address."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.25)
        else:
            return
    pytest.fail(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")
