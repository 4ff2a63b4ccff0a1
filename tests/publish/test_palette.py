import pytest

from sourcewise.publish.palette import GREYS, OKABE_ITO, VOICES, colours, markers

NAMES = [f"Outlet {n:02}" for n in range(60)]


def luminance(colour):
    """Relative luminance, 0 to 1, as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_do_not_hang_on_the_order_of_the_outlets():
    assert colours(NAMES) == colours(reversed(NAMES)) == colours(NAMES + NAMES)
    assert markers(NAMES) == markers(reversed(NAMES))


def test_up_to_eight_outlets_have_a_colour_and_a_marker_each():
    assert set(colours(NAMES[:8]).values()) == set(OKABE_ITO)
    assert len(set(markers(NAMES[:8]).values())) == 8


def test_sixty_outlets_are_told_apart_by_colour_and_marker():
    hues, shapes = colours(NAMES), markers(NAMES)
    assert len({(hues[name], shapes[name]) for name in NAMES}) == 60


def test_unknown_outlets_are_grey_and_take_no_colour_from_the_known():
    unknown = ["unknown (001_a)", "unknown (002_b)"]
    both = colours([*unknown, "TASS", "Aftenposten"])
    assert [both[name] for name in unknown] == list(GREYS[:2])
    assert both["TASS"] == colours(["TASS", "Aftenposten"])["TASS"]
    assert colours(["Unknown Pleasures"])["Unknown Pleasures"] == OKABE_ITO[0]


@pytest.mark.parametrize("pair", [("outlet", "quoted"), ("quoted", "reported"), ("reported", "unclear")])
def test_voices_keep_their_order_from_dark_to_light_in_grey(pair):
    dark, light = (luminance(VOICES[voice]) for voice in pair)
    assert light > dark + 0.1
