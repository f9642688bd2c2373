"""Seasons, and the countries where they fall six months later.

Pure: engines and the resolver share this one list. A country counts as southern when its capital lies south of the equator.
"""

from __future__ import annotations

SEASONS = ("winter", "spring", "summer", "autumn")
"""In the order of the northern year, which begins with the winter of December, January and February."""

# ISO 3166-1 alpha-2, alpha-3, English names; Dutch names where they differ (several names are separated by commas).
_TABLE = """
AO AGO Angola
AQ ATA Antarctica
AR ARG Argentina; Argentinië
AS ASM American Samoa; Amerikaans-Samoa
AU AUS Australia; Australië
BI BDI Burundi
BO BOL Bolivia
BR BRA Brazil; Brazilië
BV BVT Bouvet Island; Bouveteiland
BW BWA Botswana
CC CCK Cocos Islands, Cocos (Keeling) Islands; Cocoseilanden
CD COD Democratic Republic of the Congo, DR Congo, Congo-Kinshasa; Democratische Republiek Congo
CG COG Congo, Republic of the Congo, Congo-Brazzaville; Republiek Congo
CK COK Cook Islands; Cookeilanden
CL CHL Chile; Chili
CX CXR Christmas Island; Christmaseiland
EC ECU Ecuador
FJ FJI Fiji
FK FLK Falkland Islands; Falklandeilanden
GS SGS South Georgia and the South Sandwich Islands; Zuid-Georgia en de Zuidelijke Sandwicheilanden
HM HMD Heard Island and McDonald Islands; Heard en McDonaldeilanden
ID IDN Indonesia; Indonesië
IO IOT British Indian Ocean Territory; Brits Indische Oceaanterritorium
KE KEN Kenya; Kenia
KM COM Comoros; Comoren
LS LSO Lesotho
MG MDG Madagascar; Madagaskar
MU MUS Mauritius
MW MWI Malawi
MZ MOZ Mozambique
NA NAM Namibia; Namibië
NC NCL New Caledonia; Nieuw-Caledonië
NF NFK Norfolk Island; Norfolk
NR NRU Nauru
NU NIU Niue
NZ NZL New Zealand; Nieuw-Zeeland
PE PER Peru
PF PYF French Polynesia; Frans-Polynesië
PG PNG Papua New Guinea; Papoea-Nieuw-Guinea
PN PCN Pitcairn, Pitcairn Islands; Pitcairneilanden
PY PRY Paraguay
RE REU Réunion, Reunion
RW RWA Rwanda
SB SLB Solomon Islands; Salomonseilanden
SC SYC Seychelles; Seychellen
SH SHN Saint Helena; Sint-Helena
SZ SWZ Eswatini, Swaziland
TF ATF French Southern Territories; Franse Zuidelijke Gebieden
TK TKL Tokelau
TL TLS Timor-Leste, East Timor; Oost-Timor
TO TON Tonga
TV TUV Tuvalu
TZ TZA Tanzania
UY URY Uruguay
VU VUT Vanuatu
WF WLF Wallis and Futuna; Wallis en Futuna
WS WSM Samoa
YT MYT Mayotte
ZA ZAF South Africa; Zuid-Afrika
ZM ZMB Zambia
ZW ZWE Zimbabwe
"""


def season(month: int, *, southern: bool) -> str:
    """The season of a month (1 to 12) by whole months: winter is December to February, in the south June to August.

    >>> season(12, southern=False), season(12, southern=True)
    ('winter', 'summer')
    """
    months_after_december = month % 12 + (6 if southern else 0)
    return SEASONS[months_after_december // 3 % 4]


def _names(line: str) -> tuple[str, ...]:
    alpha2, alpha3, names = line.split(maxsplit=2)
    return alpha2, alpha3, *(each.strip() for each in names.replace(";", ",").split(","))


SOUTHERN: frozenset[str] = frozenset(name.casefold() for line in _TABLE.strip().splitlines() for name in _names(line))
"""Southern countries as they are met in customer files: ISO alpha-2 and alpha-3 codes, English and Dutch names; case-folded as by `columns.fold`."""
