"""Rules for pointers to other texts: single lines, asides, and lists of titles below an article."""

import re
from collections.abc import Iterator, Sequence

from sourcewise.corpus.cleaning.rule import EDGE, NEVER, Rule, either

TAIL = 20  # lines from the end in which a list of titles may begin
LONGEST = 160  # characters of a title
LEAST, MOST = 2, 8  # titles at the end that no label announces
CAPITALS = 0.8  # of the longer words of such a title

_LABEL = re.compile(
    rf"{EDGE}"
    + either(r"""
    (?i:read more(?: from [^:]{2,40})?|more from [^:]{2,40}|more (?:stories|coverage|
    on this(?: topic)?)|see also|
    related(?: (?:stories|articles|coverage|links|content|topics))?|recommended(?: for you| reading)?|
    also read|related posts|more|
    further reading|you (?:may|might) (?:also (?:like|be interested in)|be interested in)|also on [^:]{3,40}|
    more great stories(?: from [^:]{3,40})?|related news|most (?:read|popular)|what to read next|
    editors?[’'] picks?|read next|don[’']t miss|top stories|trending(?: now)?)
    """)
    + EDGE
)
_LONG_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_TAGS = re.compile(
    r"(?i:(?:this (?:article|story|post) (?:is |was )?)?tagged(?: (?:as|with|in|under))?"
    r"|filed under|posted in|tags|keywords|topics)\s?:(?:\s?[A-Z0-9#][^.!?:]{0,40})?"
)
_TAG = re.compile(r"(?=[^\n]{2,40}\Z)[#A-Z0-9][\w’'.&/-]*(?: [\w’'.&/-]+){0,4}(?<![.,:;!?])")
_TITLE = re.compile(r"(?:[•–—-] ?)?[\"“‘’'$#(A-Z0-9].*[^.,;:]", re.DOTALL)

_POINTER = either(r"""
    read(?: more| also| this| next)?|also read|see(?: also| more)?|also see|
    related(?: coverage| content| stories| story| articles?| links?)?|
    more(?: on this| on this topic| coverage| stories| news| from (?-i:[A-Z])[\w .]{1,40})?|
    recommended(?: reading| for you)?|watch(?: now| live| more)?|view(?: gallery| photos)?|go deeper|
    further reading|don[’']t miss|must[- ]read|top stories|trending(?: now)?|most (?:read|popular|viewed)|
    you (?:may|might) also like|editors?[’'] picks?|also on [\w .]{2,40}|opinion|photos?|photo gallery|
    video|gallery|slideshow|listen|earlier|trending|quicktake|(?:the )?latest|urgent|vote now|
    see photos|now read|and see|previously|long read|in pictures|viral video|
    (?:[\w ]{3,30} )?podcast|vox video|
    (?:complete|full|special) coverage|what others are reading|up next|
    (?:next|previous) (?:story|article)|in case you missed it|from the archives?|
    read more from [\w .’']{2,40}
""")
_POINTER_ALONE = either(r"""
    read (?:more|also|next)|also read|see (?:also|more)|also see|
    related(?: coverage| content| stories| articles?| links?)|more on this(?: topic)?|
    recommended(?: reading| for you)|view gallery|further reading|top stories|trending now|
    most (?:read|popular|viewed)|you (?:may|might) also like|what others are reading|up next|
    (?:next|previous) (?:story|article)|(?:complete|full|more) coverage|more stories|
    (?:read )?more (?:from|by) (?-i:[A-Z])[\w .’']{1,40}|(?:learn|find out) more|
    (?:urgent(?: poll)?|latest|vote now|trending|listen|related posts):
""")
_IN_CAPITALS = either(r"""
    READ(?: MORE| ALSO| NEXT)?|SEE ALSO|RELATED(?: [A-Z]+)?|MORE(?: FROM [A-Z ]{2,40})?|WATCH(?: NOW| LIVE)?|
    ALSO READ|PHOTOS?|VIDEOS?|LISTEN|RECOMMENDED|DON[’']T MISS|SPECIAL COVERAGE|TRENDING|NOW WATCH|BELOW|
    IN THE NEWS|EARLIER|ALSO
""")
_ASIDE = either(r"""
    PHOTOS?|VIDEOS?|WATCH|RELATED|READ|MORE|SEE|POLL|CHART|MAP|QUIZ|GRAPHIC|TIMELINE|TRANSCRIPT|
    (?i:also on [A-Z]\w+|also(?: see| read)?|see also|see more from [^()]{2,60}|read more|related|more|
    earlier|sign up for [^()]{2,60})
""")
_NOTED = either(r"""
    (?i:watch|read|listen|graphic|follow|sign up|a reader|the [\w ]{3,30} is now on|here are|also|more)
""")
_CLICK = either(r"""
    (?:[A-Z][\w ’']{2,40} can )?(?i:click|tap)
    [ ](?i:here|for|on|to|through|the (?:chart|image|map|graphic|link|photo|video))\b(?! rates?)
    (?:[^.]|\.(?=\w)){0,150}[.\W]{0,4}|
    (?i:get the [\w ]{2,30} app|visit [\w .’']{2,40} homepage for more .{2,30})[.\W]{0,4}|
    (?i:(?:continue reading|read|view|see)(?: the)?(?: full| rest of (?:this|the)| original| entire| complete)
    (?: story| article| post| report| list| gallery| piece| interview| transcript)
    (?: here| on [\w .]{2,40}| at [\w .]{2,40})?)[.\W]{0,4}
""")

Span = tuple[int, int]


def titles_below(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The titles under a label near the end, each a span; `lines` are the spans of the text's lines."""
    for at in range(max(1, len(lines) - TAIL), len(lines)):
        if _LABEL.fullmatch(text[slice(*lines[at])][: LONGEST + 1]):
            below = lines[at + 1 :]
            titles = [span for span in below if _is_title(text[slice(*span)])]
            if titles and below[: len(titles)] == titles and len(below) - len(titles) <= len(titles) + 2:
                yield lines[at][0], titles[-1][1]
                return


def titles_at_end(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The last lines, at least two, that are titles with capitals and that no label announces."""
    first = len(lines)
    while first > 1 and _is_capitalised(text[slice(*lines[first - 1])]):
        first -= 1
    if LEAST <= len(lines) - first <= MOST and first > 1:
        yield lines[first][0], lines[-1][1]


def tags_below(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The tags that a text ends in, a line each, with their label: "Tagged under: Harbour", "Spring"."""
    for at in range(max(1, len(lines) - TAIL), len(lines) - 1):
        label = text[slice(*lines[at])][: LONGEST + 1]
        if _TAGS.fullmatch(label) and all(_TAG.fullmatch(text[slice(*span)]) for span in lines[at + 1 :]):
            yield lines[at][0], lines[-1][1]
            return


def _is_capitalised(line: str) -> bool:
    """True for a title of four words or more whose longer words begin with capitals."""
    if (
        not (
            _is_title(line)
            and not line[0].isdigit()
            and line[0] not in "-("
            and 4 <= line.count(" ") + 1 <= 20
        )
        or line.isupper()
    ):
        return False
    words = _LONG_WORD.findall(line)
    return sum(word[0].isupper() for word in words) >= CAPITALS * len(words) > 0


def _is_title(line: str) -> bool:
    return len(line) <= LONGEST and line.count(" ") >= 2 and _TITLE.fullmatch(line) is not None


RULES = (
    Rule(
        "pointer_in_parentheses",
        "read_more",
        re.compile(
            rf"[(\[] ?{_ASIDE}\b:? ?[^()\[\]]{{0,200}}[)\]]|\( [A-Z][^()]{{5,200}}\)"
            rf"|\[{_NOTED}\b[^\[\]]{{3,300}}\]"
            r"|\((?:For a|Graphic)\b[^()]{0,80}(?:graphic|click|http|\.\w\w/)[^()]{0,200}\)"
        ),
        removes="( PHOTOS: Republicans, 2016 contenders)",
        leaves="(See how easily it fits in a pocket, he said).",
    ),
    Rule(
        "pointer",
        "read_more",
        re.compile(
            rf"{EDGE}(?:(?i:{_POINTER})\s?(?::|>>|\|)(?!//)\s?(?:[^.!?:]{{0,40}}[:?] ?)?(?=[A-Z0-9“‘'\"(#@])"
            rf"(?:[^.]|(?<=\b[A-Z])\.){{3,200}}[^.:]|(?i:{_POINTER})\s?:)"
        ),
        version=3,
        removes="SEE ALSO: Fallen heroes identified",
        leaves="Watch: it will rain. Nobody else had said so.",
        where="below",
    ),
    Rule(
        "pointer_capitals",
        "read_more",
        re.compile(rf"{EDGE}{_IN_CAPITALS}\s?[:>|]+\s?(?!.*\w\w\.[)”\"’]? [A-Z].*\.$)\S.{{3,220}}"),
        removes="RELATED: Senate passes the U.S. bill.",
        leaves="MORE THAN 300 people came: a record.",
        where="below",
    ),
    Rule(
        "pointer_alone",
        "read_more",
        re.compile(rf"{EDGE}(?i:{_POINTER_ALONE}){EDGE}"),
        removes="More On This...",
        leaves="More on this later, she promised.",
    ),
    Rule(
        "pointer_at_end",
        "read_more",
        re.compile(r"(?!.{0,250}[.,;:] Read more$)(?:[^.]|\.(?! [A-Z][a-z])){10,250} Read more"),
        needs=(" Read more",),
        removes="Harbour town waits for spring Read more",
        leaves="She wanted them all to read more",
        where="below",
    ),
    Rule(
        "pointer_bare",
        "read_more",
        re.compile(
            r"(?:see also|SEE ALSO|Related|RELATED|Also Read|ALSO READ) (?=[A-Z0-9“‘'\"])"
            r"(?!.*[^.]\.$).{12,400}"
            r"|Read more (?:about|on|from|at|of) [\w ’'&.-]{2,80}|(?:Read|View) (?:the )?(?:full|whole"
            r"|entire) [\w ]{3,30}"
            r"|Read [A-Z][\w’']* (?:full|whole) (?:analysis|story|post|article).{0,60}"
            r"|See (?:the )?(?:PDF|pdf)\b.{0,100}|More On This\.\.\. .{3,200}"
            r"|Recommended [A-Z][^.]{10,200}[^.:?]"
        ),
        removes="see also Harbour town waits for spring The council met on Sunday",
        leaves="Related crimes rose as well.",
        where="below",
    ),
    Rule(
        "headline_in_capitals",
        "read_more",
        re.compile(r"(?=[A-Z‘'“\"$#].{39,179}[A-Z’'!\d]$)(?:[^a-z\s]+ ){6,30}[^a-z\s]+"),
        removes="HARBOUR TOWN WAITS FOR SPRING AS COUNCIL VOWS TO BUILD NOTHING",
        leaves="WHAT DOES THE COUNCIL SAY ABOUT THE HARBOUR IN SPRING?",
        where="below",
        sure=lambda text, line: line.group().isupper(),
    ),
    Rule(
        "click_line",
        "read_more",
        re.compile(rf"{EDGE}{_CLICK}"),
        version=2,
        removes="CLICK HERE TO GET THE APP",
        leaves="Click rates fell by half.",
    ),
    Rule(
        "closing_call",
        "read_more",
        re.compile(
            rf"{EDGE}(?:[A-Z][^.!?]{{5,120}}[?!.] )?Check out (?:this|our|the|more|all)\b[^.!?]{{3,150}}[.!]?"
            r"|Listen to (?:the|a|our) (?:discussion|interview|podcast|episode|audio)\b.{3,120}"
        ),
        removes="Looking for a harbour of your own? Check out our list of towns.",
        leaves="Check out was at noon, and nobody left.",
        where="end",
        reach=4,
        needs=("Check out", "Listen to"),
    ),
    Rule(
        "pointer_joined",
        "read_more",
        re.compile(
            r"(?:[A-Z“\"'‘][^:!]{0,60}?(?:[a-z]{3}|[?'’)])|[A-Z]{3,12}"
            r"|(?:[A-Z][a-z]{2,8}\.? )?(?:\d\d?|20\d\d)):(?=[A-Z“‘\"'])[^\t]{10,170}[^.:;,?!]"
        ),
        version=2,
        removes="More harbours:Why the council waits until the spring",
        leaves="More harbours: Why the council waits, as she told us:",
        where="below",
        needs=(":",),
    ),
    Rule(
        "pointer_list",
        "read_more",
        NEVER,
        removes="READ MORE:\n\nHarbour Town Waits for Spring\n\nThe Council Is Late Again",
        leaves="Related matters:\n\nNobody knew of any before Sunday.",
        shape="text",
        where="end",
        spans=titles_below,
    ),
    Rule(
        "titles_at_end",
        "read_more",
        NEVER,
        removes="Why the Harbour Waits for Spring\n\nThe Council Is Late Again",
        leaves="Why the Harbour Waits for Spring",
        shape="text",
        where="end",
        spans=titles_at_end,
    ),
    Rule(
        "tags_below",
        "tag_line",
        NEVER,
        removes="This article tagged under: Harbour\n\nSpring\n\nThe Council",
        leaves="The topics of the harbour:\n\nSpring\n\nThe Council",
        shape="text",
        where="end",
        spans=tags_below,
    ),
)
