"""Signs of translated or machine-spun text: places to look at, never a verdict.

Each alone also stands in text that nobody translated. An article with several kinds is worth reading closely.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sourcewise.corpus.voices.cues import words

Kind = Literal["quotation_marks", "repeated_noun", "orphan_word", "fragment", "acronym"]
Span = tuple[int, int]

FEW = 3  # articles of the corpus that use an acronym, from which it needs no long form

COMMON = words("""
    AAA ABC ACA ACLU ADHD AFL AFP AIDS AIG AIPAC AKA AMA ANC AOC AOL APD APEC ARPA ASEAN ATF ATM AWOL
    BBC BBQ BLM BMW BRI BRICS CAIR CBC CBO CBS CCTV CDC CEO CFO CGTN CIA CIO CNBC CNN COO COP COVID CPAC
    CSIS DACA DEA DHS DIA DIY DMV DNA DNC DOD DOE DOJ DREAM DVD EDT EEOC EPA ESPN EST ETA FAA FAQ FBI
    FCC FDA FDIC FDR FEC FEMA FIFA FISA FOIA FSB FTC GAO GDP GIF GMO GMT GOP GPA GPS GRU HBO HHS HIPAA
    HIV HMO HPV HUD IAEA IBM ICBM ICE ICU IED ILO IMF INF INS INTERPOL IOC IPO IRA IRS ISIL ISIS ITV IVF
    JCPOA JFK KGB KKK LAPD LBJ LED LGBT LGBTQ LLC LNG LSD MAGA MBA MIT MLB MMR MPS MRI MSNBC MTV NAACP
    NAFTA NASA NASCAR NATO NBA NBC NCAA NDAA NFL NGO NGOS NHL NHS NIH NLRB NOAA NPR NPT NRA NSA NSC NYC
    NYPD NYSE NYU OAS OECD OMB OPEC OSCE OSHA PAC PACS PBS PDF PETA PGA PIN PLA PLO POTUS PPE PPP PST
    PTSD RAF RFK RIP RNA RNC ROTC RSVP SARS SAT SCOTUS SEC SNAP SNL STEM SUV SUVS SWAT SWIFT TARP TASS
    TNT TPP TSA UAE UCLA UFO UNESCO UNHCR UNICEF UPI UPS URL USA USAID USDA USMCA USPS USSR VAT VIP VOA
    VPN WHO WMD WTO WWI WWII YMCA
""")
"""Acronyms that readers of news know without their long form."""

_ELIDED = r"(?:em|til|tis|twas|cause|bout|round|cuz|n)\b"
_SAID = r"(?:(?:he|she|they|it) )?(?:said|says|added|adds|told|noted|warned|wrote|stressed)"
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("”", re.compile(r"”(?<=[ \u00a0].)")),  # a blank before the closing mark
    ('"', re.compile(r'"(?<=[a-z][.,!?][ \u00a0].)(?=\s|$)')),
    ("”", re.compile(r"”(?<=[a-z][.,!?].)(?=[a-z])")),  # the closing mark glued to what follows
    ('"', re.compile(r'"(?<=[a-z],.)(?=[a-z]{2})')),
    (  # an opening mark closes
        "“",
        re.compile(rf"“(?:(?<=[a-z][.,!?].)|(?<=[a-z][.,!?][ \u00a0].))(?=\s|$|{_SAID}\b)"),
    ),
)
"""A mark and where it is odd; each pattern begins with its mark, which is looked for at once."""
_BEFORE_MARK = re.compile(r"[^\W\d_][.,!?]?[ \u00a0]{0,2}\Z")
_STRAY = re.compile(rf"‘(?<=[a-z][.!?] .)(?=[a-z]{{2,20}} [a-z])(?!.{_ELIDED})")
_REPEATED = re.compile(
    r" and ([a-z]{4,30})(?=[.,;:!?)”\"]|[ \u00a0](?:to|of|in|on|for|by|with|from|at|among|between|against)\b)"
)
_NO_NOUN = re.compile(
    r"(?:.*(?:s|ed|er|ing|ly)|that|what|will|would|could|more|over|again|round|around|through|half|neck|such|then"
    r"|long|down|back|about|forth|even|much|very|only|many|time|people|deep|work|talk|pray|wait|look|read|think"
    r"|push|fight|play|grow|live|give|spend)\Z"
)
_ORPHAN = re.compile(r"[.!?](?<=[a-z]{3}.)(?:(?<=\.)[ \u00a0]?[”\"’])?[ \u00a0]{1,3}([a-z]{3,30})\.(?=\s|$)")
_FRAGMENT = re.compile(r"[.!?](?<=[a-z]{4}.)[ \u00a0]([a-z]{2,30}),? (?![”\"’])")
_ABBREVIATION = re.compile(
    r"(?:Corp|Calif|Conn|Mass|Minn|Miss|Tenn|Wash|Colo|Penn|Okla|Sept|Univ|Assoc|approx|dept|govt|Capt|Lieut"
    r"|Supt|Bros|Sens|Reps|Messrs|Profs?|etc)\.[ \u00a0]\Z"
)
_SITE = re.compile(r"(?:com|org|net|gov|edu|info|www)\b")
_ACRONYM = re.compile(r"[A-Z](?<![\w.&$#@/’'-].)[A-Z]{2,5}(?![\w.&/’'-]|\s{1,3}[A-Z]{2})")
_CAPITALS_BEFORE = re.compile(r"\b[A-Z]{2,}[ \u00a0]\Z")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "to", "a", "an", "de", "at", "by", "with", "s"})
_LONGEST_SMALL = 4


_APART = "\n" * 4
"""What stands between paragraphs that are read as one text: nothing that is looked for reaches over it."""


@dataclass(frozen=True)
class Sign:
    """A place in `raw` that is worth a look, and what kind of sign it is."""

    start: int
    end: int
    kind: Kind


def find_signs(
    raw: str, passages: Iterable[Mapping[str, Any]], *, common: Collection[str] = frozenset()
) -> list[Sign]:
    """Return the signs in the body of one document, in order.

    `passages`: its rows of the table `passages`. `common`: acronyms that need no long form beside COMMON,
    such as `common_acronyms` tells. Kinds: `quotation_marks` (a blank before the closing mark,
    a closing mark glued to the next word, an opening mark that closes, a stray one); `repeated_noun` ("damage
    and damage"; a plural or a comparative is an idiom and left); `orphan_word` (a sentence of one word in
    lower case); `fragment` (a longer one that begins in lower case); `acronym` (the first place of one that
    no words of the document yield by their initials).
    """
    bodies = _paragraphs(raw, passages)
    text = _APART + _APART.join([raw[start:end] for start, end in bodies])
    found = {(start, end, kind) for kind, rule in _RULES for start, end in rule(text)}
    found |= {(start, end, "acronym") for start, end in _acronyms(text, raw, common)}
    lengths = (end - start + len(_APART) for start, end in bodies)
    begins = list(itertools.accumulate(lengths, initial=len(_APART)))
    signs = []
    for start, end, kind in sorted(found):
        number = bisect_right(begins, start) - 1
        shift = bodies[number][0] - begins[number]
        signs.append(Sign(start + shift, end + shift, kind))
    return signs


def find_acronyms(text: str) -> set[str]:
    """The acronyms of a text, each once: to count in how many texts of a corpus each stands."""
    return set(_ACRONYM.findall(text))


def common_acronyms(texts: Mapping[str, int], *, least: int = FEW) -> frozenset[str]:
    """Acronyms that stand in `least` texts or more, of the number of `texts` by acronym."""
    return frozenset(name for name, number in texts.items() if number >= least)


def _paragraphs(raw: str, passages: Iterable[Mapping[str, Any]]) -> list[Span]:
    """The body's paragraphs, with the marks at their edges; passages are in order."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for row in passages:
        if row["kind"] == "body":
            starts.setdefault(row["paragraph"], row["start"])
            ends[row["paragraph"]] = row["end"]
    return [(_edge(raw, starts[number], -1), _edge(raw, end, 1)) for number, end in ends.items()]


def _edge(raw: str, at: int, step: int) -> int:
    """`at`, moved over up to four marks and blanks of its line."""
    for _ in range(4):
        beside = raw[at : at + 1] if step > 0 else raw[max(at - 1, 0) : at]
        if not beside or beside.isalnum() or beside in "\r\n":
            return at
        at += step
    return at


def _marks(text: str) -> Iterator[Span]:
    for mark, pattern in _MARKS:
        if mark not in text:
            continue
        for match in pattern.finditer(text):
            at = match.start()
            if before := _BEFORE_MARK.search(text, max(0, at - 4), at):
                yield before.start(), match.end()
    for match in _STRAY.finditer(text):
        yield match.span()


def _repeated(text: str) -> Iterator[Span]:
    for match in _REPEATED.finditer(text):
        start = match.start() - len(match[1])
        alone = start > 0 and not text[start - 1].isalpha()
        if alone and text.startswith(match[1], start) and not _NO_NOUN.match(match[1]):
            yield start, match.end()


def _orphans(text: str) -> Iterator[Span]:
    for match in _ORPHAN.finditer(text):
        if not _abbreviated(text, match.start(1)):
            yield match.start(1), match.end()


def _fragments(text: str) -> Iterator[Span]:
    for match in _FRAGMENT.finditer(text):
        if not _abbreviated(text, match.start(1)) and not _SITE.match(match[1]):
            yield match.span(1)


def _abbreviated(text: str, at: int) -> bool:
    """Whether the stop before `at` is an abbreviation's."""
    return bool(_ABBREVIATION.search(text, max(0, at - 12), at))


_RULES: Sequence[tuple[Kind, Callable[[str], Iterator[Span]]]] = (
    ("quotation_marks", _marks),
    ("repeated_noun", _repeated),
    ("orphan_word", _orphans),
    ("fragment", _fragments),
)


def _acronyms(text: str, raw: str, common: Collection[str]) -> Iterator[Span]:
    """The first place of each acronym in `text` that no words of `raw` yield."""
    places: dict[str, Span] = {}
    for match in _ACRONYM.finditer(text):
        if not _CAPITALS_BEFORE.search(text, max(0, match.start() - 30), match.start()):
            places.setdefault(match[0], match.span())
    unknown = {name: span for name, span in places.items() if name not in COMMON and name not in common}
    if not unknown:
        return
    found = [word for word in _WORD.findall(raw) if len(word) == 1 or not word.isupper()]
    lengths = {len(name) for name in unknown}
    said = {word.casefold() for word in found if len(word) in lengths}
    great = [word for word in found if len(word) > _LONGEST_SMALL or word.casefold() not in _SMALL]
    initials = _initials(found), _initials(great)
    for name, span in unknown.items():
        low = name.casefold()
        if low not in said and not any(_yields(*letters, low) for letters in initials):
            yield span


def _initials(found: Sequence[str]) -> tuple[str, str]:
    """The first letters of words, as they stand and in lower case."""
    letters = "".join([word[0] for word in found])
    if letters.isascii():
        return letters, letters.lower()
    return letters, "".join([letter.casefold()[0] for letter in letters])


def _yields(initials: str, small: str, name: str) -> bool:
    """Whether words in a row, half of them capitalised, begin with the letters of `name`."""
    at = small.find(name)
    while at >= 0:
        if 2 * sum(letter.isupper() for letter in initials[at : at + len(name)]) >= len(name):
            return True
        at = small.find(name, at + 1)
    return False
