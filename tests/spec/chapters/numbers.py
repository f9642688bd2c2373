"""Numbers, true and false, categories, and two fields beside each other."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, boolean, case, category, decimal, integer, real, refused, section

CHAPTER = Chapter(
    title="Fields",
    text="A condition compares a field of the customer with a value, or with another field.",
    catalog=Catalog(
        fields=(
            category("city"),
            integer("visits"),
            integer("orders"),
            decimal("spent"),
            decimal("credit", 3),
            real("rating"),
            boolean("vip"),
            category("tier", values=("GOLD", "SILVER", "NONE")),
        )
    ),
    tables={
        "customers": """
            customer_id | city     | visits | orders | spent   | credit | rating | vip   | tier
            anna        | Delft    | 12     | 3      | 120.50  | 100.000| 4.5    | true  | GOLD
            bram        | Gouda    | 3      | 3      | 0.00    | 0.005  | 3      | false | SILVER
            carla       | delft    | 0      | 10     | 749.50  | 749.500| 2.25   | false | GOLD
            daan        | Den Haag | -2     | 1      | 99.99   |        |        |       | NONE
            eva         |          |        |        | -15.00  | -15.001| 5      | true  |
            007         | Delft    | 7      | 0      | 0.10    | 0.100  | 0.1    | false | NONE
        """
    },
    sections=(
        section(
            "Whole numbers",
            "`= != < <= > >=`, BETWEEN with both ends included, IN.",
            case("visits = 3", "bram", "Exactly."),
            case("visits != 3", "anna carla daan eva 007", "Not that number; eva has none at all, so hers is not 3 either.", "NOT visits = 3"),
            case("visits > 3", "anna 007", "More than."),
            case("visits >= 3", "anna bram 007", "At least."),
            case("visits < 3", "carla daan", "Less than. A missing number is not less."),
            case("visits <= 0", "carla daan", "At most."),
            case("visits = -2", "daan", "Negative numbers have a minus sign."),
            case("visits BETWEEN 0 AND 7", "bram carla 007", "Both ends are included.", "visits >= 0 AND visits <= 7"),
            case("visits NOT BETWEEN 0 AND 7", "anna daan eva", "The complement: also eva, whose number is missing.", "NOT visits BETWEEN 0 AND 7"),
            case("visits BETWEEN 7 AND 3", "", "An upside-down range holds nothing."),
            case("visits BETWEEN 0 AND 7 AND orders = 3", "bram", "The AND of BETWEEN belongs to BETWEEN; the next one joins conditions."),
            case("visits IN (3, 12, 99)", "anna bram", "One of several."),
            case("visits NOT IN (3, 12)", "carla daan eva 007", "None of several; a missing number is none of them."),
            case("visits < 9223372036854775807", "anna bram carla daan 007", "Numbers have 64 bits."),
        ),
        section(
            "Amounts",
            "Decimals are exact, to the last digit. The point is the decimal sign; no currency, no thousands separators.",
            case("spent = 99.99", "daan", "Exactly that amount."),
            case("spent = 120.5", "anna", "Zeros at the end make no difference.", "spent = 120.50", "spent = 120.500"),
            case("spent > 120.499", "anna carla", "A value may have more digits than the field.", "spent > 120.4999999"),
            case("spent = 120.505", "", "No amount with two digits equals one with three."),
            case("spent < 120.505", "anna bram daan eva 007", "But it can be less."),
            case("spent >= 0", "anna bram carla daan 007", "A whole number is an amount too.", "spent >= 0.00"),
            case("spent BETWEEN 0.1 AND 99.99", "daan 007", "Both ends are included."),
            case("spent IN (0, 749.5)", "bram carla", "One of several amounts."),
            case("spent != 0.1", "anna bram carla daan eva", "0.10 is 0.1."),
            case("credit < 0.006 AND credit > 0.004", "bram", "Three digits behind the point, where the catalogue says so."),
        ),
        section(
            "Measures",
            "A float field holds measured values such as ratings; whole numbers may be written without a point.",
            case("rating = 4.5", "anna", "Compared as a 64-bit float."),
            case("rating >= 3", "anna bram eva", "3 is 3.0."),
            case("rating = 0.1", "007", "The nearest float on both sides."),
            case("rating BETWEEN 2.25 AND 3", "bram carla", "Both ends are included."),
            case("rating != 5", "anna bram carla daan 007", "A missing rating is not 5."),
        ),
        section(
            "True and false",
            "",
            case("vip = true", "anna eva", "Those of whom it is true."),
            case("vip = false", "bram carla 007", "Those of whom it is known to be false."),
            case("vip != true", "bram carla daan 007", "Everybody else: also daan, of whom it is not known."),
            case("vip != false", "anna daan eva", "Likewise."),
            case("vip IS NULL", "daan", "Those of whom it is not known."),
        ),
        section(
            "Categories",
            "A category is one of a limited number of texts. Capitals count. CONTAINS and its like do not look at capitals.",
            case("city = 'Delft'", "anna 007", "Exactly that text; not carla's 'delft'."),
            case("city != 'Delft'", "bram carla daan eva", "Any other city, or none."),
            case("city IN ('Delft', 'Gouda')", "anna bram 007", "One of several."),
            case("city NOT IN ('Delft', 'Gouda')", "carla daan eva", "None of them."),
            case("city STARTS WITH 'de'", "anna carla daan 007", "The beginning, capitals or not."),
            case("city CONTAINS 'HA'", "daan", "Anywhere in the text."),
            case("tier = 'GOLD'", "anna carla", "The catalogue may list the values; the editor offers them."),
            case("tier = 'BRONZE'", "", "A value outside the list gives a warning, and nobody."),
        ),
        section(
            "Two fields",
            "Two fields of the customer may be compared when their types go together.",
            case("visits > orders", "anna 007", "More visits than orders."),
            case("visits = orders", "bram", "As many."),
            case("visits != orders", "anna carla daan eva 007", "Missing on either side is not equal."),
            case("spent = credit", "carla 007", "Amounts with different numbers of digits compare by value."),
            case("spent > credit", "anna eva", "-15.00 is more than -15.001; bram's 0.00 is less than 0.005."),
            case("visits >= spent", "bram 007", "Whole numbers with amounts."),
            case("rating > orders", "anna 007", "Floats with whole numbers."),
        ),
        section(
            "The key",
            "The customer's key is a text, so zeros in front count. Numbers may be written without quotes.",
            case("customer_id = 'anna'", "anna", "One customer."),
            case("customer_id IN ('anna', 'eva', 'nobody')", "anna eva", "Several."),
            case("customer_id = 007", "007", "An identifier keeps its digits.", "customer_id = '007'"),
            case("customer_id = 7", "", "7 is another text than 007."),
            case("customer_id STARTS WITH 'E'", "eva", "As any text."),
        ),
        section(
            "What is refused",
            "",
            refused("visit = 3", "name_unknown_near", "A name that is not there; the nearest one is offered."),
            refused("visits = 1.5", "integer_expected", "A whole number has no digits behind the point."),
            refused("visits = '3'", "number_expected", "Numbers have no quotes."),
            refused("spent > 1,000", "thousands", "Thousands separators."),
            refused("city > 'Delft'", "operator_not_supported", "Texts have no order here."),
            refused("city = Delft", "text_expected", "A text has quotes."),
            refused("vip = 'true'", "boolean_expected", "true has no quotes."),
            refused("city = visits", "types_differ", "A text and a number."),
            refused("visits CONTAINS '1'", "operator_not_supported", "CONTAINS is for texts."),
            refused('city = "Delft"', "quotes_double", "Texts stand in single quotes."),
        ),
    ),
)
