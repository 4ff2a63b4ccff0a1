"""Rules for what stands round a chart that a text no longer has: its title, its sources."""

import re

from sourcewise.corpus.cleaning.rule import Rule

_NAME = r"[A-Z0-9][\w.&’'()/-]*"
_JOINT = r"(?:of|the|and|for|&|via)"
_NAMES = rf"(?:the )?{_NAME}(?:,? (?:{_JOINT} ){{0,2}}{_NAME}){{0,30}}"

RULES = (
    Rule(
        "chart_source",
        "photo_caption_credit",
        re.compile(rf"\*?(?:Data )?[Ss]ources?: {_NAMES}[.*]?"),
        removes="Source: Harbour Council and Department of the Sea.",
        leaves="Source: Harbour Council knew of the sale",
        where="below",
        needs=("ource: ", "ources: "),
    ),
    Rule(
        "chart_title",
        "photo_caption_credit",
        re.compile(r"(?:Figure|Chart|Graph|Exhibit) \d{1,2}[.:] [A-Z](?:[^.!?“”]|(?<=[A-Z])\.){8,160}"),
        removes="Figure 1: Ships in the Harbour by Month (2012-2014)",
        leaves="Figure 1 shows the ships in the harbour.",
        where="below",
        needs=("Figure ", "Chart ", "Graph ", "Exhibit "),
    ),
)
