"""Which source of a field counts, and that it says so."""

import pytest

from sourcewise.corpus.fields.field import Field
from sourcewise.corpus.fields.override import by_sidecar, by_structure


def text(name, value, rank=1):
    return Field(name, rank, value, 0, 5, "some_rule", "text")


def table(name, value, rank=1):
    return Field(name, rank, value, None, None, f"column:{name}", "table")


def null(name, reason):
    return Field(name, reason=reason)


@pytest.mark.parametrize(
    ("found", "stated", "counts"),
    [
        # the structure gives what the text does not, or something else
        ([null("outlet", "no line")], [table("outlet", "TASS")], [("TASS", "table", None)]),
        ([text("outlet", "AP")], [table("outlet", "TASS")],
         [("TASS", "table", "overrides 'AP', read from the text")]),
        ([text("byline", "A. Bee"), text("byline", "C. Dee", 2)], [table("byline", "E. Eff")],
         [("E. Eff", "table", "overrides 'A. Bee; C. Dee', read from the text")]),
        # the text says the same, or more precisely: its evidence stays
        ([text("outlet", "TASS")], [table("outlet", "TASS")], [("TASS", "text", None)]),
        ([text("published", "2022-02-02T10:30")], [table("published", "2022-02-02")],
         [("2022-02-02T10:30", "text", None)]),
        ([text("outlet", "TASS")], [], [("TASS", "text", None)]),
        # a structure that can't be read takes nothing away, and gives its reason where there is nothing
        ([text("published", "2022-02-02")], [null("published", "unreadable")],
         [("2022-02-02", "text", None)]),
        ([null("published", "no line")], [null("published", "unreadable")], [(None, "none", "unreadable")]),
        # but another day, and a longer name, are something else
        ([text("published", "2022-02-02T10:30")], [table("published", "2022-02-03")],
         [("2022-02-03", "table", "overrides '2022-02-02T10:30', read from the text")]),
        ([text("outlet", "TASS Today")], [table("outlet", "TASS")],
         [("TASS", "table", "overrides 'TASS Today', read from the text")]),
    ],
)  # fmt: skip
def test_what_the_structure_states_overrides_the_text(found, stated, counts):
    assert [(field.value, field.provenance, field.reason) for field in by_structure(found, stated)] == counts


def test_precision_and_zone_go_with_the_date_that_counts():
    found = [text("published", "2022-02-02T10:30"), text("published_precision", "minute"),
             null("timezone", "none stated")]  # fmt: skip
    stated = [table("published", "2022-02-02"), table("published_precision", "day"), table("timezone", "UTC")]
    kept = {field.field: field.value for field in by_structure(found, stated)}
    assert kept == {"published": "2022-02-02T10:30", "published_precision": "minute", "timezone": None}
    other = [table("published", "2022-03-03"), table("published_precision", "day"), null("timezone", "none")]
    kept = {field.field: field.value for field in by_structure(found, other)}
    assert kept == {"published": "2022-03-03", "published_precision": "day", "timezone": None}


def test_the_sidecar_overrides_both_and_says_what():
    found = by_structure([text("outlet", "AP")], [table("outlet", "TASS")])
    (field,) = by_sidecar(found, {"outlet": "Interfax", "story": "gas", "column of my own": "x"})
    assert (field.value, field.provenance) == ("Interfax", "sidecar")
    assert field.reason == "overrides 'TASS', read from the table"
    assert by_sidecar(found, {"outlet": "TASS"}) == found
    assert by_sidecar(found, {}) == found


def test_a_date_of_the_sidecar_takes_the_text_s_zone_away():
    found = [text("published", "2022-02-02T10:30"), text("timezone", "UTC")]
    kept = {field.field: field.value for field in by_sidecar(found, {"published": "2022-02-02"})}
    assert kept == {"published": "2022-02-02", "timezone": None}
    given = {"published": "2022-02-02T10:30+08:00", "timezone": "+08:00"}
    kept = {field.field: field.value for field in by_sidecar(found, given)}
    assert kept["timezone"] == "+08:00"
