"""The settings of a workspace: the top of `doelgroep.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from doelgroep.errors import UserError
from doelgroep.store.yaml_reading import hint

if TYPE_CHECKING:
    from doelgroep.messages import Sentence
    from doelgroep.store.yaml_reading import Entry, Reading
    from doelgroep.store.yaml_rendering import Value

FORMAT = 3
"""The version of the workspace's files that this program reads and writes. Older ones are migrated by `doelgroep.store.migrations`."""
KEYS = ("format_version", "name", "timezone", "currency", "country", "memory", "engine")
WEB = "web"
"""The part of the file that is the web app's: how it is served. The library keeps it as it is and looks at nothing in it."""
DUCKDB = "duckdb"
"""The engine of a workspace that names no other: the database in its own folder."""

_ADDRESS = re.compile(r"postgres(?:ql)?://")
_PASSWORD = re.compile(r"^[^/]*//[^@?]*:[^@?]*@|[?&]password=")
_MEMORY = re.compile(r"[1-9]\d*(?:\.\d+)? ?(?:KB|MB|GB|TB|KiB|MiB|GiB|TiB)")

# ISO 3166-1 alpha-2, and XK for Kosovo.
_COUNTRIES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO
CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR
HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN
MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD
SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK
YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_COUNTRIES.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for the whole workspace."""

    name: str
    zone: ZoneInfo
    """Days and hours are those of this zone."""
    currency: str = "EUR"
    """ISO 4217. Amounts are all in this currency."""
    country: str = "NL"
    """ISO 3166-1 alpha-2: of customers whose country is not known."""
    memory: str | None = None
    """What DuckDB may use, such as `4GB`; None is `database.DEFAULT_MEMORY`, 1200MB. The environment variable DOELGROEP_MEMORY goes before it."""
    engine: str = DUCKDB
    """Where counts and lists are computed: `duckdb`, or the address of a PostgreSQL database to which the workspace is published."""


def settings_form(settings: Settings) -> dict[str, Value]:
    """The settings as they are written; the format version is the present one."""
    form: dict[str, Value] = {
        "format_version": FORMAT,
        "name": settings.name,
        "timezone": settings.zone.key,
        "currency": settings.currency,
        "country": settings.country,
    }
    if settings.memory is not None:
        form["memory"] = settings.memory
    if settings.engine != DUCKDB:
        form["engine"] = settings.engine
    return form


def read_settings(entries: dict[str, Entry], root: Entry, reading: Reading) -> Settings:
    """The settings of a file of the present format; problems are noted in the reading."""
    for key in ("format_version", "name", "timezone"):
        if key not in entries:
            reading.wrong(root, "settings_key_missing", key=key)
    if "format_version" in entries:
        reading.number(entries["format_version"])
    found = {
        "country": _matched(entries.get("country"), reading, "settings_country"),
        "currency": _matched(entries.get("currency"), reading, "settings_currency"),
        "memory": _matched(entries.get("memory"), reading, "settings_memory"),
        "engine": _engine(entries.get("engine"), reading),
    }
    return Settings(name=reading.text(entries.get("name")), zone=_zone(entries.get("timezone"), reading), **{k: v for k, v in found.items() if v})


def require(settings: Settings) -> None:
    """Refuse a currency or country that can't be one.

    Raises:
        UserError: `settings_currency`, `settings_country`.
    """
    for code, text in (("settings_currency", settings.currency), ("settings_country", settings.country)):
        if not _is_fine(code, text):
            raise UserError(code, found=text, hint=_hint(code, text))


def _hint(code: str, text: str) -> Sentence | str:
    return hint(text.upper(), COUNTRIES) if code == "settings_country" else ""


def _matched(entry: Entry | None, reading: Reading, code: str) -> str | None:
    if entry is None:
        return None
    text = reading.text(entry)
    if text and not _is_fine(code, text):
        reading.wrong(entry, code, found=text, hint=_hint(code, text))
    return text


def _is_fine(code: str, text: str) -> bool:
    match code:
        case "settings_country":
            return text in COUNTRIES
        case "settings_currency":
            return re.fullmatch(r"[A-Z]{3}", text) is not None
        case _:
            return _MEMORY.fullmatch(text) is not None


def _engine(entry: Entry | None, reading: Reading) -> str | None:
    if entry is None:
        return None
    text = reading.text(entry)
    if text and text != DUCKDB and not _ADDRESS.match(text):
        reading.wrong(entry, "settings_engine", found=text.partition(":")[0])
    elif _PASSWORD.search(text):
        reading.wrong(entry, "settings_engine_password")
    return text


def _zone(entry: Entry | None, reading: Reading) -> ZoneInfo:
    name = reading.text(entry)
    try:
        return ZoneInfo(name) if name else ZoneInfo("UTC")
    except (ValueError, OSError, KeyError):
        pass
    if entry is not None:
        known = available_timezones()
        endings = [each for each in known if each.rpartition("/")[2].lower() == name.lower()]
        reading.wrong(entry, "settings_timezone", found=name, hint=hint(name, endings or known))
    return ZoneInfo("UTC")
