import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from sourcewise.publish import figures
from sourcewise.publish.recipes import left_out


@pytest.fixture
def ax():
    figures.use_style()
    fig, ax = plt.subplots(figsize=figures.mm(89, 89))
    yield ax
    plt.close(fig)


def drawn(ax):
    return [np.column_stack(line.get_data()) for line in ax.lines]


def test_every_article_is_drawn_in_the_line_of_its_outlet(ax):
    frame = pd.DataFrame({"outlet": ["B", "A", "unknown (1)", "A", "B"], "v": [1.0, 2.0, 3.0, 4.0, None]})
    figures.dots(ax, frame, value="v")
    assert [list(points[:, 0]) for points in drawn(ax)] == [[2.0, 4.0], [1.0], [3.0]]
    assert [text.get_text() for text in ax.get_yticklabels()] == [
        "A\nn = 2",
        "B\nn = 1",
        "unknown (1)\nn = 1",
    ]


def test_equal_articles_stand_above_one_another(ax):
    figures.dots(ax, pd.DataFrame({"outlet": "A", "v": [5.0] * 9 + [6.0]}), value="v")
    (points,) = drawn(ax)
    assert len({tuple(point) for point in points.round(6)}) == 10
    assert np.abs(points[:, 1]).max() <= 0.4


def test_colours_are_those_of_all_outlets_of_the_run(ax):
    figures.dots(ax, pd.DataFrame({"outlet": ["B"], "v": [1.0]}), value="v", among=["A", "B"])
    assert ax.lines[0].get_color() == figures.colours(["A", "B"])["B"]


def test_long_names_are_cut_and_dollars_are_dollars(ax):
    figures.dots(ax, pd.DataFrame({"outlet": ["x" * 10 + " $y$ " + "z " * 40], "v": [1.0]}), value="v")
    text = ax.get_yticklabels()[0]
    assert max(map(len, text.get_text().split("\n"))) <= 26
    assert text.get_parse_math() is False


def test_nothing_to_draw_is_refused(ax):
    with pytest.raises(ValueError, match="no article has a value of 'v'"):
        figures.dots(ax, pd.DataFrame({"outlet": ["A"], "v": [None]}), value="v")


def test_labels_stand_apart_from_each_other_from_points_and_within_the_axes(ax):
    rng = np.random.default_rng(0)
    x, y = rng.random((2, 40))
    ax.plot(x, y, ".")
    words = [f"word{n}" for n in range(40)]
    left_out = figures.label(ax, x, y, words)
    boxes = [text.get_window_extent() for text in ax.texts]
    assert [text.get_text() for text in ax.texts] == [word for word in words if word not in left_out]
    assert len(boxes) > 15
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])
    frame = ax.get_window_extent()
    assert all(frame.contains(*box.min) and frame.contains(*box.max) for box in boxes)
    points = ax.transData.transform(np.column_stack([x, y]))
    assert not any(box.contains(*point) for box in boxes for point in points)


def test_labels_that_find_no_room_are_named(ax):
    ax.plot([0, 1], [0, 1], ".")
    assert figures.label(ax, [0.5, 0.5], [0.5, 0.5], ["first", "w" * 90]) == ["w" * 90]


def test_a_label_stands_outside_the_circle_of_its_point(ax):
    ax.scatter([0.5], [0.5], s=[400])
    ax.set(xlim=(0, 1), ylim=(0, 1))
    assert figures.label(ax, [0.5], [0.5], ["2: harbour"], areas=[400]) == []
    box, centre = ax.texts[0].get_window_extent(), ax.transData.transform((0.5, 0.5))
    assert box.x0 - centre[0] >= 10 * ax.figure.dpi / 72


def test_of_many_articles_the_range_the_middle_and_the_median_are_drawn(ax):
    frame = pd.DataFrame({"outlet": ["A"] * 101 + ["B"], "v": [*map(float, range(101)), 7.0]})
    figures.dots(ax, frame, value="v")
    assert [one[:, 0].tolist() for one in drawn(ax)] == [[0, 100], [10, 90], [50], [7]]
    assert left_out(ax.figure) == "Of more than 80 articles of an outlet: range, middle 80 % and median."
