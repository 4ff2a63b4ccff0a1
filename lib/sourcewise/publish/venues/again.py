"""Every figure of a run drawn again for a preset, from its saved data."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from sourcewise.publish import charts, figures, letters, safe
from sourcewise.publish.style import BYTES, LOOK, use_style
from sourcewise.publish.venues import redrawn
from sourcewise.publish.venues.checks import Check, check, overlapping
from sourcewise.publish.venues.fitted import DRAWN, fit
from sourcewise.publish.venues.presets import Preset

SIZES = [name for name in LOOK if name.endswith(("size", "titlesize", "labelsize")) and "mark" not in name]


FEW = 3  # figures that are drawn sooner than another process starts


class Made(NamedTuple):
    """A figure for a preset: its files by kind, and what was checked of them."""

    key: str
    files: dict[str, bytes]
    checks: list[Check]


def draw_all(run: Path, preset: Preset, *, jobs: int = 1) -> Iterator[Made]:
    """Draw and check each figure of RUN/figures, by name. A figure that cannot be drawn has one failed check.

    `jobs` processes draw at a time. Raises ValueError where the run holds no figure.
    """
    described = sorted(
        path for path in (run / "figures").glob("*.json") if not path.name.endswith(".drawing.json")
    )
    if not described:
        raise ValueError(f"{run / 'figures'} holds no figure: give the folder of a finished run")
    if jobs == 1 or len(described) <= FEW:
        yield from (_styled(path, preset) for path in described)
        return
    from joblib import Parallel, delayed

    work = Parallel(n_jobs=jobs, return_as="generator")
    yield from work(delayed(_styled)(path, preset) for path in described)


def _styled(path: Path, preset: Preset) -> Made:
    """One figure, in the look of the notebooks."""
    use_style()
    with mpl.rc_context(BYTES | LOOK):
        return _make(path, preset)


def _make(path: Path, preset: Preset) -> Made:
    """One figure."""
    about = json.loads(path.read_text(encoding="utf-8"))
    key = safe.check_key("figure", str(about.get("key", path.stem)))
    why = about.get("again", {}).get("not", "it was saved by an earlier version: run the notebooks again")
    width = preset.width(about["width_mm"])
    fig = _figure(path.parent, key, about, width, preset)
    if fig is None:
        return Made(key, {}, [Check(f"{key}.*", "drawn", "a figure", why, False)])
    files = figures.render(fig, preset.formats, dpi=preset.dpi)
    found = [one for kind, content in files.items() for one in check(key, kind, content, fig, preset, width)]
    bad = overlapping(fig)
    told = f"{len(bad)}: {'; '.join(bad[:3])}" if bad else "none"
    return Made(
        key, files, [*found, Check(f"{key}.*", "texts that overlap or are cut", "none", told, not bad)]
    )


def _figure(folder: Path, key: str, about: dict[str, Any], width: float, preset: Preset) -> Figure | None:
    """The figure, drawn by its function or from what was kept of it; none where there is neither."""
    again = about.get("again", {})
    if again.get("by") in charts.DRAWN:
        table = load(folder / f"{key}.csv", again["text"])
        with mpl.rc_context({name: LOOK[name] * preset.size / DRAWN for name in SIZES}):
            fig = getattr(charts, again["by"])(table, **again["options"] | {"width": width})
            letters.number_unknown(fig, "")
            fig.draw_without_rendering()  # makes the ticks, so that they are fitted too
            fit(fig, preset)
    elif "from" in again:
        kept = json.loads((folder / f"{key}.drawing.json").read_text(encoding="utf-8"))
        fig = redrawn.draw(kept, width=width, height=min(kept["height_mm"], preset.highest))
        fit(fig, preset, scale=preset.size / DRAWN)
    else:
        return None
    return fig


def load(path: Path, text: list[str]) -> pd.DataFrame:
    """A figure's data as they were drawn: `text` names the columns that hold no numbers."""
    kinds = dict.fromkeys(text, "str")
    table = pd.read_csv(path, dtype=kinds, keep_default_na=False, na_values=[""])
    for name in text:
        armed = table[name].str.removeprefix("'")
        table[name] = armed.where(
            table[name].str.startswith("'") & (armed.map(safe.disarm) != armed), table[name]
        )
    return table
