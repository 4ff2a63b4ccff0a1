"""A stretch of somebody's words: between marks, or set off without them."""

from typing import NamedTuple


class Marked(NamedTuple):
    """A stretch between marks: `start` to `end` are the words inside, the outer edges take the marks in.

    Where a mark is missing, the two edges are the same. `carried` says that the stretch goes on from the
    paragraph before, which left its quotation open; `verbatim` that the text gives it as somebody's words
    without any marks.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    carried: bool = False
    verbatim: bool = False
