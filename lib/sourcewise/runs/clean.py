"""Make an executed notebook the same bytes on every run: no times, random ids, memory addresses or paths."""

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sourcewise.files import replacing

Scrub = Callable[[str], str]

INJECTED = "injected-parameters"

_WIDGET = "application/vnd.jupyter.widget-view+json"
_COLOUR = r"\x1b\[[0-9;]*m"
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,16}(?=>|&gt;|,)")
_CELL_FILE = re.compile(r"(?<![\w/.~-])(?:/[\w.~+-]+)*/ipykernel_[0-9]+/[0-9]+\.py")
_BAR = re.compile(r"(?<![0-9])[0-9]{1,3}%\|[^|\n]*\||(?<![0-9])[0-9]{1,12}[a-z]{1,12} \[[0-9:]{4,10}, ")


def clean(notebook: dict[str, Any], places: Mapping[str, str]) -> None:
    """Clean a notebook in place; `places` maps absolute paths to what is shown instead of them.

    Dropped: what papermill and nbclient recorded, widgets (of which a twin in HTML stays), progress bars on
    stderr, addresses (` at 0x...`), the Python version. Kept: everything else that a cell shows, images byte
    for byte.
    """
    scrub = scrubber(places)
    notebook["metadata"].pop("papermill", None)
    notebook["metadata"].pop("widgets", None)
    notebook["metadata"].get("language_info", {}).pop("version", None)
    for position, cell in enumerate(notebook["cells"], start=1):
        for recorded in ("papermill", "execution", "ExecuteTime"):
            cell["metadata"].pop(recorded, None)
        tags = cell["metadata"].get("tags", [])
        if INJECTED in tags:
            cell["id"] = INJECTED
        elif "papermill-error-cell-tag" in tags:
            cell["id"] = f"error-{position}"
        if not tags:
            cell["metadata"].pop("tags", None)
        if cell["cell_type"] == "code":
            cell["outputs"] = [_scrubbed(output, scrub) for output in _settle(cell["outputs"])]


def clean_file(path: Path, places: Mapping[str, str]) -> None:
    """Clean an executed notebook file, whole or not at all, in nbformat's own fixed formatting."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    clean(notebook, places)
    with replacing(path) as beside:
        beside.write_text(nbformat.writes(nbformat.from_dict(notebook)) + "\n", encoding="utf-8")


def scrubber(places: Mapping[str, str]) -> Scrub:
    """Return a function that takes paths, addresses and cells' file names out of a text.

    A path counts only as a whole: with `/tmp` a place, `https://x.org/tmp` and `/tmpfs` stay as they are.
    """
    spelled = {form: shown for place, shown in places.items() for form in _spellings(place, places)}
    longest_first = sorted(spelled, key=lambda form: (-len(form), form))
    either = "|".join(re.escape(form) for form in longest_first) or r"(?!)"
    paths = re.compile(rf"({_COLOUR}|\\[nt]|(?<![\w/.~-]))(?:file://)?({either})(?![\w-]|\.\w)")

    def scrub(text: str) -> str:
        text = _CELL_FILE.sub("CELL", _ADDRESS.sub("", text))
        return paths.sub(lambda match: match[1] + spelled[match[2]], text)

    return scrub


def _spellings(place: str, places: Mapping[str, str]) -> set[str]:
    """The ways in which a path may be written: from home, in HTML, in an address; none for `/`."""
    place = place.rstrip("/")
    homes = [home for home, shown in places.items() if shown == "~" and place.startswith(f"{home}/")]
    forms = {place, *(f"~{place.removeprefix(home)}" for home in homes)} - {""}
    return forms | {html.escape(form) for form in forms} | {quote(form, safe="/~") for form in forms}


def _settle(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join the pieces in which streams arrived, stdout before stderr; leave out widgets and progress."""
    settled: list[dict[str, Any]] = []
    run: dict[str, str] = {}
    for output in [*outputs, {"output_type": "end"}]:
        if output["output_type"] == "stream":
            run[output["name"]] = run.get(output["name"], "") + output["text"]
            continue
        run["stderr"] = _without_progress(run.get("stderr", ""))
        settled += [_stream(name, run[name]) for name in ("stdout", "stderr") if run.get(name)]
        run = {}
        if output.get("data", {}).pop(_WIDGET, None) is None or "text/html" in output["data"]:
            settled.append(output)
    return settled[:-1]


def _stream(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def _without_progress(text: str) -> str:
    """Drop lines that a progress bar drew; of a line drawn over, keep what stood there last."""
    lines = [line.rstrip("\r").rsplit("\r", 1)[-1] for line in text.split("\n")]
    kept = [line for line in lines if not _BAR.search(line)]
    return "\n".join(kept) if any(line.strip() for line in kept) else ""


def _scrubbed(output: dict[str, Any], scrub: Scrub) -> dict[str, Any]:
    """Scrub everything in an output that is text; images and PDF pages stay as they are."""
    for part in ("text", "ename", "evalue", "traceback"):
        if part in output:
            output[part] = _deep(output[part], scrub)
    for kind, shown in output.get("data", {}).items():
        if kind == "image/svg+xml" or not kind.startswith(("image/", "application/pdf")):
            output["data"][kind] = _deep(shown, scrub)
    return output


def _deep(value: Any, scrub: Scrub) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, list):
        return [_deep(one, scrub) for one in value]
    if isinstance(value, dict):
        return {scrub(name): _deep(one, scrub) for name, one in value.items()}
    return value
