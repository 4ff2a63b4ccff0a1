"""English function words that say little of what a text is about, chosen for this project. Data, not code."""

PRONOUNS = """
i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers
herself it its itself they them their theirs themselves who whom whose which what that this these those
"""
DETERMINERS = """
a an the all any both each either every few many most much neither no none other others own same several
some such
"""
PREPOSITIONS = """
about above across after against along among around as at before behind below between by down during for
from in into like of off on onto out over per since through to toward towards under until up upon via with
within without
"""
CONJUNCTIONS = """
and but or nor so yet if unless because although though while whereas whether than then when where how why
"""
AUXILIARIES = """
am is are was were be been being do does did doing done have has had having can could may might must shall
should will would cannot
"""
ADVERBS = """
not also again ever even here there just more less only quite rather really still too very well however
"""
CONTRACTIONS = """
i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'll we're we've
we'd we'll they're they've they'd they'll that's who's what's there's here's let's isn't aren't wasn't
weren't don't doesn't didn't haven't hasn't hadn't can't couldn't shouldn't won't wouldn't
"""

STOPWORDS = frozenset(
    " ".join((PRONOUNS, DETERMINERS, PREPOSITIONS, CONJUNCTIONS, AUXILIARIES, ADVERBS, CONTRACTIONS)).split()
)
