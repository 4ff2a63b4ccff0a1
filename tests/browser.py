"""JupyterLab as it is lived: opened as `make lab` does, in a browser, by mouse and keyboard.

Not part of `make test`, since it takes minutes: `make test-browser`; pictures lie in outputs/screenshots.
With SOURCEWISE_RUN, a finished run of the seeds, none is made to compare with.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

CHECKOUT = Path(__file__).parents[1]
SHOTS = CHECKOUT / "outputs" / "screenshots"
NOTEBOOKS = ["01_corpus", "02_exploration", "03_topics", "04_sentiment", "05_report"]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET += ["--disable-background-networking", "--disable-component-update"]
SERVER = ["--no-browser", "--ip=127.0.0.1", "--allow-root", "--LabApp.expose_app_in_browser=True"]
LONG = 900_000  # milliseconds for a whole notebook on a busy machine
OPEN = """async path => {
  const app = window.jupyterapp;
  const panel = await app.commands.execute('docmanager:open',
    {path, factory: 'Notebook', kernel: {name: 'python3'}});
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  app.shell.activateById(panel.id);
}"""
READY = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
}"""
RUN_ALL = "async () => await window.jupyterapp.commands.execute('notebook:run-all-cells')"
SAVE = "async () => { await window.jupyterapp.commands.execute('docmanager:save'); }"


expect.set_options(timeout=120_000)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A run of the seeds by papermill, to compare with."""
    if known := os.environ.get("SOURCEWISE_RUN"):
        return Path(known)
    run = tmp_path_factory.mktemp("finished") / "seeds"
    words = [
        sys.executable,
        "-m",
        "sourcewise.cli",
        "run",
        str(CHECKOUT / "seeds"),
        "-o",
        str(run),
        "--quiet",
    ]
    subprocess.run([*words[:1], "-c", "from sourcewise.cli import main; main()", *words[3:]], check=True)
    return run


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A checkout of the notebooks, the seeds and the docs, as a user has it."""
    place = tmp_path_factory.mktemp("checkout")
    for name in ("notebooks", "seeds", "docs"):
        shutil.copytree(CHECKOUT / name, place / name, ignore=shutil.ignore_patterns(".*"))
    return place


@pytest.fixture(scope="module")
def address(root):
    """JupyterLab, started as `make lab` starts it."""
    code = "from sourcewise.cli import main; main()"
    log = (root / "jupyter.log").open("w")
    words = [sys.executable, "-c", code, "lab", "--root", str(root), *SERVER]
    (root / "home").mkdir()
    there = os.environ | {"HOME": str(root / "home")}
    server = subprocess.Popen(words, stdout=log, stderr=log, env=there)
    try:
        yield _address(root, server)
    finally:
        server.terminate()
        server.wait(60)


def _address(root, server):
    for _ in range(600):
        assert server.poll() is None, (root / "jupyter.log").read_text()
        for path in (root / "lab" / ".jupyter" / "runtime").glob("jpserver-*.json"):
            try:
                known = json.loads(path.read_text())
            except ValueError:
                continue
            return f"{known['url']}lab?token={known['token']}"
        time.sleep(0.5)
    raise AssertionError("JupyterLab did not start in 300 s")


@pytest.fixture(scope="module")
def page(address, root):
    """One window on it; what the browser's console calls an error is kept in `page.faults`."""
    settings = root / "lab" / ".jupyter" / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        window = browser.new_page(viewport={"width": 1500, "height": 1000})
        window.set_default_timeout(120_000)
        window.faults = []
        window.on("console", lambda said: said.type == "error" and window.faults.append(said.text))
        window.on("pageerror", lambda error: window.faults.append(str(error)))
        window.goto(address)
        window.wait_for_function("window.jupyterapp", timeout=300_000)
        window.evaluate("window.jupyterapp.restored")
        yield window
        browser.close()


def shoot(page, name):
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def run_all(page, root, name):
    """Open a notebook, run all of it, save it; the seconds that it took, and the notebook as it was saved."""
    page.evaluate(OPEN, f"lab/{name}.ipynb")
    page.wait_for_timeout(2500)
    begun = time.monotonic()
    page.set_default_timeout(LONG)
    done = page.evaluate(RUN_ALL)
    page.evaluate(SAVE)
    seconds = time.monotonic() - begun
    page.set_default_timeout(120_000)
    saved = json.loads((root / "lab" / f"{name}.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in saved["cells"] if cell["cell_type"] == "code"]
    faults = [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]
    assert not faults, faults
    assert done is True
    assert all(cell["execution_count"] for cell in cells)
    return seconds, saved


def panel(page):
    """The notebook that is in front."""
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")


def see(page, locator):
    locator.scroll_into_view_if_needed()
    page.wait_for_timeout(300)


def test_it_opens_on_the_notebooks_in_order_with_the_contents_beside(page):
    page.wait_for_selector(".jp-DirListing-item")
    names = page.locator(".jp-DirListing-itemText").all_inner_texts()
    assert [name for name in names if name.endswith(".ipynb")] == [
        f"{name}.ipynb" for name in ("00_start", *NOTEBOOKS, "06_multiverse", "07_coding")
    ]
    expect(page.locator(".jp-TableOfContents")).to_be_visible()
    expect(page.locator(".jp-TableOfContents")).to_contain_text("Who published them?")
    shoot(page, "00-opened")


def test_the_start_page_leads_to_parameters(page, root):
    articles = root / "twenty"
    articles.mkdir()
    for number in range(20):
        text = f"The harbour of town {number} is China's, the council said on Monday.\n\n" * 4
        (articles / f"{number:02}.txt").write_text(f"Town {number} waits\n\n{text}")
    run_all(page, root, "00_start")
    front = panel(page)
    folder = front.get_by_label("Folder", exact=True)
    see(page, folder)
    folder.fill("nowhere")
    folder.press("Enter")
    front.get_by_role("button", name="Read the articles").click()
    expect(front.locator(".sw-fault").first).to_contain_text("nowhere")
    shoot(page, "00-fault")
    folder.fill("twenty")
    folder.press("Enter")
    front.get_by_role("button", name="Read the articles").click()
    expect(front.get_by_text("Read: 20 articles")).to_be_visible()
    front.get_by_role("button", name="Write sources.csv to fill in").click()
    expect(front.get_by_text("Fill in the empty cells")).to_be_visible()
    assert len((articles / "sources.csv").read_text().splitlines()) == 21
    topics = front.get_by_label("Topics", exact=True)
    see(page, topics)
    topics.fill("many")
    expect(front.locator(".sw-fault").last).to_contain_text("n_topics")
    shoot(page, "00-bad-topics")
    topics.fill("3")
    front.get_by_role("button", name="Save, and set the notebooks up").click()
    expect(
        front.get_by_text("sourcewise run twenty -o outputs/twenty -f outputs/twenty.yaml")
    ).to_be_visible()
    shoot(page, "00-saved")
    assert "n_topics: 3" in (root / "outputs" / "twenty.yaml").read_text()
    copy = (root / "lab" / "03_topics.ipynb").read_text(encoding="utf-8")
    assert "n_topics = 3" in copy
    assert "../outputs/lab-twenty" in copy


def test_a_first_figure_comes_of_the_newcomers_own_articles(page, root):
    run_all(page, root, "01_corpus")
    shoot(page, "01-newcomer")
    assert list((root / "outputs" / "lab-twenty" / "tables").glob("*.csv"))
    assert list((root / "outputs" / "lab-twenty" / "figures").glob("*.png"))


def test_the_seeds_again(page, root):
    """The copies go back to the seeds, as for the tests that follow."""
    page.evaluate("async () => { await window.jupyterapp.commands.execute('application:close-all'); }")
    words = ["from sourcewise.cli import main; main()", "lab", "--no-start", "--root", str(root)]
    subprocess.run([sys.executable, "-c", *words], check=True)
    assert "injected-parameters" not in (root / "lab" / "03_topics.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_run_all_ends_without_error_and_gives_the_tables_of_papermill(page, root, finished, name):
    seconds, _ = run_all(page, root, name)
    print(f"{name}: {seconds:.0f} s")
    shoot(page, f"{name}-run")
    known = json.loads((finished / "run.json").read_text())
    (stage,) = (stage for stage in known["stages"] if stage["name"] == name)
    files = [
        file for file in stage["files"] if file.startswith("tables/") and file.endswith((".csv", ".tex"))
    ]
    assert files
    other = [
        file for file in files
        if (root / "outputs" / "lab" / file).read_bytes() != (finished / file).read_bytes()
    ]  # fmt: skip
    assert not other


def front_of(page, name):
    page.evaluate(OPEN, f"lab/{name}.ipynb")
    page.wait_for_timeout(500)
    return panel(page)


def test_the_concordance_is_driven_by_keyboard(page):
    front = front_of(page, "02_exploration")
    query = front.get_by_label("Query", exact=True)
    see(page, query)
    query.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("china")
    expect(front.get_by_text(re.compile("“china” is found [0-9]+ times in 5 articles."))).to_be_visible()
    page.keyboard.press("Tab")
    expect(front.get_by_label("Outlets (none: all)")).to_be_focused()
    page.keyboard.press("Home")
    expect(front.get_by_text("in 1 article.")).to_be_visible()
    page.keyboard.press("Tab")
    expect(front.get_by_label("Voice", exact=True).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    shoot(page, "02-concordance")
    query.fill("(")
    expect(front.locator(".sw-fault").first).to_contain_text("has no letter or digit")
    shoot(page, "02-concordance-fault")
    query.fill("win*")


def test_a_point_is_clicked_and_walked_to_and_its_passages_are_shown(page):
    front = front_of(page, "02_exploration")
    picture = front.locator(".sw-scatter")
    see(page, picture)
    point = picture.get_by_role("option").nth(4)
    before = front.locator(".sw-scatter circle[aria-selected=true]").get_attribute("aria-label")
    point.click(force=True)  # on whichever lies on top there
    chosen = front.locator(".sw-scatter circle[aria-selected=true]")
    expect(chosen).not_to_have_attribute("aria-label", before)
    assert abs(float(chosen.get_attribute("cx")) - float(point.get_attribute("cx"))) <= 10
    word = chosen.get_attribute("aria-label").partition(":")[0]
    expect(front.get_by_text(f"“{word}” in ").first).to_be_visible()
    shoot(page, "02-words")
    point.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    following = picture.get_by_role("option").nth(5)
    expect(following).to_have_attribute("aria-selected", "true")
    word = following.get_attribute("aria-label").partition(":")[0]
    expect(front.get_by_text(f"“{word}” in ").first).to_be_visible()


def test_the_reader_shows_an_article_and_says_the_rule_on_focus(page):
    front = front_of(page, "01_corpus")
    chosen = front.get_by_label("Article", exact=True)
    see(page, chosen)
    chosen.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(1500)
    spans = front.locator(".sw-raw span[title]")
    assert spans.count() > 3
    see(page, front.locator(".sw-raw").first)
    spans.first.focus()
    shoot(page, "01-article")
    front.get_by_label("Targets", exact=True).fill("Chiina")
    expect(front.locator(".sw-fault").last).to_contain_text("did you mean")
    front.get_by_label("Targets", exact=True).fill("China")
    expect(front.locator(".sw-raw .sw-target").first).to_be_attached()


def test_a_topic_is_renamed_by_keyboard(page, root):
    front = front_of(page, "03_topics")
    topic = front.get_by_label("Topic", exact=True)
    see(page, topic)
    topic.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(800)
    name = front.get_by_label("Its name")
    name.fill("a name of mine")
    name.press("Tab")
    page.keyboard.press("Enter")
    expect(front.get_by_text("The topic is now “a name of mine”")).to_be_visible()
    shoot(page, "03-topics")
    assert "a name of mine" in (root / "outputs" / "lab" / "tables" / "topics-names.yaml").read_text()


def test_mentions_are_chosen_by_target(page):
    front = front_of(page, "04_sentiment")
    sides = "cells => new Set(cells.map(cell => getComputedStyle(cell).textAlign)).size"
    assert front.locator("table.sw-table tbody td:not(.sw-right)").evaluate_all(sides) == 1
    target = front.get_by_label("Targets (none: all)")
    see(page, target)
    target.select_option("Russia")
    expect(front.get_by_text(re.compile("mention.* in [0-9] article.*mean tone"))).to_be_visible()
    front.get_by_label("Least confidence").fill("much")
    expect(front.locator(".sw-fault").first).to_contain_text("give a number from 0 to 1")
    shoot(page, "04-sentiment")


def test_the_form_opens_by_an_address_of_its_own_with_no_other_notebook_beside_it(page, address):
    alone = page.context.browser.new_context().new_page()
    alone.set_default_timeout(120_000)
    alone.goto(address.replace("/lab?", "/doc/workspaces/coding/tree/lab/07_coding.ipynb?"))
    front = alone.locator(".jp-NotebookPanel")
    expect(front).to_contain_text("Which label?")
    alone.evaluate(READY)
    alone.wait_for_timeout(2500)
    expect(alone.locator(".jp-Dialog")).to_have_count(0)
    expect(alone.locator(".jp-DirListing")).not_to_be_visible()
    alone.get_by_role("menuitem", name="Run", exact=True).click()
    alone.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(front.get_by_label("Who codes")).to_be_visible()
    alone.screenshot(path=SHOTS / "07-alone.png")
    alone.context.close()


def test_the_form_alone_codes_by_keyboard_and_shows_no_score(page, root):
    run_all(page, root, "07_coding")
    front = panel(page)
    coder = front.get_by_label("Who codes")
    see(page, coder)
    coder.fill("anna")
    label = front.get_by_role("radio", name="0: neither")
    expect(label).to_be_enabled()
    label.focus()
    page.keyboard.press("Space")
    expect(front.get_by_text("1 coded. Saved.")).to_be_visible()
    shoot(page, "07-coding")
    assert (root / "outputs" / "lab" / "coding" / "anna.csv").exists()


@pytest.mark.parametrize("name", ["00_start", *NOTEBOOKS[:4], "07_coding"])
def test_no_rule_of_accessibility_is_broken_by_an_explorer(page, name):
    front_of(page, name)
    include = [".jp-NotebookPanel:not(.lm-mod-hidden) .widget-vbox"]
    found = Axe().run(page, context={"include": [include]})
    told = [
        (rule["id"], [node["html"][:200] for node in rule["nodes"]][:3])
        for rule in found.response["violations"]
    ]
    assert not told, told


def test_the_originals_are_as_they_were(root):
    for path in (CHECKOUT / "notebooks").glob("*.ipynb"):
        assert (root / "notebooks" / path.name).read_bytes() == path.read_bytes()


def test_nothing_is_written_home(page, root):
    assert [str(path) for path in (root / "home").rglob("*")] == []


def test_the_console_says_nothing(page):
    assert not page.faults, page.faults
