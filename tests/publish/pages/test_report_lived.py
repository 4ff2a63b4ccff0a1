"""The report as it is lived: from a real kernel, in a real browser."""

import http.server
import shutil
import threading

import pytest
from nbformat import v4, write

from sourcewise.publish.pages import report

CHROMIUM = shutil.which("chromium")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]

CELL = """
import matplotlib.pyplot as plt, pandas as pd
from sourcewise.publish import figures, show
figures.use_style()
show.settings()
show.say("Five <b>articles</b>.")
frame = pd.DataFrame({"outlet": ["TASS"], "n": [1]})
show.table(frame, run="..", key="counts", caption="Articles")
fig, ax = plt.subplots(figsize=figures.mm(89, 50))
figures.dots(ax, frame, value="n")
figures.save(fig, "..", "counts", data=frame, caption="Articles by outlet.", alt="One dot at one.")
"""


def test_what_a_kernel_shows_arrives_in_the_report(tmp_path):
    nbclient = pytest.importorskip("nbclient")
    folder = tmp_path / "notebooks"
    folder.mkdir()
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# What is there?"), v4.new_code_cell(CELL)])
    nbclient.NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    write(notebook, folder / "01_corpus.ipynb")
    html = report.write(tmp_path, title="One", manifest={}).read_text(encoding="utf-8")
    assert len(notebook.cells[1].outputs) == 4  # sentence, table, picture, caption: and no figure shown twice
    assert 'alt="One dot at one."' in html
    assert html.count("Articles by outlet.</figcaption>") + html.count("Articles by outlet. <span") == 1
    assert html.count("Five &lt;b&gt;articles&lt;/b&gt;.</p>") == 1
    assert '<td class="sw-short">TASS</td>' in html
    assert (tmp_path / "figures" / "counts.pdf").exists()
    assert (tmp_path / "tables" / "counts.csv").read_text() == "outlet,n\nTASS,1\n"


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def opened(browser, path, **options):
    """The page, the addresses that it asked for, what the console and dialogs said."""
    page = browser.new_page(**options)
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.goto(path.as_uri())
    page.wait_for_timeout(150)
    return page, [url for url in asked if not url.startswith("data:")], said


def test_the_report_asks_for_nothing_and_says_nothing(browser, run):
    path = report.write(run, title="Five outlets", manifest={})
    page, asked, said = opened(browser, path)
    assert asked == [path.as_uri()]
    assert said == []
    assert (
        page.locator("img").evaluate("picture => picture.naturalWidth") == 1
    )  # the picture itself is let in
    assert (
        page.evaluate("getComputedStyle(document.querySelector('nav')).position") == "sticky"
    )  # and the style
    page.close()


@pytest.fixture
def outside():
    """A server outside the report, and the paths that anybody asked it for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


def test_the_policy_alone_stops_what_would_act(browser, run, outside):
    address, asked = outside
    path = report.write(run, title="Five outlets", manifest={})
    attack = f"""
        <script>alert(1)</script><img src="{address}/a.png" onerror="alert(2)">
        <style>@import "{address}/b.css"; body {{ display: none }}</style><iframe src="{address}/c"></iframe>
        <link rel="stylesheet" href="{address}/d.css"><p style="background: url({address}/e.png)">e</p>"""
    html = path.read_text(encoding="utf-8")
    path.write_text(html.replace("</main>", f"{attack}</main>"), encoding="utf-8")
    page, _, said = opened(browser, path)
    assert page.locator("h1").is_visible()
    assert asked == []
    assert not [text for text in said if text.startswith("dialog")]
    assert said  # the browser says what it refused
    path.write_text(path.read_text().replace("Content-Security-Policy", "x"), encoding="utf-8")
    opened(browser, path)
    assert asked  # and without the policy it would all have happened
    page.close()


@pytest.mark.parametrize("width", [400, 1280])
def test_the_page_is_never_wider_than_the_screen(browser, run, width):
    path = report.write(run, title="Five outlets", manifest={})
    page, _, _ = opened(browser, path, viewport={"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_link_to_a_finding_brings_it_into_view_and_the_keyboard_opens_its_evidence(browser, run):
    path = report.write(run, title="Five outlets", manifest={})
    page, _, _ = opened(browser, path)
    page.goto(f"{path.as_uri()}#finding-voices.quoted.share:tass")
    card = page.locator(".sw-finding").first
    assert card.is_visible()
    page.keyboard.press("Tab")
    page.locator(".sw-finding summary").first.focus()
    assert not card.locator("blockquote").first.is_visible()
    page.keyboard.press("Enter")
    assert card.locator("blockquote").first.is_visible()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.close()


def test_axe_finds_no_violation_of_wcag_2_1_aa(browser, run):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page, _, _ = opened(browser, report.write(run, title="Five outlets", manifest={}))
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = axe.Axe().run(page, options=rules).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found] == []
    page.close()


def test_the_script_opens_what_a_link_leads_to_and_sorts(browser, run):
    path = report.write(run, title="Five outlets", manifest={})
    page, _, said = opened(browser, path)
    page.goto(f"{path.as_uri()}#evidence-voices.quoted.share:tass")
    page.reload()
    assert page.locator(".sw-finding blockquote").first.is_visible()
    table = page.locator("table.dataframe").first
    table.locator("button.sort").last.click()
    assert table.locator("th[aria-sort=ascending]").count() == 1
    assert table.locator("tbody td").all_inner_texts() == ["409", "671"]
    table.locator("button.sort").last.click()
    assert table.locator("tbody td").all_inner_texts() == ["671", "409"]
    assert said == []
    page.close()
