"""Distances on the globe."""

from __future__ import annotations

from doelgroep.catalog import Catalog, Place
from tests.spec.frame import Chapter, activity, case, category, point, refused, section

CHAPTER = Chapter(
    title="Distance",
    text=(
        "`location WITHIN 25 km OF (52.37, 4.89)` holds when the great-circle distance from that point (latitude, longitude in degrees) is at most 25 kilometres; `mi` are miles, `m` metres. The earth is taken as a globe with "
        "a radius of 6,371,008.8 metres. A catalogue may also name places, such as Shopify's `customer_within_distance`, which look at all of a customer's addresses."
    ),
    catalog=Catalog(
        fields=(point("location"),),
        activities=(activity("addresses", point("location"), category("kind")),),
        places=(Place(name="customer_within_distance", field="location", activity="addresses"), Place(name="home_within_distance", field="location")),
    ),
    tables={
        "customers": """
            customer_id | location
            dam         | 52.3731, 4.8926
            utrecht     | 52.0907, 5.1214
            paris       | 48.8566, 2.3522
            fiji        | -17.7134, -179.5
            pole        | 90, 0
            none        |
        """,
        "addresses": """
            customer_id | location        | kind
            dam         | 52.3731, 4.8926 | home
            utrecht     | 52.0907, 5.1214 | home
            utrecht     | 52.3702, 4.8952 | work
            paris       | 48.8566, 2.3522 | home
            none        |                 | home
        """,
    },
    sections=(
        section(
            "WITHIN",
            "Utrecht lies 34.9 km from the Dam in Amsterdam, Paris 430 km.",
            case("location WITHIN 25 km OF (52.3731, 4.8926)", "dam", "At most 25 kilometres."),
            case("location WITHIN 36 km OF (52.3731, 4.8926)", "dam utrecht", "A little further."),
            case("location NOT WITHIN 36 km OF (52.3731, 4.8926)", "paris fiji pole none", "The complement: also who has no known place."),
            case("location WITHIN 22 mi OF (52.3731, 4.8926)", "dam utrecht", "Miles: 22 are 35.4 kilometres."),
            case("location WITHIN 21 mi OF (52.3731, 4.8926)", "dam", "21 are 33.8."),
            case("location WITHIN 500 m OF (52.3702, 4.8952)", "dam", "Metres."),
            case("location WITHIN 0 km OF (48.8566, 2.3522)", "paris", "That very point."),
            case("location WITHIN 0.5 km OF (52.3702, 4.8952)", "dam", "Half a kilometre."),
            case("location WITHIN 120 km OF (-17.7134, 179.5)", "fiji", "Over the date line: one degree of longitude, 106 km."),
            case("location WITHIN 1 km OF (90, 180)", "pole", "At the pole all longitudes meet."),
            case("location WITHIN 20016 km OF (52.3731, 4.8926)", "dam utrecht paris fiji pole", "Nobody on earth is further away."),
            case("location IS NULL", "none", "Not known."),
        ),
        section(
            "In rows and by name",
            "",
            case("addresses MATCHES (location WITHIN 10 km OF (52.3731, 4.8926))", "dam utrecht", "One of the addresses."),
            case("addresses MATCHES (location WITHIN 10 km OF (52.3731, 4.8926), kind = 'work')", "utrecht", "The address at work."),
            case(
                "customer_within_distance MATCHES (coordinates = (52.3731, 4.8926), distance_km = 10)",
                "dam utrecht",
                "A named place: any address.",
                "customer_within_distance MATCHES (coordinates = '52.3731,4.8926', distance_km = 10)",
                "customer_within_distance(coordinates: (52.3731, 4.8926), distance_km: 10) = true",
            ),
            case("customer_within_distance MATCHES (coordinates = (52.3731, 4.8926), distance_mi = 6.2)", "dam utrecht", "In miles."),
            case(
                "customer_within_distance NOT MATCHES (coordinates = (52.3731, 4.8926), distance_km = 10)", "paris fiji pole none", "The complement."
            ),
            case("home_within_distance MATCHES (coordinates = (52.3731, 4.8926), distance_km = 10)", "dam", "Another one: the customer's own point."),
        ),
        section(
            "What is refused",
            "",
            refused("location WITHIN 25 km OF (152.37, 4.89)", "coordinates_impossible", "There is no such latitude."),
            refused("location = 3", "operator_not_supported", "A point knows WITHIN and IS NULL."),
            refused("customer_within_distance MATCHES (distance_km = 10)", "place_parameters", "From where?"),
            refused("customer_within_distance = 3", "name_is_place", "Another name for the same misunderstanding."),
        ),
    ),
)
