"""What an agency's name says of a text: whose it is, whether it is wire copy, whether it names the outlet.

Agencies sell their texts: of 187 articles with an AP dateline in a set of US news, 65 were printed by another
outlet. Such a name stands for no outlet; of 304 with a Reuters dateline it was one, and Reuters does.
"""

import re
from dataclasses import replace

from sourcewise.corpus.fields.field import Field, unshouted
from sourcewise.corpus.fields.places import AGENCIES

SERVICES = frozenset({
    "AP", "AFP", "UPI", "PTI", "ANI", "IANS", "DPA", "dpa", "EFE", "ANSA", "AAP", "PA", "PA Media", "Belga",
    "ANP", "APA", "Lusa", "Kyodo", "Kyodo News", "Jiji", "Bloomberg", "The Canadian Press", "Canadian Press",
    "Thomson Reuters Foundation",
})  # fmt: skip
"""Agencies whose texts mostly appear in other outlets."""

SYNDICATES = frozenset({"Project Syndicate", "Reuters Breakingviews"})
BROADCASTERS = frozenset({
    "CNN", "CNN Business", "CNN Politics", "CNNMoney", "CNSNews.com", "CNS News", "CNS", "VOA", "RFE/RL",
    "RFA",
})  # fmt: skip
"""Houses that sign as agencies do and are outlets themselves: theirs is no wire copy."""

_NAMES = re.compile(rf"(?:[Tt]he )?(?:{AGENCIES})|Thomson/Reuters")
_SYNDICATE = re.compile(
    r"(?i:.{1,40}\b(?:content agency|writers group|syndicate[ds]?|news service)\b.{0,40})"
)
_JOINED = re.compile(r"/| and ")


def is_agency(name: str) -> bool:
    """True for the name of an agency or a syndicate, which is no outlet's in a copyright line."""
    return bool(_NAMES.fullmatch(name) or _SYNDICATE.fullmatch(name))


def tidy(name: str) -> str:
    """A syndicate's name without capitals throughout; agencies' names are as they sign."""
    return unshouted(name, letters=4) if _SYNDICATE.fullmatch(name) else name


def outlet(named: Field, agency: Field) -> Field:
    """The outlet that the text names, or else the agency that signs its dateline, where it prints itself."""
    if named.value or agency.value is None:
        return named
    sold = {agency.value, *_JOINED.split(agency.value)} & (SERVICES | SYNDICATES)
    if sold or not (agency.rule or "").startswith("dateline_"):
        why = f"{agency.value} signs the text, which other outlets print too; sources.csv can say which did."
        return Field("outlet", reason=why)
    return replace(agency, field="outlet", rule="agency_as_outlet")


def genre(label: Field, agency: Field) -> Field:
    """The genre that a label states; else `wire` where a wire service signs."""
    if label.value or agency.value is None:
        return label
    signed = (agency.value, *_JOINED.split(agency.value))
    wire = any(_NAMES.fullmatch(name) and name not in SYNDICATES | BROADCASTERS for name in signed)
    return replace(agency, field="genre", value="wire", rule="agency_as_wire") if wire else label
