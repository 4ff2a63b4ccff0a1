"""A page that needs nothing else and reaches nowhere: a template, its style, its one script, its policy."""

import base64
import hashlib
from pathlib import Path

import jinja2

# No address, and no script but the library's own, by its hash: whatever a page holds, it only shows.
POLICY = "default-src 'none'; img-src data:; style-src {}; script-src {}; base-uri 'none'; form-action 'none'"


def render(template: str, styles: tuple[str, ...], *, script: str = "", **values: object) -> str:
    """HTML of the template beside this module, with `values`, escaped, these styles, and the script so named.

    The policy allows that style and that script by their hashes, and nothing else that acts or calls out.
    """
    style = "".join(styles)
    code = shipped(script) if script else ""
    policy = POLICY.format(_allowed(style), _allowed(code) if code else "'none'")
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made = environment.from_string(shipped(template))
    return made.render(style=style, script=code, policy=policy, **values)


def _allowed(content: str) -> str:
    """What a policy calls this content by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def shipped(name: str) -> str:
    """A file that stands beside this module."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
