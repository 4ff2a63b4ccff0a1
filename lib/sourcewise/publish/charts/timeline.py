"""When articles appeared, outlet by outlet, with the events of the user's own list."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib.dates as dates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import NothingToDrawError, checked, first, row_names
from sourcewise.publish.charts.calendar import date_axis
from sourcewise.publish.palette import colours, markers
from sourcewise.publish.recipes import drawn, leave

LANES, EVENTS = 24, 15
FULL = 80  # days with articles in a lane from which months are counted in all


@drawn
def timeline(
    table: pd.DataFrame,
    *,
    when: str = "published",
    name: str = "outlet",
    events: list[list[str]] | None = None,
    label: str = "date of publication",
    among: Sequence[str] = (),
    width: float = 89,
) -> Figure:
    """Draw each row, an article, at its date in the lane of `name`; the more of one day, the larger the mark.

    Where a lane has articles on more than 80 days, months are counted: the more of one, the higher its bar.
    `events` holds pairs of an ISO date and what happened, as a user's file states them; they are numbered
    lines, listed below. Raises ValueError for an event whose date is none. Rows without a date are left out,
    and counted in the caption. `among`: all outlets of the run, so that each looks the same in all
    its figures.
    """
    rows = checked(table, [when, name], needed=[when, name], what="dates")
    days = pd.to_datetime(rows[when], format="ISO8601", utc=True, errors="coerce").dt.floor("D")
    rows = rows.assign(day=days).dropna(subset=["day"])
    if rows.empty:
        raise NothingToDrawError("There is no figure of dates: no row has an ISO date.")
    undated = len(table) - len(rows)
    counts = rows.groupby([rows[name].astype(str), "day"]).size().rename("articles").reset_index()
    totals = counts.groupby(name)["articles"].sum()
    lanes, note = first(sorted(totals.index, key=lambda one: (-totals[one], one)), LANES, what="outlets")
    listed = _events(events or [])
    beside, high = row_names(lanes, [totals[lane] for lane in lanes])
    fig = Figure(
        figsize=(width / 25.4, (18 + high * len(lanes) + 3.4 * len(listed)) / 25.4), layout="constrained"
    )
    ax = fig.add_subplot()
    full = counts[name].value_counts().max() > FULL
    draw = _draw_months if full else _draw_lanes
    said = draw(ax, counts, lanes, name, every=list(among) or list(counts[name]))
    _draw_events(ax, listed, _heights(listed, rows["day"], width))
    ax.set_yticks(range(len(lanes)), beside)
    ax.set(ylim=(len(lanes) - 0.5, -0.5), xlabel=label)
    date_axis(ax, [*rows["day"], *(day for day, _ in listed)], most=5)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(visible=not full, axis="y")
    words = "\n".join(_line(number, day, what, width) for number, (day, what) in enumerate(listed, start=1))
    fig.supxlabel(words, fontsize=6.5, ha="left", x=0.01) if words else None
    missing = f"{undated:,} rows have no date." if undated else ""
    leave(fig, " ".join(part for part in (said, missing, note) if part))
    return fig


def _draw_lanes(ax: Axes, counts: pd.DataFrame, lanes: list[str], name: str, *, every: list[str]) -> str:
    """The articles of each day in the lane of their outlet; a sentence on what is drawn."""
    hues, shapes = colours(every), markers(every)
    sizes = 10 + 70 * (counts["articles"] - 1) / max(int(counts["articles"].max()) - 1, 1)
    edge = {"edgecolor": "#333333", "linewidth": 0.3, "zorder": 3}
    for place, lane in enumerate(lanes):
        part = counts[counts[name] == lane]
        look = {"s": sizes[part.index], "color": hues[lane], "marker": shapes[lane], **edge}
        ax.scatter(part["day"], [place] * len(part), **look)
    return "Each mark is a day, the larger the more articles."


def _draw_months(ax: Axes, counts: pd.DataFrame, lanes: list[str], name: str, *, every: list[str]) -> str:
    """The articles of each month as a bar in the lane of their outlet; a sentence on what is drawn."""
    hues = colours(every)
    month = counts["day"].dt.strftime("%Y-%m")
    monthly = counts.groupby([counts[name], month.rename("month")])["articles"].sum().reset_index()
    most = int(monthly.loc[monthly[name].isin(lanes), "articles"].max())
    edge = {"edgecolor": "#333333", "linewidth": 0.2, "zorder": 3}
    for place, lane in enumerate(lanes):
        part = monthly[monthly[name] == lane]
        first = pd.to_datetime(part["month"], format="%Y-%m", utc=True)
        days, height = first.dt.days_in_month.to_numpy(), 0.85 * part["articles"].to_numpy() / most
        look = {"width": days, "align": "edge", "color": hues[lane], **edge}
        ax.bar(dates.date2num(first), -height, bottom=place + 0.425, **look)
    return f"Each bar is a month, the higher the more articles; the highest stands for {most:,}."


def _draw_events(ax: Axes, listed: list[tuple[pd.Timestamp, str]], heights: list[int]) -> None:
    """A numbered line for each event, its number so many rows above the axes."""
    look = {"textcoords": "offset points", "ha": "center", "va": "bottom", "fontsize": 6.5}
    for number, ((day, _), height) in enumerate(zip(listed, heights, strict=True), start=1):
        ax.axvline(day, color="#333333", linewidth=0.7, linestyle=(0, (3, 2)), zorder=1)
        spot, above = (dates.date2num(day), 1), (0, 2 + 7 * height)
        ax.annotate(
            str(number), spot, above, xycoords=ax.get_xaxis_transform(), annotation_clip=False, **look
        )


def _events(events: list[list[str]]) -> list[tuple[pd.Timestamp, str]]:
    """Events by date, the first ones first. Raises ValueError that names the one without a date."""
    known = []
    for day, what in events:
        stamp = pd.to_datetime(str(day), format="ISO8601", utc=True, errors="coerce")
        if pd.isna(stamp):
            raise ValueError(f"event {str(what)!r} has the date {str(day)!r}: write it as 2022-02-24")
        known.append((stamp, " ".join(str(what).split())))
    return sorted(known)[:EVENTS]


def _heights(listed: list[tuple[pd.Timestamp, str]], days: pd.Series, width: float) -> list[int]:
    """How many rows up each number stands, so that those of near dates do not overlap; a number takes 5
    mm.
    """
    every = [*days, *(day for day, _ in listed)]
    near = (max(every) - min(every)) * 5 / (width * 0.6)
    heights: list[int] = []
    for place, (day, _) in enumerate(listed):
        close = place and day - listed[place - 1][0] < near
        heights.append((heights[-1] + 1) % 4 if close else 0)
    return heights


def read_events(path: Path | str) -> list[list[str]]:
    """Events of a user's own CSV file, with the columns `date` (ISO) and `event`, for `timeline`.

    Raises ValueError that names the file, and the row or what is missing.
    """
    try:
        rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise ValueError(f"{Path(path).name} cannot be read as a table of events: {error}") from error
    if not {"date", "event"} <= set(rows.columns):
        raise ValueError(f"{Path(path).name} needs the columns date and event; it has {list(rows.columns)}")
    for number, row in enumerate(rows.itertuples(), start=2):
        if pd.isna(pd.to_datetime(row.date, format="ISO8601", utc=True, errors="coerce")):
            raise ValueError(f"{Path(path).name}, row {number}: {row.date!r} is no date such as 2022-02-24")
    return rows[["date", "event"]].to_numpy().tolist()


def _line(number: int, day: pd.Timestamp, what: str, width: float) -> str:
    """One event of the list, as long as a line is."""
    text = f"{number}  {day:%Y-%m-%d}  {what}"
    room = int(width * 0.75)
    return text if len(text) <= room else f"{text[: room - 1]}…"
