"""Numbers as sentences say them."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def plural(noun: str) -> str:
    """'stories' of 'story', 'months' of 'month'."""
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


def counted(n: int, noun: str = "article") -> str:
    """'1 article', '3 articles', '2 stories'."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {plural(noun)}"
