"""Every number in the sentences of the seeds' report leads to what it was counted from."""

import pytest
from lxml import html

from sourcewise.publish.pages import numerals


@pytest.fixture(scope="module")
def page(seeds_run):
    return html.parse(str(seeds_run / "report.html")).getroot()


def leads(page, kind):
    """Of each sentence of a kind: its numbers, and the elements that its links lead to."""
    ids = {element.get("id"): element for element in page.iter() if element.get("id")}
    for sentence in page.xpath(f'//main//p[contains(@class, "{kind}")]'):
        wanted = [match[0] for match in numerals.numbers(sentence.text_content())]
        links = sentence.xpath("./a")
        yield sentence, wanted, [(link.text, ids[link.get("href")[1:]]) for link in links]


def test_every_number_of_a_finding_leads_to_a_cell_a_table_passages_or_values(page):
    counted = 0
    for sentence, wanted, led in leads(page, "sw-statement"):
        assert [text for text, _ in led] == wanted, sentence.text_content()
        assert {element.tag for _, element in led} <= {"td", "th", "table", "details"}
        counted += len(wanted)
    assert counted > 100


def test_every_number_of_another_sentence_leads_there_or_to_the_code_that_computed_it(page):
    for sentence, wanted, led in leads(page, "sw-say"):
        assert [text for text, _ in led] == wanted, sentence.text_content()
        assert {element.tag for _, element in led} <= {"td", "th", "table", "details", "article"}
