"""The assortment: every product with its category, brand, cost and price, and what is liked by whom.

The assortment is the same for every seed. Prices and costs are without VAT, in cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from doelgroep.sample.draws import Ints, slots

TIERS = ("budget", "middle", "premium")
"""Price levels of customers."""
TASTES = ("green", "family", "luxury", "thrifty", "trendy", "classic")
"""Lifestyles, which decide what is bought."""

_RANGES = """
Shampoo|shampoo|haver,brandnetel,kokos,argan,zonder parfum,anti-roos,gekleurd haar,kinderen|250 ml,500 ml|395|24,26,16,22,30,24
Conditioner|conditioner|haver,kokos,argan,zonder parfum,gekleurd haar,krullen|250 ml,500 ml|445|18,18,16,14,26,16
Haarverzorging||haarmasker,haarolie,haargel,haarwax,haarlak,droogshampoo|150 ml|575|12,10,16,10,30,14
Zeep|zeepblok|olijf,haver,lavendel,zeezout,zonder parfum|100 g,3 x 100 g|345|18,10,10,8,8,12
Handzeep|handzeep|lavendel,citroen,olijf,zonder parfum,navulling lavendel,navulling citroen|300 ml,500 ml|325|26,26,14,24,12,26
Douche||douchegel zeezout,douchegel amandel,douchegel munt,doucheolie,douchescrub|250 ml|395|24,26,24,22,24,24
Bad||badzout,badolie,badschuim kinderen,badmelk|500 g|495|8,14,16,6,12,10
Huidverzorging||bodylotion,bodybutter,handcrème,voetcrème,lichaamsolie|200 ml,400 ml|595|20,14,24,12,22,26
Gezicht||dagcrème,nachtcrème,serum,reinigingsmelk,tonic,oogcrème,kleimasker|50 ml,100 ml|1295|12,6,34,6,30,22
Deodorant|deodorant|roller,spray,stick zonder aluminium,crème|75 ml|375|16,14,12,18,16,14
Mondverzorging||tandpasta munt,tandpasta gevoelig,tandpasta kinderen,tandenborstel,mondwater,flosdraad|1 stuk,3 stuks|295|20,26,10,26,12,24
Scheren||scheermesjes,scheerschuim,scheerzeep,aftershave,scheerkwast|1 stuk,3 stuks|745|8,10,14,12,16,14
Zon||zonnebrand 30,zonnebrand 50,zonnebrand kinderen,aftersun|200 ml|1095|8,16,12,6,14,10
Parfum|eau de parfum|bergamot,roos,ceder,vijg,muskus,neroli|30 ml,100 ml|3495|2,2,24,1,20,14
Baby||luiers,billendoekjes,babyzeep,zinkzalf,badschuim baby|1 stuk,3 stuks|845|12,46,4,12,6,2
Wasmiddel|wasmiddel|color,wit,poeder,strips,wol en zijde|20 wasbeurten,60 wasbeurten|795|26,34,6,36,6,22
Schoonmaak||allesreiniger,badkamerreiniger,glasreiniger,afwasmiddel,vaatwastabletten,ontkalker|1 stuk,3 stuks|295|28,32,6,38,6,26
Papier||toiletpapier,zakdoekjes,keukenpapier|8 stuks,24 stuks|545|14,28,4,32,4,16
Kaarsen|geurkaars|vijg,linnen,ceder,kaneel,citronella|180 g,400 g|1195|12,6,24,4,24,16
Cadeausets|cadeauset|hand en huid,thuisspa,voor hem,voor haar,kraamcadeau|klein,groot|1995|6,8,20,4,14,16
"""
"""Category | first word of names | variants | sizes | price of the first in cents | how much each of `TASTES` likes it."""

_BRANDS = ("Zeepstraat", "Wilgenhof", "Noordzout", "Maison Orme", "Kalk & Klei", "Duinroos", "Fijnbos", "De Wasserij")
_SIZE_FACTOR = (1.0, 1.85)
_LIKING_OF_PRICE = (-0.55, 0.0, 0.5)
"""How the popularity of a product changes with its price in its category, by tier."""

_COMPANIONS = {
    "Shampoo": {"Conditioner": 5, "Haarverzorging": 2},
    "Conditioner": {"Shampoo": 5, "Haarverzorging": 2},
    "Haarverzorging": {"Shampoo": 3, "Conditioner": 3},
    "Zeep": {"Zeep": 3, "Handzeep": 2, "Bad": 1},
    "Handzeep": {"Zeep": 2, "Douche": 2, "Huidverzorging": 2, "Schoonmaak": 2},
    "Douche": {"Deodorant": 3, "Huidverzorging": 2, "Handzeep": 2},
    "Bad": {"Kaarsen": 3, "Douche": 2},
    "Huidverzorging": {"Gezicht": 3, "Handzeep": 2},
    "Gezicht": {"Huidverzorging": 2, "Zon": 1, "Gezicht": 3},
    "Deodorant": {"Douche": 4, "Scheren": 2},
    "Mondverzorging": {"Mondverzorging": 4, "Papier": 1},
    "Scheren": {"Deodorant": 2, "Huidverzorging": 2},
    "Zon": {"Huidverzorging": 2, "Zon": 2},
    "Parfum": {"Cadeausets": 2, "Huidverzorging": 2, "Kaarsen": 1},
    "Baby": {"Baby": 6, "Papier": 2, "Wasmiddel": 1},
    "Wasmiddel": {"Schoonmaak": 4, "Papier": 3, "Wasmiddel": 2},
    "Schoonmaak": {"Wasmiddel": 3, "Papier": 3, "Schoonmaak": 2},
    "Papier": {"Schoonmaak": 4, "Wasmiddel": 3},
    "Kaarsen": {"Bad": 2, "Cadeausets": 2, "Kaarsen": 2},
    "Cadeausets": {"Kaarsen": 2, "Parfum": 2},
}
"""What goes into the basket with what, by weight."""

TILL_SHAMPOO = "K9001"
"""An article of the till whose category is spelt 'shampoo ', with a space behind it."""
SURPRISE = "P9001"
"""A gift box that nobody chooses; it takes the place of a product where a planted truth asks for it."""


@dataclass(frozen=True, slots=True)
class Product:
    """A row of the lookup; money in cents."""

    key: str
    name: str
    category: str
    brand: str
    cost: int
    price: int


@dataclass(frozen=True, slots=True)
class Assortment:
    """All products, and tables to choose from them; products and categories by position."""

    products: tuple[Product, ...]
    categories: tuple[str, ...]
    category: Ints
    """The category of each product."""
    cost: Ints
    price: Ints
    of_taste: Ints
    """Category by [taste, slot]."""
    companion: Ints
    """Category by [category before, slot]."""
    choice: Ints
    """Product by [tier, category, slot]."""
    staples: Ints
    """Products that some customers buy every month: no shampoo, no conditioner."""

    def product(self, key: str) -> int:
        """The position of a product."""
        return next(at for at, each in enumerate(self.products) if each.key == key)


@cache
def assortment() -> Assortment:
    """The assortment of the shop."""
    ranges = [line.split("|") for line in _RANGES.strip().split("\n")]
    categories = tuple(each[0] for each in ranges)
    chosen = [product for number, each in enumerate(ranges) for product in _products_of(number, each)]
    products = (*chosen, *_special_products())
    numbers = {name: number for number, name in enumerate((*categories, "shampoo "))}
    category = np.array([numbers[each.category] for each in products], np.int64)
    price = np.array([each.price for each in products], np.int64)
    return Assortment(
        products=products,
        categories=(*categories, "shampoo "),
        category=category,
        cost=np.array([each.cost for each in products], np.int64),
        price=price,
        of_taste=slots(np.asarray([[float(like) for like in each[-1].split(",")] for each in ranges]).T),
        companion=slots([[_COMPANIONS[one].get(other, 0) for other in categories] for one in categories]),
        choice=_choice(category[: len(chosen)], price[: len(chosen)], len(categories)),
        staples=np.flatnonzero(np.isin(category, [numbers[each] for each in ("Mondverzorging", "Baby", "Wasmiddel", "Scheren", "Zeep")])),
    )


def _products_of(number: int, parts: list[str]) -> list[Product]:
    category, word, variants, sizes, first_price, _ = parts
    names = [(variant, size) for variant in range(len(variants.split(","))) for size in range(len(sizes.split(",")))]
    products = []
    for at, (variant, size) in enumerate(names, start=1):
        name = f"{word} {variants.split(',')[variant]} {sizes.split(',')[size]}".strip().capitalize()
        price = round(int(first_price) * (1 + 0.07 * variant) * _SIZE_FACTOR[size] / 10) * 10 + 5
        cost = price * (34 + (variant * 7 + size * 5 + number * 3) % 22) // 100
        products.append(Product(f"P{number + 1:02}{at:02}", name, category, _BRANDS[(number + variant) % len(_BRANDS)], cost, price))
    return products


def _special_products() -> tuple[Product, ...]:
    return (
        Product(SURPRISE, "Verrassingsbox", "Cadeausets", "Zeepstraat", 980, 1995),
        Product(TILL_SHAMPOO, "Shampoo kassa", "shampoo ", "Zeepstraat", 190, 450),
    )


def _choice(category: Ints, price: Ints, categories: int) -> Ints:
    """Popular first, and by price as the tier likes it."""
    tables = np.empty((len(TIERS), categories, slots([1.0]).size), np.int64)
    for number in range(categories):
        members = np.flatnonzero(category == number)
        popularity = 1.0 / (1.0 + np.arange(len(members))) ** 0.7
        relative = np.log(price[members] / price[members].mean())
        for tier, liking in enumerate(_LIKING_OF_PRICE):
            tables[tier, number] = members[slots(popularity * np.exp(2 * liking * relative))]
    return tables
