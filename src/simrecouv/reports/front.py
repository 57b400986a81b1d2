"""What the front of a report bears: who asks, a logo, who wrote it, who may read it."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import Path

from simrecouv.errors import StudyError, written

#: Largest logo [bytes]: it is set whole in the page.
LARGEST_LOGO = 1_000_000
#: How the pictures that a page may bear begin, by type.
BEGINNINGS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
#: An SVG file: what may come before its first element, then ``<svg``.
SVG = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*>)*<svg[\s>]", re.DOTALL
)


@dataclass(frozen=True)
class Front:
    """The front of a report; None = not printed.

    Attributes
    ----------
    organisation
        For whom the report is; the creditor of the scenario by default.
    author
        Who wrote it.
    logo
        A picture as the address of a page (``data:``), as `logo_of` returns.
    confidentiality
        Who may read it; also at the foot of every page of the PDF.
    """

    organisation: str | None = None
    author: str | None = None
    logo: str | None = None
    confidentiality: str | None = None


def logo_of(path: object) -> str:
    """Read a logo and return it as an address that a page can hold.

    A page shows it as a picture, in which no script runs and nothing else is fetched.

    Raises
    ------
    StudyError
        If it is no path, or no PNG, JPEG or SVG picture, or is larger than `LARGEST_LOGO`.
    OSError
        If it cannot be read.
    """
    if not isinstance(path, str | Path) or not str(path).strip() or Path(path).is_dir():
        shown = written(str(path) if isinstance(path, Path) else path)
        raise StudyError(f"logo = {shown}: the path of a picture expected (--logo)")
    with Path(path).open("rb") as file:
        content = file.read(LARGEST_LOGO + 1)
    if len(content) > LARGEST_LOGO:
        raise StudyError(f"logo = {str(path)!r}: larger than {LARGEST_LOGO // 1000:,} kB")
    return f"data:{_type_of(content, path)};base64,{base64.b64encode(content).decode('ascii')}"


def _type_of(content: bytes, path: str | Path) -> str:
    for name, beginning in BEGINNINGS.items():
        if content.startswith(beginning):
            return name
    if SVG.match(content):
        return "image/svg+xml"
    raise StudyError(f"logo = {str(path)!r}: not a picture that a page can show (PNG, JPEG or SVG)")
