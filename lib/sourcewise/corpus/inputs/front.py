"""The front matter of a text: a block of lines `name: value` between two `---` at its top."""

import re

_BLOCK = re.compile(r"---[ \t]{0,9}\r?\n((?:[^\n]{0,2000}\n){0,60}?)(?:---|\.\.\.)(?=[ \t]{0,9}(?:\r?\n|$))")
_NAMED = re.compile(r"([A-Za-z][\w-]{0,40}):[ \t]+(\S.*)")


def front_matter(text: str) -> tuple[int, dict[str, str]]:
    """Where the block ends, in code points, and what it states; 0 and nothing where there is none.

    Lists and what is set in under a name are passed over.
    """
    block = _BLOCK.match(text)
    lines = block[1].splitlines() if block else []
    record = {found[1]: found[2].strip().strip("'\"") for line in lines if (found := _NAMED.fullmatch(line))}
    return (block.end() if block and record else 0), record
