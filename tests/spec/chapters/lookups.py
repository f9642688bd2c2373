"""Fields reached over a key."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, boolean, case, category, decimal, integer, lookup, moment, refused, section, text, texts

CHAPTER = Chapter(
    title="Lookups",
    text=(
        "A lookup is a table with one row per key: products, companies, places. A field of a customer or of a row whose value is such a key leads to the fields of that row: `product.category`, and from there on to "
        "another lookup: `product.supplier.country`. Where there is no such key, the value is missing."
    ),
    catalog=Catalog(
        fields=(text("company", lookup="companies"),),
        activities=(activity("orders", moment("at"), text("product", lookup="products"), integer("quantity"), decimal("price"), time="at"),),
        lookups=(
            lookup("products", "product", category("category"), decimal("cost"), texts("tags"), text("supplier", lookup="suppliers")),
            lookup("suppliers", "supplier", category("country"), boolean("green")),
            lookup("companies", "company", category("sector"), integer("employees")),
        ),
    ),
    tables={
        "customers": """
            customer_id | company
            anna        | acme
            bram        | bakker
            carla       | unknown
            daan        |
        """,
        "orders": """
            customer_id | at               | product | quantity | price
            anna        | 2026-05-01 10:00 | p1      | 1        | 5.00
            anna        | 2026-05-02 10:00 | p2      | 2        | 5.00
            bram        | 2026-05-03 10:00 | p3      | 3        | 5.00
            carla       | 2026-05-04 10:00 | p9      | 4        | 5.00
            daan        | 2026-05-05 10:00 |         | 5        | 5.00
        """,
        "products": """
            product | category | cost | tags         | supplier
            p1      | hair     | 2.00 | new, organic | s1
            p2      | hair     | 6.00 | sale         | s2
            p3      | body     |      |              | s3
        """,
        "suppliers": """
            supplier | country | green
            s1       | NL      | true
            s2       | DE      | false
        """,
        "companies": """
            company | sector | employees
            acme    | retail | 12
            bakker  | food   | 250
        """,
    },
    sections=(
        section(
            "From the customer",
            "",
            case("company.sector = 'retail'", "anna", "A field of the customer's company."),
            case("company.sector != 'retail'", "bram carla daan", "Any other sector, or an unknown company, or none."),
            case("company.employees >= 100", "bram", "Numbers."),
            case("company.sector IS NULL", "carla daan", "No such company, or none at all."),
            case("company IS NULL", "daan", "Which is not the same as no company."),
            case("company = 'unknown'", "carla", "The key itself."),
            case("company.employees BETWEEN 10 AND 50 AND company.sector = 'retail'", "anna", "Together."),
        ),
        section(
            "From a row",
            "",
            case("orders MATCHES (product.category = 'hair')", "anna", "A product of that category."),
            case("orders MATCHES (product.category = 'hair', quantity >= 2)", "anna", "On the same row: p2."),
            case("orders MATCHES (product.category = 'hair', product.cost < 3, quantity >= 2)", "", "p1 is cheap, but there was one of it."),
            case("orders MATCHES (product.category != 'hair')", "bram carla daan", "Another category, an unknown product, or none."),
            case("orders NOT MATCHES (product.category = 'hair')", "bram carla daan", "No row with it."),
            case("orders MATCHES (product.tags CONTAINS 'sale')", "anna", "Lists in a lookup."),
            case("orders MATCHES (product.cost > price)", "anna", "Beside a field of the row: p2 was sold below cost."),
            case("orders MATCHES (product.cost IS NULL)", "bram carla daan", "Missing in the lookup, or no such key."),
            case("orders MATCHES (product.category = 'hair', sum_quantity = 3)", "anna", "Aggregates of the rows left."),
            case("orders MATCHES (distinct_product.category = 1)", "anna bram", "Different categories."),
            case("orders MATCHES (max_product.cost >= 6)", "anna", "The dearest product."),
        ),
        section(
            "Over two lookups",
            "",
            case("orders MATCHES (product.supplier.country = 'DE')", "anna", "The product's supplier's country."),
            case("orders MATCHES (product.supplier.green = true, product.category = 'hair')", "anna", "Both over the same row: p1."),
            case("orders MATCHES (product.supplier.country IS NULL)", "bram carla daan", "No such supplier, no such product, no product."),
            case("orders MATCHES (product.supplier = 's3')", "bram", "The key in the first lookup."),
        ),
        section(
            "What is refused",
            "",
            refused("company.sektor = 'retail'", "name_unknown_near", "The nearest name is offered."),
            refused("orders MATCHES (product.colour = 'red')", "row_name_unknown_near", "No such field in the lookup."),
        ),
    ),
)
