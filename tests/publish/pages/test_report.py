import base64
import hashlib
import itertools
import json
import re
from html.parser import HTMLParser

import pytest

from sourcewise.publish import safe
from sourcewise.publish.pages import report


class Page(HTMLParser):
    """What a page holds: tags with attributes, ids, text by tag."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.headings, self.open = [], "", [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append([int(tag[1]), ""])
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data):
        self.text += data
        if self.open:
            self.headings[-1][1] += data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def made(run, **about):
    path = report.write(run, title=about.get("title", "Five outlets"), manifest=about.get("manifest", {}))
    return path.read_text(encoding="utf-8")


@pytest.fixture
def html(run):
    return made(run)


@pytest.fixture
def page(html):
    return Page(html)


def test_the_findings_come_first_then_the_notebooks_in_order(page):
    sections = [attributes["id"] for attributes in page.all("section")]
    assert sections == [
        "notebook-05_report",
        "notebook-01_corpus",
        "notebook-02_exploration",
        "notebook-03_topics",
        "notebook-04_sentiment",
    ]


def test_there_is_one_title_and_no_level_of_heading_is_skipped(page):
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))
    assert [2, "Topics"] in page.headings  # a notebook without a heading has its name
    assert "Mine" not in [text for _, text in page.headings]  # an output does not change the outline


def test_a_heading_written_as_html_takes_its_place_and_keeps_its_id(run, nb):
    nb.save(run, "02_exploration", nb.markdown("<h4 id='mine' onclick='x()'>Q</h4>\n\nsee [Q](#mine)"))
    html = made(run)
    assert '<h2 id="mine">Q</h2>' in html
    assert html.count('<a href="#mine">Q</a>') == 2


def test_contents_lead_to_every_section(page):
    targets = [attributes["href"] for attributes in page.all("a")]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    for name in (
        "05-what-was-found",
        "01-which-articles",
        "02-how-do-they-tell-it",
        "04-how-do-they-tell-it",
    ):
        assert f"#{name}" in targets
        assert name in ids


def test_ids_are_unique_and_every_link_leads_somewhere(run, nb, html):
    nb.save(
        run, "06_more", nb.code("x", nb.html('<p id="length">a</p><a href="#nowhere">b</a>'), nb.picture())
    )
    page = Page(made(run))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for attributes in page.all("a") if "href" in attributes]
    assert "#notebook-02_exploration" in links
    assert "#nowhere" not in links
    assert {link[1:] for link in links} <= set(ids)
    assert "finding-voices.quoted.share:tass" in ids


def test_nothing_in_the_page_has_an_address_outside_it(html, page):
    named = [(tag, name, value) for tag, attributes in page.tags for name, value in attributes.items()]
    addresses = [
        value for _, name, value in named if name in {"src", "href", "srcset", "action", "data", "poster"}
    ]
    assert addresses
    assert all(value.startswith(("#", "data:")) for value in addresses)
    assert not [name for _, name, _ in named if name.startswith("on") or name == "style"]
    tags = [tag for tag, _ in page.tags]
    assert not {"iframe", "object", "form", "base"} & set(tags)
    assert tags.count("script") == 1  # the library's own
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    assert not re.search(r"url\(|@import|@font-face", style)
    assert html.count("<style>") == 1


def test_the_policy_allows_this_style_sheet_and_pictures_in_the_page_and_nothing_else(html):
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)[1]
    code = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1].replace(
        "&#39;", "'"
    )
    assert policy.split("; ") == [
        "default-src 'none'",
        "img-src data:",
        f"style-src 'sha256-{digest}'",
        f"script-src 'sha256-{code}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert html.index("Content-Security-Policy") < html.index("<style>")


def test_an_article_that_is_hostile_appears_as_text_everywhere(page, hostile):
    # statement, evidence, passages, table cell, caption, sentence
    assert page.text.count(hostile) == 6
    assert page.text.count("<script>alert(1)</script>") == 6  # the output that is HTML itself lost its script
    assert "alert(4)" not in page.text


def test_raw_html_of_others_keeps_its_text_and_loses_what_acts(html, page):
    assert "a spy" in page.text
    assert "evil.example/x.png" not in html
    assert "<p>Mine</p>" in html
    assert "[a link](javascript:alert(3))" in html  # HTML in an output is not read as Markdown


def test_pictures_have_alt_text_and_captions_once(page, html):
    (image,) = page.all("img")
    assert image["alt"] == "Three dots in a row."
    assert image["src"].startswith("data:image/png;base64,")
    assert html.count("Length of each article.") == 1
    assert '<figure class="wide" id="figure-length">' in html
    assert "figures/length.pdf" in page.text


def test_hostile_alt_text_and_captions_stay_in_their_place(run, nb, hostile):
    nb.save(run, "02_exploration", nb.code("x", nb.picture(alt=hostile, caption=hostile)))
    page = Page(made(run))
    assert page.all("img")[0]["alt"] == hostile
    # statement, evidence, table cell and caption of the other notebooks, and this figure's caption
    assert page.text.count(hostile) == 5


def test_pictures_that_others_made_are_kept(run, nb):
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    plain = {"image/png": nb.PNG + '"><b>', "text/plain": "<Figure>"}
    outputs = [
        {"output_type": "display_data", "metadata": {}, "data": data}
        for data in (plain, {"image/svg+xml": svg})
    ]
    nb.save(run, "02_exploration", nb.code("x", *outputs))
    images = Page(made(run)).all("img")
    assert [image["src"].split(";")[0] for image in images] == ["data:image/png", "data:image/svg+xml"]
    assert all(image["alt"] for image in images)
    assert made(run).count("<script>") == 1  # the library's own


def test_frames_text_and_messages_are_kept(run, nb):
    stream = {"output_type": "stream", "name": "stdout", "text": ["one\n", "\x1b[31m<two>\x1b[0m"]}
    error = {"output_type": "stream", "name": "stderr", "text": "careful"}
    failed = {"output_type": "error", "ename": "ValueError", "evalue": "no <x>", "traceback": []}
    result = {
        "output_type": "execute_result",
        "metadata": {},
        "execution_count": 1,
        "data": {"text/plain": "42"},
    }
    script = nb.html("<script>draw()</script>", plain="a drawing")
    nb.save(run, "02_exploration", nb.code("x", stream, error, failed, result, script))
    html = made(run)
    assert "<pre>one\n&lt;two&gt;</pre>" in html
    assert "<summary>Messages</summary><pre>careful</pre>" in html
    assert "<pre>ValueError: no &lt;x&gt;</pre>" in html
    assert "<pre>42</pre>" in html
    assert "<pre>a drawing</pre>" in html
    assert "<td>409</td>" in html  # the frame of 01_corpus


def test_tables_scroll_by_keyboard_and_have_no_empty_heading(html, page):
    boxes = [box for box in page.all("div") if box.get("class") == "scroll"]
    assert len(boxes) == len(page.all("table")) + len(page.all("img"))
    assert all(box["tabindex"] == "0" and box["role"] == "group" and box["aria-label"] for box in boxes)
    assert "<th></th>" not in html
    assert all(head.get("scope") for head in Page(html.split("</table>")[0]).all("th"))


def test_code_is_folded_and_what_follows_one_another_is_one_fold(html, page):
    folds = [fold for fold in page.all("details") if fold.get("class") == "code"]
    assert all("open" not in fold for fold in folds)
    together = re.search(r'<details class="code">(?:(?!</details>).)*pandas.*?</details>', html, re.DOTALL)[0]
    assert together.count("<pre>") == 2


def test_the_page_has_its_language_landmarks_and_a_way_past_the_contents(page):
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("main")) == len(page.all("nav")) == len(page.all("title")) == 1
    assert page.all("nav")[0]["aria-label"] == "Contents"
    first = page.all("a")[0]
    assert first["href"] == "#content"
    assert page.all("main")[0]["id"] == "content"


def test_title_and_manifest_are_text(run, hostile):
    manifest = {"corpus": {"articles": 5, "outlets": ["TASS", hostile]}, "targets": None, "n_topics": 8}
    page = Page(made(run, title=hostile, manifest=manifest))
    assert page.headings[0] == [1, hostile]
    assert f"corpus · outlets\nTASS, {hostile}" in re.sub(
        r"\s*\n\s*", "\n", page.text.replace("outlets", "outlets\n")
    )
    assert [tag for tag, _ in page.tags].count("script") == 1  # the library's own


def test_links_out_of_markdown_are_shown_and_not_linked(page):
    assert "out (https://x.example/y)" in page.text


def test_pictures_pasted_into_prose_are_kept(run, nb):
    cell = nb.markdown("# Title\n\n![a cat](attachment:cat.png)")
    cell["attachments"] = {"cat.png": {"image/png": nb.PNG}}
    nb.save(run, "02_exploration", cell)
    assert Page(made(run)).all("img") == [{"src": f"data:image/png;base64,{nb.PNG}", "alt": "a cat"}]


def test_the_same_run_gives_the_same_bytes(run):
    assert made(run) == made(run)
    assert [file.name for file in run.glob("*report*")] == ["report.html"]


def test_no_machine_path_gets_in(run, html):
    assert str(run) not in html


def test_colours_of_text_have_the_contrast_of_level_aa(html):
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    inks = set(re.findall(r"--(?:ink|quiet|link): (#\w{6})", style)) | set(
        re.findall(r"[ ;]color: (#\w{6})", style)
    )
    assert len(inks) >= 6
    for ink in inks:
        for paper in ("#ffffff", "#f6f7f8", "#fff8e1"):
            light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper)


def luminance(colour):
    """Relative luminance, 0 to 1, as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("not json", r"01_corpus\.ipynb is no notebook: "),
        ("[]", r"01_corpus\.ipynb is no notebook of format 4"),
        (json.dumps({"nbformat": 3, "worksheets": []}), r"01_corpus\.ipynb is no notebook of format 4"),
    ],
)
def test_a_file_that_is_no_notebook_is_named(run, content, message):
    (run / "notebooks" / "01_corpus.ipynb").write_text(content)
    with pytest.raises(ValueError, match=message):
        made(run)


def test_a_run_without_notebooks_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="holds no notebook"):
        made(tmp_path)


def test_an_anchor_made_for_a_finding_is_where_the_report_puts_it(page):
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert safe.anchor("finding", "topics.none.all") in ids
