"""Numbers in the report's sentences lead to what they were counted from: a cell, a table, passages,
values.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from lxml import html
from lxml.html import HtmlElement

from sourcewise.publish.pages import numerals

ROWS = re.compile(r"The first [\d,]+ of ([\d,]+) ")
LONG = 5000  # signs from which a sentence is a list of findings, to which its numbers lead
WORDS = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True)
class Table:
    """A table of the page: its element, the words of its title and heads, its rows as texts and as numbers,
    how many rows there are in all, and which element of the page it is.
    """

    element: HtmlElement
    title: set[str]
    heads: list[str]
    rows: list[list[str]]
    values: list[list[tuple[float, bool] | None]]
    whole: int
    place: int
    index: dict[tuple[int, bool], dict[float, list[tuple[int, int]]]] = field(default_factory=dict)

    def holding(self, number: str) -> list[tuple[int, int]]:
        """Row and column of the cells that hold a number, to the decimals that it is written with; 17.1% is
        also 0.171.
        """
        said, kind = numerals.value(number), (numerals.decimals(number), number.endswith("%"))
        if said is None:
            return []
        if kind not in self.index:
            cells = self.index[kind] = {}
            for row, values in enumerate(self.values):
                for column, held in enumerate(values):
                    for value in numerals.readings(held, percent=kind[1]):
                        cells.setdefault(round(value, kind[0]), []).append((row, column))
        return self.index[kind].get(round(said[0], kind[0]), [])


def connect(sections: Sequence[str]) -> list[str]:
    """The HTML of a page's sections with a link at each number of their sentences that something accounts
    for.

    Sentences are statements of findings and paragraphs computed from results. A number leads to the cell that
    holds it, where the sentence names row or column; in a finding else to its passages, to the values of its
    articles or to the table of the cell that found it; elsewhere to the table whose rows or column it counts,
    to the finding that says the same, or to the code that computed it. Quoted words and years of citations
    are no such numbers.
    """
    root = html.fragment_fromstring("".join(f"<div>{part}</div>" for part in sections), create_parent="div")
    places = {element: number for number, element in enumerate(root.iter())}
    tables = [_table(element, places[element]) for element in root.iter("table")]
    sentences = root.xpath('.//p[contains(@class, "sw-say") or contains(@class, "sw-statement")]')
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    found = {" ".join(one.text_content().split()): one.getparent().get("id") for one in sentences
             if "sw-statement" in one.get("class")}  # fmt: skip
    by_part = {part: [table for table in tables if table.element in set(part.iter("table"))] for part in root}
    for sentence in sentences:
        part = next(one for one in (sentence, *sentence.iterancestors()) if one.getparent() is root)
        here = sorted(by_part[part], key=lambda table: abs(places[sentence] - table.place))
        _link(sentence, here, *_own(sentence, ids, tables), found)
    return [
        "".join([escape(part.text or "", quote=False), *(_outer(child) for child in part)]) for part in root
    ]


def _link(
    sentence: HtmlElement,
    here: list[Table],
    own: str | None,
    made: list[Table] | None,
    found: Mapping[str, str],
) -> None:
    """Turn the numbers of one sentence into links; `own` and `made` are a finding's evidence and tables."""
    if len(sentence):
        return
    text, sentence.text = sentence.text_content(), ""
    last, end, says = None, 0, list(_saying(text, found)) if made is None else []
    for match in numerals.numbers(text):
        if made is not None:
            mark = _cell(match[0], text, made) or own or (made[0].element.get("id") if made else None)
        else:
            near = here if len(text) <= LONG else []
            mark = _cell(match[0], text, near) or _counted(match[0], text, near) or _said(match, says)
            mark = mark or _code(sentence)
        if not mark:
            continue
        _add(sentence, last, text[end : match.start()])
        last = html.Element("a", href=f"#{mark}")
        last.text, end = match[0], match.end()
        sentence.append(last)
    _add(sentence, last, text[end:])


def _code(sentence: HtmlElement) -> str | None:
    """The folded code that computed a sentence."""
    shown = next(
        (part for part in sentence.iterancestors("div") if part.get("id", "").startswith("cell-")), None
    )
    fold = shown.getprevious() if shown is not None else None
    if fold is None or fold.get("class") != "code":
        return None
    if not fold.get("id"):
        fold.set("id", shown.get("id").replace("cell-", "code-", 1))
    return fold.get("id")


def _saying(text: str, found: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Where statements of findings stand in a text, and which they are."""
    for statement, mark in found.items():
        start = text.find(statement)
        if start >= 0 and mark:
            yield start, start + len(statement), mark


def _said(match: re.Match[str], says: list[tuple[int, int, str]]) -> str | None:
    """The finding whose statement stands in this text round the number."""
    return next((mark for start, end, mark in says if start <= match.start() < end), None)


def _add(sentence: HtmlElement, last: HtmlElement | None, text: str) -> None:
    """Text after the last link."""
    if last is None:
        sentence.text = (sentence.text or "") + text
    else:
        last.tail = text


def _own(
    sentence: HtmlElement, ids: Mapping[str, HtmlElement], tables: list[Table]
) -> tuple[str | None, list[Table] | None]:
    """A finding's passages or else the values of its articles, and the tables of the cell that found it."""
    card = sentence.getparent()
    if "sw-statement" not in sentence.get("class", "") or card is None:
        return None, None
    folds = card.xpath("./details[@id]")
    leads = [link.get("href", "")[1:] for link in card.xpath('./p[contains(@class, "sw-facts")]/a')]
    cells = [ids[lead] for lead in leads if lead in ids]
    inside = {element for cell in cells for element in cell.iter("table")}
    return (folds[0].get("id") if folds else None), [table for table in tables if table.element in inside]


def _cell(number: str, sentence: str, tables: list[Table]) -> str | None:
    """The cell that holds this number, where the sentence names its row or its column; the best one."""
    spoken, best, score = sentence.lower(), None, 0
    said = _words(spoken)
    for table in tables:
        for row, column in table.holding(number):
            cells = table.rows[row]
            named = sum(len(cell) > 2 and cell.lower() in spoken for cell in cells if cell != cells[column])
            headed = _words(table.heads[column] if column < len(table.heads) else "") & said
            if 2 * named + bool(headed) > score:
                best, score = (table, row, column), 2 * named + bool(headed)
    return _marked(*best) if best else None


def _counted(number: str, sentence: str, tables: list[Table]) -> str | None:
    """The table whose rows are so many, or whose column comes to so much, where its words are the
    sentence's.
    """
    spoken, said = _words(sentence.lower()), numerals.value(number)
    for table in tables:
        if table.title & spoken and numerals.same(said, (float(table.whole), False), number):
            return table.element.get("id")
        for column, head in enumerate(table.heads):
            values = [row[column] for row in table.values if column < len(row) and row[column]]
            whole = len(table.rows) == table.whole and len(values) > 1
            if (
                whole
                and (table.title | _words(head)) & spoken
                and numerals.same(said, (sum(v for v, _ in values), False), number)
            ):
                return table.element.get("id")
    return None


def _table(element: HtmlElement, place: int) -> Table:
    """What a table holds; it gets an id where it has none."""
    if not element.get("id"):
        element.set("id", f"table-at-{place}")
    heads = [cell.text_content().strip() for cell in element.xpath("./thead/tr[1]/*")]
    rows = [[cell.text_content().strip() for cell in row] for row in element.xpath("./tbody/tr")]
    caption = " ".join(part.text_content() for part in element.xpath("./caption"))
    box = element.getparent()
    after = box.getnext() if box is not None else None
    told = ROWS.search(after.text_content()) if after is not None else None
    whole = int(told[1].replace(",", "")) if told else len(rows)
    values = [[numerals.value(cell) for cell in row] for row in rows]
    return Table(element, _words(caption), heads, rows, values, whole, place)


def _marked(table: Table, row: int, column: int) -> str:
    """The id of a cell, which it gets with its first link."""
    cell = table.element.xpath("./tbody/tr")[row][column]
    if not cell.get("id"):
        cell.set("id", f"{table.element.get('id')}-r{row + 1}-c{column + 1}")
    return cell.get("id")


def _words(text: str) -> set[str]:
    """Words of four letters and more, without a plural's s."""
    return {word.rstrip("s") for word in WORDS.findall(text.lower())}


def _outer(element: HtmlElement) -> str:
    """An element with what follows it."""
    return html.tostring(element, encoding="unicode")
