"""Numbers as sentences say them."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def counted(n: int, noun: str = "article", plural: str = "") -> str:
    """'1 article', '3 articles', '2 stories'."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {plural or noun + 's'}"
