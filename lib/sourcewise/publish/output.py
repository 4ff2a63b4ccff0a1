"""How something is shown in a notebook: HTML with its plain text, a picture with its alt text."""

import base64
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sourcewise.files import replacing
from sourcewise.publish import safe

CAPTION = "sourcewise_caption"  # output metadata: this is the caption of the picture before it


def emit(
    html: str,
    plain: str,
    *,
    metadata: dict[str, Any] | None = None,
    others: Mapping[str, Any] | None = None,
) -> None:
    """Show `html` (already escaped) with the library's small style; `plain` where there is no HTML.

    `others` are the same thing in further forms, by their types, for front ends that can show those.
    """
    data = {"text/html": f"<style>{style()}</style>\n{html}", "text/plain": plain}
    _display({**(others or {}), **data}, metadata or {})


def page(html: str, *, title: str) -> str:
    """HTML (already escaped) as a page of its own, with the same small style and nothing that acts."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{safe.escape(title)}</title>\n<style>{style()}</style></head>\n<body>\n{html}</body></html>\n"
    )


def picture(png: bytes, *, key: str, caption: str, alt: str, width: int, height: int) -> None:
    """Show a PNG, `width` x `height` CSS pixels, with its alt text and caption in the output's metadata."""
    about = {"alt": alt, "caption": caption, "key": key, "width": width, "height": height}
    _display({"image/png": base64.b64encode(png).decode(), "text/plain": alt}, {"image/png": about})


def live() -> bool:
    """Whether a notebook server started this kernel, so that somebody may click: not so in a run."""
    return "JPY_SESSION_NAME" in os.environ


def _display(data: dict[str, Any], metadata: dict[str, Any]) -> None:
    """Hand a bundle to the notebook; without one, print its plain text."""
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        print(data["text/plain"])
    else:
        display(data, metadata=metadata, raw=True)


@cache
def style() -> str:
    """The style of what is shown, read once."""
    return Path(__file__).with_name("outputs.css").read_text(encoding="utf-8")


def write(path: Path, content: bytes | str) -> Path:
    """Write a file whole or not at all: beside its place, then renamed into it."""
    with replacing(path) as beside:
        beside.write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)
    return path
