"""A page that needs nothing else, reaches nowhere and runs no script: a template, its style, its policy."""

import base64
import hashlib
from pathlib import Path

import jinja2

# No script, no address: whatever a page holds, it only shows. `{}`: the hash of its one style sheet.
POLICY = "default-src 'none'; img-src data:; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def render(template: str, styles: tuple[str, ...], **values: object) -> str:
    """HTML of the template beside this module, with `values`, escaped, and the styles of these names."""
    style = "".join(_shipped(name) for name in styles)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made = environment.from_string(_shipped(template))
    return made.render(style=style, policy=POLICY.format(digest), **values)


def _shipped(name: str) -> str:
    """A file that stands beside this module."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
