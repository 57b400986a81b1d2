"""The browser of the machine that prints: Chromium, Chrome or Edge, wherever it is installed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

#: Environment variable that names another browser.
VARIABLE = "SIMRECOUV_BROWSER"
#: Names of commands, the free one first.
COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
#: Where macOS keeps them, below a folder of applications.
ON_MACOS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
#: Where Windows keeps them, below the folders that these variables name.
ON_WINDOWS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


def find_browser(
    environment: Mapping[str, str] | None = None,
    platform: str = sys.platform,
    applications: Path = Path("/Applications"),
) -> Path | None:
    """Return the path of a browser that prints; None when the machine has none.

    What ``SIMRECOUV_BROWSER`` names is taken as it is.

    Parameters
    ----------
    environment
        Variables; those of the process by default.
    platform
        As `sys.platform`.
    applications
        Folder of the applications of macOS.
    """
    variables = os.environ if environment is None else environment
    named = variables.get(VARIABLE)
    if named:
        return Path(named)
    return next(_places(variables, platform, applications), None)


def _places(variables: Mapping[str, str], platform: str, applications: Path) -> Iterator[Path]:
    """Yield every browser found, the commands of the path first."""
    for command in COMMANDS:
        found = shutil.which(command, path=variables.get("PATH", ""))
        if found:
            yield Path(found)
    folders: list[tuple[Path, tuple[str, ...]]] = []
    if platform == "darwin":
        home = Path(variables.get("HOME", "/"), "Applications")
        folders = [(applications, ON_MACOS), (home, ON_MACOS)]
    if platform == "win32":
        named = (variables[name] for name in WINDOWS_FOLDERS if variables.get(name))
        folders = [(Path(folder), ON_WINDOWS) for folder in named]
    yield from (
        folder / place
        for folder, places in folders
        for place in places
        if (folder / place).is_file()
    )
