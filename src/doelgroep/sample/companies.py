"""The companies that business customers buy for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from doelgroep.sample import arrow
from doelgroep.sample.draws import MISSING, Part, blank, pick, stream
from doelgroep.sample.names import LAST_NAMES
from doelgroep.sample.places import places
from doelgroep.sample.schema import LOOKUPS

if TYPE_CHECKING:
    from doelgroep.sample.draws import Ints

SECTORS = {
    "Kapsalon": ("Kapsalon", "Haarstudio"),
    "Horeca": ("Hotel", "Restaurant"),
    "Zorg": ("Zorgcentrum", "Tandartspraktijk"),
    "Kinderopvang": ("Kinderdagverblijf", "Buitenschoolse opvang"),
    "Sport": ("Sportschool", "Zwembad"),
    "Kantoor": ("Adviesbureau", "Accountantskantoor"),
    "Schoonmaak": ("Schoonmaakbedrijf", "Glazenwasserij"),
    "Detailhandel": ("Winkel van", "Cadeauwinkel"),
    "Onderwijs": ("Basisschool", "Lyceum"),
    "Industrie": ("Machinefabriek", "Drukkerij"),
}
"""Sectors, and what companies in them call themselves."""
_SECTOR_WEIGHTS = (22, 16, 13, 9, 9, 10, 7, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Companies:
    """An entry per company."""

    keys: pa.Array
    """B00001, B00002 ..."""
    place: Ints
    sector: Ints
    employees: Ints
    credit_score: Ints
    payment_delay: Ints


def make_companies(seed: int, count: int) -> Companies:
    """That many companies. Few are large; the credit score and the delay of payments are missing for some, and go together."""
    rng = stream(seed, Part.COMPANIES)
    dutch = [each.inhabitants * (each.country == "NL") for each in places()]
    sector = pick(rng, _SECTOR_WEIGHTS, count)
    employees = np.minimum(np.exp(rng.normal(1.9, 1.3, count)).astype(np.int64) + 1, 5000)
    score = np.clip(rng.normal(66, 17, count), 1, 100).astype(np.int64)
    delay = np.maximum(rng.normal(14, 9, count) - (score - 66) * 0.35, 0).astype(np.int64)
    keys = pa.array([f"B{number:05}" for number in range(1, count + 1)], pa.string())
    return Companies(keys, pick(rng, dutch, count), sector, employees, blank(rng, score, 0.12), blank(rng, delay, 0.08))


def companies_batch(seed: int, companies: Companies) -> pa.RecordBatch:
    """The lookup `companies`."""
    count = len(companies.place)
    rng = stream(seed, Part.COMPANIES, 1)
    kinds = [kind for pair in SECTORS.values() for kind in pair]
    names = LAST_NAMES["dutch"]
    kind = (companies.sector * 2 + rng.integers(0, 2, count)).tolist()
    owner = rng.integers(0, len(names), count).tolist()
    provinces = [each.province for each in places()]
    regions = sorted(set(provinces))
    region = np.array([regions.index(each) for each in provinces], np.int64)[companies.place]
    columns = [
        companies.keys,
        pa.array([f"{kinds[a]} {names[b]}" for a, b in zip(kind, owner, strict=True)]),
        arrow.choices(companies.sector, list(SECTORS)),
        arrow.whole(companies.employees),
        arrow.choices(region, regions),
        arrow.whole(companies.credit_score, companies.credit_score == MISSING),
        arrow.whole(companies.payment_delay, companies.payment_delay == MISSING),
    ]
    return pa.record_batch(columns, schema=LOOKUPS["companies"])
