"""Residue: each rule on its own examples, the seeds against the marks by hand, and the laws of the ledger."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sourcewise.corpus.cleaning import (
    authors,
    calls,
    charts,
    credits,
    editing,
    furniture,
    headed,
    inline,
    links,
    markdown,
    notes,
    outside,
    pictures,
    pointers,
    programmes,
    readers,
    repeated,
    residue,
    rows,
    sources,
    updates,
)
from sourcewise.corpus.cleaning.looks import LONGEST
from sourcewise.corpus.cleaning.residue import RULES, find_residue, keep

ROOT = Path(__file__).parents[3]
GOLD = json.loads((ROOT / "tests" / "gold" / "seeds.json").read_text())["docs"]
KINDS = {"wordpress_comment_boilerplate": "comment_furniture", "wordpress_footer": "theme_footer"}

PROSE = [
    "The council met on Sunday and agreed to wait until the spring before anything is built.",
    "“Nobody had expected that,” she told reporters, “and nobody was glad of it.”",
    "By contrast, the harbour of 1996 cost $3 million (about £2 million at the time).",
    "Why the harbour matters",
    "He read the letter, which is dated May 3, 2019, to the Associated Press (AP).",
]
BODY = "\n\n".join(PROSE * 3)
LINE_RULES = [rule for rule in RULES if rule.shape not in ("before", "text")]
RESIDUE = [rule.removes for rule in LINE_RULES if rule.where in ("anywhere", "below")]
AROUND = {
    "commentary_note": "{}",  # without `author_note_above`, which takes all of so short a line
    "byline_over_outlet": "{}\n\nThe Example Tribune",
    "outlet_under_byline": "Jane Doe\n\n{}",
    "portrait": "{}\n\nJane Doe is the first to be tried.",
    "link_opens": "{} The harbour](https://example.org/a)",
}
BEFORE = {
    "box_label": "Why? ",
    "share_price": "Shares of Example Corp. ",
    "linked_name": "She met Jane Doe ",
    "linked_name_apart": "She met Jane Doe ",
    "image_named_last": "She left. ",
    "link_address": "[The harbour",
}


def removed(text, **options):
    return [(text[span.start : span.end], span.rule) for span in find_residue(text, **options)]


def in_place(rule, piece):
    """A text in which `piece` stands where `rule` looks."""
    if rule.shape == "inside":
        piece = f"{BEFORE.get(rule.name, '')}{piece} {PROSE[0]}"
    piece = AROUND.get(rule.name, "{}").format(piece)
    if rule.where == "top":
        return f"{piece}\n\n{BODY}"
    if rule.where == "end":
        return f"{BODY}\n\n{piece}"
    return f"{BODY}\n\n{piece}\n\n{BODY}"


# the seeds


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["file"][:3])
def test_on_a_seed_exactly_the_marked_spans_are_removed(gold):
    raw = (ROOT / "seeds" / gold["file"]).read_bytes().decode()
    marked = {(start, end, KINDS.get(kind, kind)) for start, end, kind in gold["residue"]}
    assert {(span.start, span.end, span.kind) for span in find_residue(raw)} == marked


def test_the_seeds_hold_16_residue_spans():
    assert sum(len(gold["residue"]) for gold in GOLD) == 16


# the rules


BY_PATTERN = [rule for rule in RULES if rule.name != "repeated_line" and rule.shape != "before"]


@pytest.mark.parametrize("rule", BY_PATTERN, ids=lambda rule: rule.name)
def test_a_rule_removes_its_example_and_nothing_else(rule):
    example = rule.removes + (PROSE[0] if rule.shape == "front" else "")
    off = (
        [other.name for other in RULES if other != rule]
        if rule.shape == "inside" or rule.name in AROUND
        else []
    )
    blank = " " if rule.shape == "inside" and BEFORE.get(rule.name, " ").endswith(" ") else ""
    assert removed(in_place(rule, example), off=off) == [(rule.removes + blank, rule.name)]


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.shape == "inside"], ids=lambda rule: rule.name
)
def test_what_stands_inside_a_line_goes_whatever_rule_finds_it(rule):
    text = in_place(rule, rule.removes)
    assert rule.removes not in keep(text, find_residue(text))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_leaves_its_other_example(rule):
    assert removed(in_place(rule, rule.leaves)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_that_is_switched_off_removes_nothing(rule):
    example = rule.removes + (PROSE[0] if rule.shape == "front" else "")
    assert rule.name not in [name for _, name in removed(in_place(rule, example), off=[rule.name])]


def test_every_rule_has_a_name_of_its_own():
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_docs_have_a_row_for_every_rule_that_states_no_field():
    told = (ROOT / "docs" / "residue.md").read_text(encoding="utf-8")
    modules = (
        authors, calls, charts, credits, editing, furniture, headed, inline, links, markdown, notes, outside,
        pictures, pointers, programmes, readers, repeated, rows, sources, updates,
    )  # fmt: skip
    assert [
        rule.name for module in modules for rule in module.RULES if f"| `{rule.name}` |" not in told
    ] == []


def test_a_word_that_a_cut_brings_together_is_seen():
    assert max(len(word) for rule in RULES for word in rule.needs) < residue.SEAM
    text = f"{BODY}\n\nShe said so. AD[pullquote]VERTISEMENT Nobody else did.\n\n{BODY}"
    kept = keep(text, find_residue(text))
    assert "VERTISEMENT" not in kept
    assert find_residue(kept) == []


def test_an_unknown_rule_is_refused_with_the_one_that_was_meant():
    with pytest.raises(ValueError, match="did you mean 'dateline_agency'"):
        find_residue("", off=["dateline_agencies"])


@pytest.mark.parametrize(
    "dateline",
    [
        "BEIJING, February 2. /TASS/. ",
        "BEIJING, China – ",
        "WASHINGTON (Reuters) - ",
        "LONDON — ",
        "MOSCOW, June 5 (Xinhua) -- ",
        "MOSCOW. March 24 (Interfax) - ",
        "NEW YORK/WASHINGTON (Reuters) - ",
        "KANEOHE BAY, Hawaii (AP) — ",
        "FERGUSON Mo. (Reuters) - ",
        "Washington (CNN) ",
        "Nashua, New Hampshire (CNN) ",
        "(CNN) -- ",
        "WASHINGTON—",
        "ST. LOUIS — ",
        "PORTSMOUTH, N.H. – ",
        "Islamabad, Pakistan - ",
        "ISLAMABAD: ",
        "PARIS, 5 June 2021 — ",
        "(Beirut) – ",
        "Oldtown, Example-administered Kashmir - ",
    ],
)
def test_a_dateline_is_cut_off_the_first_paragraph(dateline):
    text = f"Council waits until spring\n\n{dateline}{PROSE[0]}\n\n{BODY}"
    assert [piece for piece, _ in removed(text)] == [dateline]


@pytest.mark.parametrize(
    "line",
    [
        "China Russia Photo: VCG",
        "Ships leave the harbour on May 3, 2019. JANE DOE / AFP via Getty Images",
        "Ships leave the harbour. REUTERS/Jane Doe/File Photo",
        "FILE - In this May 3, 2019, file photo, ships leave the harbour. (AP Photo/Jane Doe, File)",
        "Image copyright Getty Images Image caption Ships leave the harbour",
        "Ships leave the harbour. (Jane Doe/Reuters)",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Sign up here to get the latest news, updates and special offers delivered directly to your inbox.",
        "Want more? Sign up for our daily newsletter.",
        "You must be logged in to post a comment.",
        "3 Comments",
        "Share on Facebook",
        "Email Print Tweet",
        "READ MORE: Harbour town waits",
        "(Also on THE EXAMPLE: Harbour town waits)",
        "© 2020 The Daily Example. All rights reserved.",
        "This story has been updated with additional reporting.",
        "Updated: 2022-07-29 09:36",
        "Published: Feb 22, 2022 02:07 PM Updated: Feb 22, 2022 06:13 AM",
        "Jane Doe/AP/File Ships leave the harbour on May 3, 2019, in Denver.",
        "Jane Doe / Agency One - Getty Images",
        "Ships leave the harbour on June 24, 2019. Jane Doe | Reuters",
        "SOURCE: Institute of Harbours | Jane Doe/Staff",
        "Ships leave the harbour. (Jane Doe for The Example/The Tribune)",
        "Ships leave the harbour. (AP/Jane Doe)",
        "Photo : harbourmaster ( Shutterstock )",
        "By Jane Doe, Example News, Paris",
        "Correction, Feb. 24, 2020: This article named the wrong harbour.",
        "(Corrects spelling of name in paragraph 22)",
        "(This post last updated at 2:20 p.m. ET)",
        "Update March 27: This story has been updated to say what the mayor said.",
        "Watch “Harbour Tonight” weeknights at 6:30pm ET on Example TV",
        "A version of this story first appeared in the letter of the Harbour Desk.",
        "Do You Like the Harbour? Vote Now in Urgent Poll",
        "Latest:",
        "Sign up to receive the top harbour stories every morning",
        "CLICK HERE FOR THE ALL-NEW HARBOUR.COM",
        "Harbour town waits:Council builds nothing until the spring",
        "( See EXAMPLE's full coverage of harbours)",
        "[Read: Why the harbour waits for spring]",
        "The following has been edited for length and clarity:",
        "The mayor answers on the harbour youtu.be",
        "Image The mayor at the harbour on Sunday. Credit... Jane Doe for The Example",
        "Embed Harbour Waits For Spring 1:32 autoplay autoplay Copy this code to your website or blog",
        "Ships leave the harbour on May 3, 2019. Jane Doe/AP Photo",
        "Ships leave the harbour on April 16. Jane van Doe—Magnum Photos for TIME",
        "A destroyed house in the harbour town. Photo: Jane Doe/EPA/Shutterstock",
        "There’s a reason why ships were chosen © Jane Doe/Pexels",
        "Ships leave the harbour. Jane Doe/Getty Images, FILE",
        "Example / Getty Images A ship leaves the harbour in spring, and nobody waves.",
        "NPR's Jane Doe reports Listen",
        "Photograph of the mayor by Jane Doe/Example/Getty Images.",
        "Read the full statement here.",
        "You can see the flight logs for yourself here.",
        "READ THE HARBOUR REPORT",
        "For a graphic on the harbour click tmsnrt.rs/2mZn6MJ",
        "Want more harbour news? Download the Example app.",
        "More on the harbour strike",
        "Find out more about the contenders",
        "Related: Mr. Mayor, meet the council",
        "More: The harbour waits. Here’s what to know before spring.",
        "Read More The Harbour Is Getting Worse Nobody knows whether it can handle the spring.",
        "[See which mayors are leading the race for the harbour.]",
        "(MAP: The country’s harbours)",
        "This is a developing story. Please check back for updates.",
        "(Most recent update: 5:10 p.m. ET)",
        "Updated at 8:02 a.m. Friday to clarify what the mayor wanted",
        "UPDATE 2 (Wednesday, 5:43 P.M.): This post has been updated to note the new harbour.",
        "Correction, 11/26/19, 9:29 a.m.: The mayor went to Example University.",
        "Help Us Report on Harbours Are you a sailor, a pilot or a mayor? We want to know what you saw.",
    ],
)
def test_a_line_that_is_not_the_article_is_removed_whole(line):
    assert [piece for piece, _ in removed(f"{BODY}\n\n{line}\n\n{BODY}")] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By Super Tuesday, some expect between one and three candidates will be left standing.",
        "BY THE NUMBERS",
        "Still, the mayor should be careful about taking credit: If the harbour fails, he’s in trouble.",
        "More than 100 scientists contributed to the report.",
        "The report was revised on Monday to show slower growth.",
        "Reporting by the newspaper showed that nobody had asked.",
        "Like Facebook, the company has banned him.",
        "Following a meeting with Facebook, and others last week, the council waits.",
        "No comment.",
        "More from the mayor's statement:",
        "Jan. 20, 2009, was cold.",
        "SEN. JANE DOE (D-NH): Well, it depends.",
        "JANE DOE (CO-HOST): This is new.",
        "NATO — The Alliance, as it likes to be called — was founded in 1949.",
        "CORONAVIRUS CONUNDRUM -- If the council returns too soon, nobody will come.",
        "Opinions expressed at the hearing differed.",
        "Copyright law has not kept up with the harbour.",
        "The photo, by a sailor, shows what happened.",
        "The sailors subscribe to a newsletter that nobody reads.",
        "“Sign up for our newsletter,” the sign read, and he did so at once.",
        "Comments were few.",
        "He told Reuters/Ipsos pollsters that he would wait.",
        "Jane Doe is a professor at the university, she said, and will not wait.",
        "The author is right.",
        "Facebook",
        "Follow the money, she says.",
        "PHOTO: COUNCIL AT THE HARBOUR. Without telling the press, the council visited the harbour.",
        "Sign up for a ten-month course in harbours and you will learn little.",
        "Jane Doe",
        "The Example Tribune",
        "The AP/Ipsos poll said that most would wait.",
        "Jane Doe/AP pollsters said that most would wait.",
        "[He spoke of the harbour and left.]",
        "(See what she did there.)",
        "The answer: “Nobody knows that.”",
        "Urgent: call the harbour, she told them. Nobody did.",
        "The reporter, who was expelled, reported from Denver that nobody had asked.",
        "All of them contributed.",
        "This story was told to nobody.",
        "Do you like the harbour? Vote for it.",
        "Why the Harbour Waits for Spring",
        "Listening to the harbour",
        "Watch out for the harbour, she told them here.",
        "More ships are here.",
        "Read it here, she said, and weep.",
        "The image of the harbour: a credit to the town.",
        "Related matters were not discussed.",
        "This is a developing country, as the mayor likes to say.",
        "Updated rules to protect the harbour were asked for in May.",
        "Note: nobody had asked for it.",
        "The mayor posted comments on the harbour.",
        "You can become a member of the council, she said.",
        "Jane Doe for President",
        "The film of the harbour can be seen on YouTube",
        "To the mayor, there is no case here.",
        "The harbour is a nonprofit that few support, the mayor said.",
    ],
)
@pytest.mark.parametrize("place", ["{line}\n\n{body}", "{body}\n\n{line}\n\n{body}", "{body}\n\n{line}"])
def test_a_line_of_the_article_stays(line, place):
    assert removed(place.format(line=line, body=BODY)) == []


def test_the_author_of_a_note_is_no_one_of_the_story():
    note = "Jane Doe is a professor of law at Example University."
    assert removed(f"{BODY}\n\n{note}") == [(note, "author_note")]
    assert removed(f"{BODY}\n\nThe council asked Ms. Doe.\n\n{note}") == []


def test_a_name_over_an_outlets_name_is_the_authors():
    assert removed(f"Jane Doe and John Roe\n\nThe Example Tribune\n\n{BODY}") == [
        ("Jane Doe and John Roe", "byline_over_outlet"),
        ("The Example Tribune", "outlet_under_byline"),
    ]
    assert removed(f"Jane Doe Waits\n\nThe Harbour in Spring\n\n{BODY}") == []


def test_titles_at_the_end_go_where_there_are_two_or_more():
    titles = "Why the Harbour Waits for Spring\n\nThe Council Is Late Again"
    assert removed(f"{BODY}\n\n{titles}") == [(titles, "titles_at_end")]
    assert removed(f"{titles}\n\n{BODY}") == []
    assert removed(f"{BODY}\n\nReds 4, Blues 3, after nine innings\n\nWhites 2, Greens 1, after ten") == []


def test_a_pull_quote_goes_where_its_words_stand_in_another_line():
    quote = "“The council met on Sunday and agreed to wait until the spring.” — Jane Doe"
    assert removed(f"{BODY}\n\n{quote}\n\n{BODY}") == [(quote, "pull_quote")]
    assert removed(f"{PROSE[1]}\n\n{quote}\n\n{PROSE[2]}") == []
    assert removed(f"{PROSE[2]}\n\n{quote}\n\n{PROSE[1]}\n\n{quote}\n\n{PROSE[2]}") == []
    without = quote.removesuffix(" — Jane Doe")
    assert removed(f"{BODY}\n\n{without}\n\n{BODY}") == []


@pytest.mark.parametrize(
    "line",
    [
        "“We have never seen so few boats in the harbour in May.”",
        "“We have never seen so few boats in the harbour in May.” Jane Doe, harbour master",
        "We have never seen so few boats in the harbour in May Jane Doe, harbour master",
    ],
)
def test_a_quotation_that_nobody_tells_goes_where_it_is_quoted_in_another_line(line):
    words = "We have never seen so few boats in the harbour in May."
    told = f"“{words} Nobody has,” the harbour master told reporters, and left."
    assert removed(f"{BODY}\n\n{told}\n\n{line}\n\n{PROSE[0]}") == [(line, "pull_quote")]
    stated = f"{words} Nobody has, and nobody is glad of it."
    assert removed(f"{BODY}\n\n{stated}\n\n{line}\n\n{PROSE[0]}") == []
    assert removed(f"{BODY}\n\n{told}\n\n{words}\n\n{PROSE[0]}") == []


def test_a_quotation_above_a_text_goes_where_it_stands_below_once_more():
    quote = "“Nobody in this harbour expected that so few boats would come,” she told reporters."
    assert removed(f"{quote}\n\n{BODY}\n\n{quote}\n\n{PROSE[0]}") == [(quote, "pull_quote")]
    assert removed(f"{quote}\n\n{BODY}") == []


def test_a_gallery_goes_with_what_stands_once_between():
    first, second, once = (f"The ships leave pier {number} of the harbour." for number in (1, 2, 3))
    shown = "\n\n".join([first, first, once, second, second])
    assert removed(f"{PROSE[0]}\n\n{shown}\n\n{PROSE[1]}") == [(shown, "gallery_captions")]
    assert removed(f"{PROSE[0]}\n\n{first}\n\n{first}\n\n{PROSE[1]}") == []
    assert removed(f"{shown}\n\n{PROSE[1]}") == []  # a text whose paragraphs were all crawled twice
    assert removed(f"{PROSE[0]}\n\n{shown}") == []


def test_the_name_of_the_author_whom_a_note_names_goes_where_it_stands_alone():
    note = "Jane Doe is the first to be tried."
    assert removed(f"{note}\n\n{PROSE[0]}\n\nJane Doe\n\n{BODY}") == [("Jane Doe", "portrait")]
    assert removed(f"{PROSE[0]}\n\nJane Doe\n\n{BODY}") == []
    twice = f"{note}\n\nJane Doe\n\n{PROSE[0]}\n\nJane Doe\n\n{BODY}"
    assert removed(twice) == []  # two lines are labels of a speaker


def test_names_of_networks_go_where_two_or_more_stand_in_a_row():
    assert removed(f"{BODY}\n\nPlay Facebook\n\nTwitter\n\n{BODY}") == [
        ("Play Facebook\n\nTwitter", "button_row")
    ]
    assert removed(f"{BODY}\n\nTwitter\n\n{PROSE[0]}\n\nFacebook\n\n{BODY}") == []


def test_a_line_that_divides_nothing_goes():
    assert removed(f"{BODY}\n\n___") == [("___", "divider_at_end")]
    assert removed(f"{BODY}\n\n___\n\n{BODY}") == []


@pytest.mark.parametrize(
    "note",
    [
        "Jane Doe contributed.",
        "— Jane Doe and John Roe contributed",
        "Example Press writers Jane Doe in Paris and John Roe in Rome contributed.",
        "Jane Doe reported from Rome. Contributing: John Roe",
        "Jane Doe contributed to this report, which was updated at 11:22 a.m.",
        "(Jane Doe is a professor of law at Example University.)",
        "Mr. Doe is Example Professor of Law at Example University.",
        "Jane Doe (@janedoe) is an editor of The Example.",
        "Jane Doe in Denver at jdoe@example.org",
        "Tell us what you think at letters@example.org.",
        "This story was reported by The Associated Press.",
        "• This article is based in part on wire service reports.",
        "With Reuters",
        "Harbour coverage at The Example is made possible in part by a grant from the Example Foundation.",
        "The Harbour Times is a nonprofit newsroom based in Denver. Sign up for its letters.",
        "*This article appears in the August 6, 2018, issue of The Example. Subscribe Now!",
        "Produced by Jane Doe and John Roe. Music by Example.",
        "Adapted from Jane Doe's monologue on “Harbour Tonight” on June 9, 2019.",
        "The mayor was incorrectly called Roe in an earlier version of this article. (May 2)",
        "Post comments below, or join our discussion on Twitter.",
        "What do you think? Have your say in the comments.",
        "Are you a sailor who waits for the spring? Join our Facebook community for conversation.",
        "Listen to Harbours, Explained",
        "Reach Jane Doe on Twitter @janedoe.",
        "To contact the editor responsible for this story:",
        "On Twitter, follow Jane Doe at twitter.com/janedoe",
        "View documents: http://example.org/1HEyP0t",
        "This article tagged under: Politics",
        "Jane Doe and John Roe are senior editors of The Example.",
        "Rep. Jane Doe is a Democrat from Denver.",
        "Jane Doe served as a deputy undersecretary of harbours. She is author of four books.",
        "Jane Doe contributed reporting from Rome",
    ],
)
def test_a_note_below_the_text_is_removed(note):
    assert [piece for piece, _ in removed(f"{BODY}\n\n{note}")] == [note]
    assert removed(f"{note} Nobody had asked, and the council was glad of it, as she said.\n\n{BODY}") == []


def test_removed_lines_do_not_count_in_how_far_a_rule_reaches():
    above = "Published: Mar 3, 2021\n" * 12
    assert removed(f"{above}By Jane Doe\n\n{BODY}")[-1] == ("By Jane Doe", "byline")
    below = "\nLeave a Reply" * 12
    note = "The author is a fellow of the Example Institute."
    assert removed(f"{BODY}\n\n{note}{below}")[0] == (note, "author_is")


def test_a_long_paragraph_is_never_taken_for_a_line():
    note = (
        "Jane Doe is a professor of law at Example University. "
        + "She has long taught the law of harbours. " * 14
    )
    assert len(note) > LONGEST
    assert removed(f"{BODY}\n\n{note}") == []


def test_a_span_of_the_kept_text_that_crosses_a_gap_becomes_two_of_the_raw_text():
    spans = residue._in_raw([(1, 5, RULES[0])], [(0, 2), (10, 20)])
    assert [(span.start, span.end) for span in spans] == [(1, 2), (10, 13)]


@pytest.mark.parametrize("label", ["Opinion: ", "VIDEO: ", "WATCH: "])
def test_a_label_on_the_first_line_leaves_the_headline(label):
    assert removed(f"{label}The harbour can wait\n\n{BODY}") == []


# the laws

LINES = st.sampled_from(
    [
        *PROSE,
        *RESIDUE,
        *(rule.removes + PROSE[0] for rule in LINE_RULES),
        *(f"{PROSE[1]} {rule.removes} {PROSE[0]}" for rule in LINE_RULES if rule.shape == "inside"),
        *(rule.leaves for rule in LINE_RULES),
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\n \u00a0\n", "\r"])
TEXTS = st.lists(st.tuples(LINES, ENDS), max_size=12).map(lambda pieces: "".join(a + b for a, b in pieces))


def holds_the_laws(text):
    spans = find_residue(text)
    place, pieces = 0, []
    for span in spans:
        assert place <= span.start < span.end <= len(text)
        pieces += [text[place : span.start], text[span.start : span.end]]
        place = span.end
    kept = keep(text, spans)
    assert "".join([*pieces, text[place:]]) == text
    assert "".join([*pieces[::2], text[place:]]) == kept
    assert find_residue(kept) == []


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_kept_and_removed_splice_back_and_cleaning_twice_removes_nothing_more(text):
    holds_the_laws(text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="AB ab.,:;()/-—–©@“”\"'\n\r\u00a01209", max_size=200))
def test_the_laws_hold_on_any_text(text):
    holds_the_laws(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PROSE), max_size=12), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_nothing_is_removed_from_prose(lines, end):
    assert find_residue(end.join(dict.fromkeys(lines))) == []  # what stands twice may be a caption


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=8))
@example(["The council met on Sunday and agreed to wait."] * 2 + ["Published: Mar 3, 2021 07:23 PM"] * 2)
def test_line_ends_change_nothing(lines):
    found = removed("\r\n".join(lines))
    assert [(text.replace("\r\n", "\n"), rule) for text, rule in found] == removed("\n".join(lines))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "“",
        " ",
        "/",
        "(",
        "Photo: ",
        "BEIJING (AP) — ",
        "date 2022-02-02 ",
        "Share ",
        "x@y ",
        "By A B, ",
        "ADVERTISEMENT ",
        "JUST WATCHED ",
        "(@a) — ",
        "Photos: ",
        "FILE - (AP ",
        "A A MORE ",
        "Jane Doe/AP ",
        "Do you ask? Vote ",
        "Jane Doe contributed ",
        "A Title of Harbours\n",
        "“Jane Doe Jane Doe Jane Doe” — ",
        "“We have never seen so few boats in the harbour in May.”\n",
        "We have never seen so few boats in the harbour in May Jane Doe\n",
        "Facebook\n",
        "Image A Credit ",
        "Click here to ",
        "Jane Doe / A. ",
        "Updated 3 May ",
        "[Read our ",
    ],
)
@pytest.mark.parametrize("line", [1_000_000, 599])
def test_a_million_hostile_characters_cost_little(piece, line):
    one = (piece * line)[:line]
    text = "\n".join([one] * (1_000_000 // line))
    find_residue("")
    start = time.process_time()
    find_residue(text)
    assert time.process_time() - start < 16
