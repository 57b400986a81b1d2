"""How Voila serves the policy lab: no code on the page, nothing fetched from other machines."""

from typing import Any

c = get_config()  # type: ignore[name-defined]  # noqa: F821


def without_mathjax(current_page_config: dict[str, Any], **_: object) -> dict[str, Any]:
    """Empty the address of MathJax, which the page would fetch."""
    return {**current_page_config, "fullMathjaxUrl": "", "mathjaxConfig": ""}


c.VoilaConfiguration.page_config_hook = without_mathjax
c.VoilaConfiguration.template = "simrecouv"
c.VoilaConfiguration.strip_sources = True
c.VoilaConfiguration.show_tracebacks = True
c.VoilaConfiguration.extension_denylist = ["jupyterlab-jupytext"]
