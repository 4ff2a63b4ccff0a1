"""Fields, answers and the parameters that an explorer leads to: what all explorers are put together from.

Every field has a label that a screen reader says and can be reached by Tab; what is wrong with an input
stands in a sentence under its field. Text of articles comes in escaped, from `publish.safe`.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import yaml

from sourcewise.files import replacing
from sourcewise.lab import wait
from sourcewise.publish import output, safe

WIDE = {"description_width": "9rem"}
FULL = "min(100%, 46rem)"

_STYLE = Path(__file__).with_name("explorers.css").read_text(encoding="utf-8")


def text(label: str, value: str = "", *, hint: str = "", live: bool = True) -> widgets.Text:
    """A line of text; `live`: it tells of each letter, else of Enter."""
    return widgets.Text(
        value=value, description=label, placeholder=hint, continuous_update=live, style=WIDE,
        layout={"width": FULL},
    )  # fmt: skip


def choice(label: str, options: Sequence[str] | Mapping[str, Any], value: object = None) -> widgets.Dropdown:
    """One of several values, a closed list."""
    return widgets.Dropdown(
        options=options, description=label, style=WIDE, layout={"width": FULL},
        **({} if value is None else {"value": value}),
    )  # fmt: skip


def several(label: str, options: Sequence[str], *, rows: int = 5) -> widgets.SelectMultiple:
    """Any number of values, an open list; none chosen stands for all."""
    return widgets.SelectMultiple(
        options=options, description=label, rows=min(rows, max(len(options), 2)), style=WIDE,
        layout={"width": FULL},
    )  # fmt: skip


def listed(label: str, options: Sequence[tuple[str, Any]], *, rows: int = 10) -> widgets.Select:
    """One of many values, an open list that arrow keys move in."""
    return widgets.Select(
        options=options, description=label, rows=rows, style=WIDE, layout={"width": FULL},
        **({"value": options[0][1]} if options else {}),
    )  # fmt: skip


def button(label: str, pressed: Callable[[], None]) -> widgets.Button:
    """A button, and what it does."""
    made = widgets.Button(
        description=label, tooltip=label, layout={"width": "auto", "align_self": "flex-start"}
    )
    made.on_click(lambda _: pressed())
    return made


def area() -> widgets.HTML:
    """A place for an answer."""
    return widgets.HTML(layout={"width": "100%"})


def say(place: widgets.HTML, sentence: str) -> None:
    """Put one sentence of plain text there, which a screen reader reads out."""
    place.value = f'<p class="sw-say {safe.NO_MATH}" role="status">{safe.escape(sentence)}</p>'


def fault(place: widgets.HTML, told: object) -> None:
    """Put what is wrong under its field, as a sentence, or nothing for ""."""
    text = str(told)
    named = "_" in text.partition(" ")[0]  # a parameter is called as it is called
    sentence = text and (text if named else text[0].upper() + text[1:]) + ("" if text[-1] in ".?!" else ".")
    place.value = f'<p class="sw-fault" role="alert">{safe.escape(sentence)}</p>' if sentence else ""


def together(*parts: widgets.Widget) -> widgets.VBox:
    """The parts of an explorer below one another, with the style of what the library shows."""
    return widgets.VBox([widgets.HTML(f"<style>{output.style()}\n{_STYLE}</style>"), *parts])


def when_changed(fields: Sequence[widgets.Widget], answer: Callable[[], None]) -> None:
    """Answer whenever a field changes; of many changes in short order, the last one counts."""
    soon = wait.settled(answer)
    for one in fields:
        one.observe(lambda _: soon(), names="value")


def parameters(run: Path | str, current: Callable[[], Mapping[str, Any]]) -> tuple[widgets.Widget, Callable]:
    """What was set, as parameters of a run: text to copy, a file, a button that saves.

    `current` gives them by name. Returns what to show, and what to call when they have changed. The file is
    beside the run's folder; what it says of other parameters stays.
    """
    shown = area()
    place = text("File", str(Path(run).parent / "parameters.yaml"), live=False)
    told = area()

    def changed() -> None:
        shown.value = to_copy(current())

    def save() -> None:
        try:
            path = keep(Path(place.value.strip()), current())
        except (OSError, ValueError) as error:
            fault(told, error)
        else:
            say(told, f"Saved. To run with it: sourcewise run ARTICLES -o RUN -f {path}")

    changed()
    return widgets.VBox([shown, place, button("Save parameters", save), told]), changed


def to_copy(given: Mapping[str, Any]) -> str:
    """Parameters as text to copy, in HTML."""
    text = safe.escape(as_yaml(given).strip())
    return f'<pre class="sw-copied" tabindex="0" role="group" aria-label="Parameters">{text}</pre>'


def as_yaml(given: Mapping[str, Any]) -> str:
    """Parameters as the text that `sourcewise run -f` reads."""
    return yaml.safe_dump(dict(given), allow_unicode=True, sort_keys=False, width=1000)


def keep(path: Path, given: Mapping[str, Any]) -> Path:
    """Write parameters to a YAML file; others that it holds stay. Returns the path.

    Raises ValueError where the name does not end in .yaml or .yml, or the file holds something else.
    """
    if path.suffix not in (".yaml", ".yml"):
        raise ValueError(f"{path.name or 'The file'} cannot hold parameters: give a name that ends in .yaml")
    try:
        known = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is no YAML that can be read: give another name") from error
    if not isinstance(known or {}, dict):
        raise ValueError(f"{path.name} holds something else than parameters: give another name")
    with replacing(path) as beside:
        beside.write_text(as_yaml({**(known or {}), **given}), encoding="utf-8")
    return path
