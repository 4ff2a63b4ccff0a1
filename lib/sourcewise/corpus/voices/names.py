"""Words of names as data: titles, first names that tell he from she, capitalised words that no person has."""

import re

from sourcewise.corpus.voices.cues import words

TITLES = words("""
    President Minister Secretary Chancellor Premier Senator Congressman Congresswoman Representative
    Governor Mayor Judge Justice General Colonel Captain Major Admiral Commander Sergeant Lieutenant
    Marshal Marshall Director Chairman Chairwoman Chair Chief Speaker Leader Ambassador Attorney
    Professor Doctor Sir Lord Lady Dame Queen King Prince Princess Pope Bishop Archbishop Cardinal
    Father Sister Reverend Pastor Rabbi Imam Ayatollah Sheikh Officer Sheriff Detective Inspector Deputy
    Commissioner Councilman Councilwoman Councillor Counsel Prosecutor Solicitor Spokesman Spokeswoman
    Spokesperson Coach Treasurer Whip Emir Sultan Dr Mr Mrs Ms Miss Mx Vice-President Superintendent Rep
    Sen Gov Administrator Undersecretary CEO Host Candidate Nominee Mullah Crown Correspondent Analyst
    Editor Adviser Advisor Strategist Executive Manager Hopeful Democrat Republican Republicans
    Democrats Congressmen
""")
NOT_A_PERSON = words("""
    House Senate Congress Department Ministry Press Party Times Post Journal News Network Television
    Radio Agency Bureau Office Court Committee Commission Council Board Bank Fund Center Centre
    Institute Institution University College School Hospital Church Foundation Association Union
    Federation League Alliance Coalition Organization Organisation Group Company Corporation Corp Inc
    Ltd Co Street Avenue Road Square Park City County State States Province Republic Kingdom Island
    Islands Ocean Sea River Lake Mountain Valley Airport Station Stadium Tower Building Airlines Airways
    Motors Act Bill Law Amendment Treaty Agreement Accord Plan Project Program Day Week Month Year Games
    Cup Award Prize North South East West Northern Southern Eastern Western New Los San Santa United
    National International Federal European American British Chinese Russian French German Supreme World
    Global Central Middle Security Defense Defence Foreign Homeland Justice Treasury Pentagon Kremlin
    Capitol Wall Hill Administration Government Army Navy Force Guard Police Service Services
    Intelligence Community Caucus Society Authority Assembly Parliament Magazine Review Report Daily
    Weekly Morning Tonight Show Convention Campaign Conference Summit Forum Study Poll Survey Lives
    Matter Health Care Affairs Relations Policy Studies Rights Freedom Media Online Reuters CNN NBC CBS
    ABC BBC Twitter Facebook Google GOP Democratic Republican Tea Air Red White Black Ground Hall Beach
    Bay Fort Port Mount Read More Image Photo Video Getty Images Story Advertisement Updated Hong Kong
""")
LEADING = words("""
    Neither Either Nor The A An This That These Those But And Or So Yet If When While As For In On At By
    From With After Before Since Because Although Though However Now Then There Here It He She They We I
    You His Her Their Our My Your Its What Who Why How Where Which Is Are Was Were Do Does Did Has Have
    Had Will Would Can Could Should May Might Must Not No Yes Also Even Still Just Only Both Some Many
    Most All Each Every One Two Three Former Like Unlike Meanwhile Moreover Of To Into Over Under
    Between Among According Despite During Through Until Once Asked Said Says Speaking Citing Again
    Later Earlier Today Yesterday Perhaps Maybe Instead Indeed Never Let Furthermore Nevertheless
    Finally First Second Third Last Next
""")
SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
FEMALE = words("""
    Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra
    Margaret Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura
    Sharon Cynthia Kathleen Amy Angela Shirley Anna Brenda Pamela Emma Nicole Helen Samantha Katherine
    Christine Debra Rachel Carolyn Janet Catherine Maria Heather Diane Ruth Julie Olivia Joyce Virginia
    Victoria Kelly Lauren Christina Joan Evelyn Judith Megan Andrea Cheryl Hannah Jacqueline Martha
    Gloria Teresa Ann Anne Sara Madison Frances Kathryn Janice Jean Alice Abigail Sophia Grace Denise
    Amber Doris Marilyn Danielle Beverly Isabella Theresa Diana Natalie Brittany Charlotte Marie Kayla
    Alexis Lori Hillary Ivanka Melania Kamala Marine Condoleezza Sonia Elena Kirsten Tulsi Nikki Betsy
    Kellyanne Hope Valerie Loretta Claire Jeanne Tammy Lindsey-Ann Maxine Ilhan Alexandria Rashida
    Ayanna Stacey Gretchen Debbie Wendy Jill Monica Paula Megyn Rosa Irene Olga Natalia Svetlana Fatima
    Aisha Priya Indira Benazir Mei Yulia
""")
MALE = words("""
    James Robert John Michael David William Richard Joseph Thomas Charles Christopher Daniel Matthew
    Anthony Mark Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason
    Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel
    Gregory Alexander Frank Patrick Raymond Jack Dennis Jerry Tyler Aaron Jose Adam Nathan Henry Douglas
    Zachary Peter Kyle Ethan Walter Noah Jeremy Christian Keith Roger Terry Gerald Harold Sean Austin
    Carl Arthur Lawrence Dylan Jesse Jordan Bryan Billy Joe Bruce Gabriel Logan Albert Willie Alan Juan
    Wayne Elijah Randy Roy Vincent Ralph Eugene Russell Bobby Mason Philip Louis Mike Jim Bob Bill Tom
    Tim Dan Ben Sam Matt Steve Jeff Greg Chris Rick Ron Ted Mitt Barack Newt Rand Marco Bernie Chuck
    Mitch Harry Rudy Jared Vladimir Sergey Sergei Dmitry Dmitri Dimitri Boris Mikhail Alexei Ivan Igor
    Andrei Nikolai Emmanuel Francois Jean Nicolas Hans Klaus Bashar Mohammed Muhammad Mohamed Ahmed Ali
    Hassan Hussein Abdullah Mahmoud Narendra Imran Recep Kofi Nelson Carlos Luis Jorge Pedro Pablo Diego
    Lindsey Elon Warren Karl Rex Reince Rod Pete Cory Beto Andy Brett Neil Clarence Antonin Eli Evan Max
    Fred Glenn Rush Tucker Bret Jake Wolf Anderson Don Ed Jon
""")
FIRST_NAMES = FEMALE | MALE
SHE = words("""
    Mrs Ms Miss Mrs. Ms. Lady Dame Queen Princess Congresswoman Chairwoman Spokeswoman Councilwoman
    Sister
""")
HE = words("Mr Mr. Sir Lord King Prince Congressman Chairman Spokesman Councilman Father Pope Emir")

DEMONYMS = words("""
    american british chinese russian french german japanese korean indian iranian iraqi israeli
    palestinian syrian turkish ukrainian polish italian spanish mexican canadian australian brazilian
    egyptian saudi pakistani afghan european african asian cuban venezuelan dutch swedish norwegian
    danish finnish greek hungarian austrian swiss belgian irish scottish welsh english us u.s. uk u.k.
    eu north south western taiwanese vietnamese philippine indonesian malaysian thai nigerian kenyan
    ethiopian libyan lebanese jordanian yemeni georgian belarusian
""")
"""They tell descriptions apart: "the Chinese president" is not a Russian one."""

DOCUMENTS = words("""
    article newspaper report statement study document paper magazine agency book letter memo op-ed
    editorial headline filing complaint lawsuit indictment release post tweet website site survey poll
    journal column blog bulletin network channel station outlet broadcaster transcript email note bill
    law text page network's tabloid daily weekly story review notice order ruling decision opinion brief
    affidavit video ad advertisement testimony footage data filing account record analysis
""")
"""Things that are said to say something."""

PERSONS = words("""
    expert analyst researcher diplomat official spokesman spokeswoman spokesperson minister president
    leader senator congressman congresswoman lawmaker governor mayor secretary ambassador director
    chairman chairwoman chief professor scholar scientist author writer journalist reporter economist
    lawyer attorney judge justice candidate politician general commander officer sheriff chancellor
    premier prime speaker adviser advisor aide strategist executive ceo founder owner activist actor
    actress singer doctor physician businessman businesswoman billionaire tycoon mogul entrepreneur
    historian critic commentator columnist observer envoy representative republican democrat nominee
    frontrunner incumbent veteran pastor priest bishop pope king queen prince princess man woman mother
    father husband wife son daughter brother sister boy girl teacher student head boss host anchor
    pundit coach player star victim witness suspect defendant prosecutor detective investigator agent
    soldier sergeant captain colonel manager producer filmmaker comedian magnate legislator
    congressperson deputy delegate whistleblower nurse farmer worker resident survivor pilot engineer
    consultant pollster counsel superintendent
""")
"""Nouns that stand for one person."""

COLLECTIVES = words("""
    media team agency company administration government group committee ministry department court union
    campaign firm bank family source office council panel organization organisation party coalition
    board association institute commission service embassy military army police parliament cabinet
    leadership opposition majority minority public crowd jury school hospital university foundation
    bureau faction militia rebel protester
""")
"""Nouns that stand for persons who speak with one voice."""

PERSON_ENDINGS = ("ist", "man", "woman", "person", "ician", "ologist")

OFFICES = words("""
    State Defense Defence Staff staff Homeland Security Education Energy Commerce Labor Labour
    Agriculture Interior Treasury Transportation Veterans Health Justice Representatives Finance
    Intelligence War
""")
"""What follows "secretary of" and its like: it belongs to the title, not to the name behind it."""

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĽĻŃŅŇŌŐŘŚŞŠŢŤŪŮŰŲŹŻŽ"
TITLE_DOT = (
    r"(?=\.)(?:(?<=\b(?:Mr|Ms|Dr|Lt|Jr|Sr|St))|(?<=\b(?:Mrs|Sen|Rep|Gov|Gen|Col|Sgt|Maj|Cpl|Adm|Rev|Hon|Amb))"
    r"|(?<=\b(?:Sens|Reps|Govs|Gens|Cols|Capt|Prof|Pres)))\."
)
"""The full stop of an abbreviated title, as a regular expression."""
_REST = rf"(?:\.(?:[{_UPPER}]\.)*|\w*+(?:['’-](?!s\b)\w++)*(?:{TITLE_DOT})?)"
_PARTICLE = r"(?:de|del|della|der|den|di|da|dos|du|la|le|van|von|bin|ibn|al|el|bint|ter|ten|y)"
_OFFICE = rf"of[ \u00a0](?:the[ \u00a0])?(?:{'|'.join(sorted(OFFICES))})\b"
_MORE = (
    rf"(?:[ \u00a0]++(?:(?:{_PARTICLE}[ \u00a0]++){{0,2}}(?:(?:al|el|as|ash|ad|an|ar|az|bin|ibn)[-’'])?"
    rf"[{_UPPER}]{_REST}|{_OFFICE}))"
)
NAME = re.compile(rf"[{_UPPER}](?<!\w.){_REST}{_MORE}{{0,7}}")
"""A run of capitalised words, with initials, titles and particles. It begins with a letter to be fast."""
FULL_NAME = re.compile(rf"[{_UPPER}](?<!\w.){_REST}{_MORE}{{1,7}}")
"""The same, of two words at least."""
