"""Names that datelines are made of: a short gazetteer of the project's own, not a complete one.

Capital letters, a dash and a following capital carry most datelines; these lists decide only where that is
not enough.
"""

import re

_CITIES = """
Abu Dhabi|Abuja|Accra|Addis Ababa|Aden|Albany|Algiers|Almaty|Amman|Amsterdam|Ankara|Astana|Asuncion|Athens|
Atlanta|Auckland|Austin|Baghdad|Baku|Baltimore|Bamako|Bangkok|Barcelona|Basra|Beijing|Beirut|Belfast|
Belgrade|Benghazi|Berlin|Bern|Bishkek|Bogota|Bogotá|Boise|Bonn|Boston|Brasilia|Bratislava|Brussels|
Bucharest|Budapest|Buenos Aires|Cairo|Calgary|Canberra|Caracas|Cardiff|Casablanca|Charlotte|Chengdu|Chennai|
Chicago|Cincinnati|Cleveland|Colombo|Columbus|Copenhagen|Dakar|Dallas|Damascus|Davos|Delhi|Denver|
Des Moines|Detroit|Dhaka|Doha|Donetsk|Dubai|Dublin|Dushanbe|Edinburgh|El Paso|Erbil|Frankfurt|Gaza|
Gaza City|Geneva|Glasgow|Guangzhou|Guatemala City|Hamburg|Hanoi|Harare|Havana|Helsinki|Hiroshima|
Ho Chi Minh City|Hong Kong|Honolulu|Houston|Hyderabad|Indianapolis|Islamabad|Istanbul|Jakarta|Jerusalem|
Johannesburg|Juba|Kabul|Kampala|Karachi|Kathmandu|Kazan|Kharkiv|Khartoum|Kiev|Kigali|Kinshasa|Kolkata|
Kuala Lumpur|Kuwait City|Kyiv|La Paz|Lagos|Lahore|Las Vegas|Lausanne|Lima|Lisbon|Little Rock|Liverpool|
Ljubljana|London|Los Angeles|Luanda|Lusaka|Luxembourg|Lviv|Macau|Madison|Madrid|Managua|Manama|Manchester|
Manila|Maputo|Mariupol|Melbourne|Mexico City|Miami|Milan|Milwaukee|Minneapolis|Minsk|Mogadishu|Monaco|
Monrovia|Montevideo|Montreal|Moscow|Mosul|Mumbai|Munich|Muscat|Nairobi|Nashville|New Delhi|New Orleans|
New York|Niamey|Nicosia|Nur-Sultan|Oakland|Odesa|Odessa|Oklahoma City|Omaha|Orlando|Oslo|Ottawa|Panama City|
Paris|Perth|Peshawar|Philadelphia|Phnom Penh|Phoenix|Pittsburgh|Port-au-Prince|Portland|Prague|Pretoria|
Pyongyang|Quito|Rabat|Raleigh|Ramallah|Reykjavik|Richmond|Riga|Rio de Janeiro|Riyadh|Rome|Sacramento|
Salt Lake City|San Antonio|San Diego|San Francisco|San Jose|San Juan|San Salvador|Sana'a|Sanaa|Santiago|
Santo Domingo|Sao Paulo|Sarajevo|Seattle|Seoul|Shanghai|Shenzhen|Singapore|Skopje|Sochi|Sofia|St. Louis|
St. Petersburg|Stockholm|Strasbourg|Sydney|Taipei|Tallahassee|Tallinn|Tampa|Tashkent|Tbilisi|Tegucigalpa|
Tehran|Tel Aviv|The Hague|Tirana|Tokyo|Toronto|Tripoli|Tucson|Tulsa|Tunis|Turin|Ulaanbaatar|United Nations|
Vancouver|Vatican City|Vienna|Vientiane|Vilnius|Vladivostok|Albuquerque|Anchorage|Annapolis|Arlington|
Asheville|Bakersfield|Baton Rouge|Birmingham|Bismarck|Boulder|Bristol|Buffalo|Cambridge|Charleston|
Chattanooga|Cheyenne|Colorado Springs|Concord|Corpus Christi|Dayton|Durham|Eugene|Fargo|Ferguson|Flint|
Fort Lauderdale|Fort Worth|Fresno|Greensboro|Harrisburg|Hartford|Helena|Jackson|Jacksonville|Jefferson City|
Jersey City|Kansas City|Knoxville|Lansing|Laramie|Leeds|Lexington|Lincoln|Long Beach|Louisville|Memphis|
Mesa|Mobile|Montgomery|Nashua|New Haven|Newark|Norfolk|Oxford|Palm Beach|Pensacola|Plymouth|Providence|
Provo|Reno|Rochester|Salem|Santa Fe|Savannah|Scranton|Sheffield|Sioux City|Sioux Falls|Spokane|Springfield|
Stamford|Syracuse|Tacoma|Toledo|Topeka|Trenton|Tuscaloosa|Virginia Beach|West Palm Beach|Wichita|Wilmington|
Winston-Salem|Capitol Hill|Warsaw|Washington|Wellington|Windhoek|Wuhan|Yangon|Yaounde|Yerevan|Zagreb|Zurich
"""
_REGIONS = """
Afghanistan|Albania|Algeria|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahrain|Bangladesh|
Belarus|Belgium|Benin|Bolivia|Bosnia|Botswana|Brazil|Britain|Bulgaria|Burkina Faso|Burundi|Cambodia|
Cameroon|Canada|Chad|Chile|China|Colombia|Congo|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Denmark|
Dominican Republic|Ecuador|Egypt|El Salvador|England|Eritrea|Estonia|Ethiopia|Fiji|Finland|France|Gabon|
Gambia|Gaza|Gaza Strip|Georgia|Germany|Ghana|Greece|Guatemala|Guinea|Haiti|Honduras|Hungary|Iceland|India|
Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kosovo|Kuwait|
Kyrgyzstan|Laos|Latvia|Lebanon|Liberia|Libya|Lithuania|Luxembourg|Madagascar|Malawi|Malaysia|Mali|Malta|
Mauritania|Mexico|Moldova|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nepal|the Netherlands|
Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Korea|Northern Ireland|North Macedonia|Norway|Oman|
Pakistan|Palestine|Panama|Paraguay|Peru|the Philippines|Philippines|Poland|Portugal|Qatar|Romania|Russia|
Rwanda|Saudi Arabia|Scotland|Senegal|Serbia|Sierra Leone|Slovakia|Slovenia|Somalia|South Africa|South Korea|
South Sudan|Spain|Sri Lanka|Sudan|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo|Tunisia|
Turkey|Turkmenistan|Uganda|Ukraine|United Arab Emirates|United Kingdom|United States|Uruguay|Uzbekistan|
Venezuela|Vietnam|Wales|West Bank|Yemen|Zambia|Zimbabwe|UK|US|USA|UAE|D.C.|Alabama|Alaska|Arizona|Arkansas|
California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|
Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|
New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|
Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|
Wisconsin|Wyoming|Puerto Rico|Ala.|Ariz.|Ark.|Calif.|Colo.|Conn.|Del.|Fla.|Ga.|Ill.|Ind.|Kan.|Ky.|La.|Md.|
Mass.|Mich.|Minn.|Miss.|Mo.|Mont.|Neb.|Nev.|N.C.|N.D.|N.H.|N.J.|N.M.|N.Y.|Okla.|Ore.|Pa.|R.I.|S.C.|S.D.|
Tenn.|Tex.|Va.|Vt.|Wash.|W.Va.|Wis.|Wyo.|Alberta|British Columbia|Manitoba|Nova Scotia|Ontario|Quebec|
Saskatchewan
"""
_AGENCIES = """
Reuters|Thomson Reuters Foundation|Reuters Breakingviews|AP|The Associated Press|Associated Press|AFP|UPI|
PTI|ANI|IANS|Xinhua|TASS|ITAR-TASS|Itar-Tass|Interfax|Interfax-Ukraine|RIA Novosti|Sputnik|IRNA|ISNA|MNA|
Tasnim|FNA|Yonhap|Kyodo|Kyodo News|Jiji|Bernama|ANSA|DPA|dpa|EFE|Anadolu|AA|WAFA|SANA|KUNA|SPA|WAM|QNA|PAP|
BelTA|BELTA|Ukrinform|UNIAN|KCNA|VNA|Antara|Bloomberg|APP|UNB|Kazinform|Trend|MENA|NAN|PA|PA Media|AAP|
The Canadian Press|Canadian Press|Belga|ANP|APA|Lusa|Tanjug|HINA|MTI|CTK|VOA|RFE/RL|RFA|CNN|CNN Business|
CNN Politics|CNNMoney|CNSNews.com|CNS News|CNS|Project Syndicate
"""


def _alternatives(block: str) -> str:
    """A block of names as one alternation, the longer names first."""
    names = {name.strip() for name in block.replace("\n", "").split("|")} - {""}
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


CITIES = rf"(?:{_alternatives(_CITIES)})"
CAPITAL_CITIES = rf"(?:{_alternatives(_CITIES.upper())})"
REGIONS = rf"(?:{_alternatives(_REGIONS)})"
AGENCIES = rf"(?:{_alternatives(_AGENCIES)})"
