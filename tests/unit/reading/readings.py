"""Queries on the ready-made catalogues with their readings in English and Dutch, as a marketer would want to hear them."""

from __future__ import annotations

SHOP: dict[str, tuple[str, str]] = {
    "age BETWEEN 25 AND 40 AND gender = 'V' AND city IN ('Utrecht', 'Amersfoort')": (
        "Customers whose age is between 25 and 40, whose gender is 'V', and whose city is 'Utrecht' or 'Amersfoort'.",
        "Klanten die een leeftijd van 25 tot en met 40 hebben, die als geslacht 'V' hebben en die als plaats 'Utrecht' of 'Amersfoort' hebben.",
    ),
    "city NOT IN ('Utrecht', 'Amersfoort')": (
        "Customers whose city is not 'Utrecht' or 'Amersfoort'.",
        "Klanten die niet als plaats 'Utrecht' of 'Amersfoort' hebben.",
    ),
    "NOT age < 18": (
        "Customers whose age is at least 18 (or missing).",
        "Klanten die geen leeftijd van minder dan 18 hebben.",
    ),
    "children_at_home >= 2": (
        "Customers who have at least 2 children at home.",
        "Klanten die minstens 2 kinderen thuis hebben.",
    ),
    "children_at_home = 1": (
        "Customers who have exactly one child at home.",
        "Klanten die precies één kind thuis hebben.",
    ),
    "NOT children_at_home BETWEEN 1 AND 3": (
        "Customers who do not have 1 to 3 children at home.",
        "Klanten die niet 1 tot en met 3 kinderen thuis hebben.",
    ),
    "loyalty_points > 12500": (
        "Customers who have more than 12,500 loyalty points.",
        "Klanten die meer dan 12.500 spaarpunten hebben.",
    ),
    "average_stars >= 4.5": (
        "Customers whose average stars are at least 4.5.",
        "Klanten die gemiddelde sterren van minstens 4,5 hebben.",
    ),
    "email_consent = true": (
        "Customers who have given consent for e-mail.",
        "Klanten die toestemming voor e-mail hebben gegeven.",
    ),
    "email_consent != true": (
        "Customers who have not given consent for e-mail.",
        "Klanten die geen toestemming voor e-mail hebben gegeven.",
    ),
    "email_consent = false": (
        "Customers who have refused consent for e-mail.",
        "Klanten die toestemming voor e-mail hebben geweigerd.",
    ),
    "email_consent != false": (
        "Customers who have not refused consent for e-mail.",
        "Klanten die toestemming voor e-mail niet hebben geweigerd.",
    ),
    "email_consent IS NULL": (
        "Customers whose consent for e-mail is missing.",
        "Klanten bij wie toestemming voor e-mail ontbreekt.",
    ),
    "is_business = true": (
        "Customers who have 'yes' for business customer.",
        "Klanten die 'ja' hebben bij zakelijke klant.",
    ),
    "birth_date = 1990-05-15": (
        "Customers whose date of birth is 15 May 1990.",
        "Klanten die als geboortedatum 15 mei 1990 hebben.",
    ),
    "birth_date.month IN (5, 6)": (
        "Customers whose date of birth is in May or June.",
        "Klanten die een geboortedatum in mei of juni hebben.",
    ),
    "anniversary('birth_date') = today": (
        "Customers whose birthday is today.",
        "Klanten die vandaag jarig zijn.",
    ),
    "anniversary('birth_date') != today": (
        "Customers whose birthday is not today.",
        "Klanten die vandaag niet jarig zijn.",
    ),
    "anniversary('birth_date') BETWEEN today AND +30d": (
        "Customers whose birthday is within the next 30 days.",
        "Klanten die binnen 30 dagen jarig zijn.",
    ),
    "anniversary('birth_date') BETWEEN -7d AND tomorrow": (
        "Customers whose birthday is between 7 days ago and tomorrow.",
        "Klanten die in de periode van 7 dagen geleden tot en met morgen jarig zijn.",
    ),
    "anniversary('signup_date') = yesterday": (
        "Customers for whom the anniversary of sign-up is yesterday.",
        "Klanten die gisteren de jaardag van aanmelding hebben.",
    ),
    "company.sector = 'Zorg' AND company.employees > 50": (
        "Customers whose company sector is 'Zorg' and who have more than 50 company employees.",
        "Klanten die als branche van bedrijf 'Zorg' hebben en die meer dan 50 werknemers van bedrijf hebben.",
    ),
    "customer_tags CONTAINS 'vip' OR customer_tags CONTAINS 'pers'": (
        "Customers whose tags contain 'vip' or 'pers'.",
        "Klanten bij wie labels 'vip' of 'pers' bevatten.",
    ),
    "NOT (customer_tags CONTAINS 'vip' OR customer_tags CONTAINS 'pers')": (
        "Customers whose tags do not contain 'vip' or 'pers'.",
        "Klanten bij wie labels geen 'vip' of 'pers' bevatten.",
    ),
    "postcode STARTS WITH '35' AND email NOT ENDS WITH '.be'": (
        "Customers whose postcode starts with '35' and whose e-mail address does not end with '.be'.",
        "Klanten bij wie postcode met '35' begint en bij wie e-mailadres niet op '.be' eindigt.",
    ),
    "email_domain REGEX '^(gmail|hotmail)'": (
        "Customers whose e-mail domain fits the pattern '^(gmail|hotmail)'.",
        "Klanten bij wie e-maildomein bij het patroon '^(gmail|hotmail)' past.",
    ),
    "location WITHIN 2.5 km OF (52.0907, 5.1214)": (
        "Customers whose location is within 2.5 km of (52.0907, 5.1214).",
        "Klanten die een locatie binnen 2,5 km van (52.0907, 5.1214) hebben.",
    ),
    "first_order_date > signup_date": (
        "Customers whose first order is after their sign-up.",
        "Klanten die een eerste order na hun aanmelding hebben.",
    ),
    "return_value > amount_spent": (
        "Customers whose return value is more than their amount spent.",
        "Klanten die een retourwaarde van meer dan hun besteed bedrag hebben.",
    ),
    "city = '\\'s-Gravenhage'": (
        'Customers whose city is "\'s-Gravenhage".',
        'Klanten die als plaats "\'s-Gravenhage" hebben.',
    ),
    "last_order_date IS NULL": (
        "Customers whose last order is missing.",
        "Klanten bij wie laatste order ontbreekt.",
    ),
    "NOT (city = 'Delft' AND number_of_orders >= 2)": (
        "Customers who are not among those (whose city is 'Delft' and whose number of orders is at least 2).",
        "Klanten die niet horen bij degenen (die als plaats 'Delft' hebben en die een aantal orders van minstens 2 hebben).",
    ),
    "NOT (city = 'Delft' OR IN SEGMENT 'salons' OR orders MATCHES (date >= -30d))": (
        "Customers whose city is not 'Delft', who are not in segment 'salons', and who have no orders in the last 30 days.",
        "Klanten die niet als plaats 'Delft' hebben, die niet in segment 'salons' zitten en die in de laatste 30 dagen geen orders hebben.",
    ),
    "orders MATCHES (count = 1)": (
        "Customers who have exactly one order.",
        "Klanten die precies één order hebben.",
    ),
    "orders MATCHES (count < 3)": (
        "Customers who have fewer than 3 orders.",
        "Klanten die minder dan 3 orders hebben.",
    ),
    "orders MATCHES (count >= 2, count <= 5)": (
        "Customers who have at least 2 and at most 5 orders.",
        "Klanten die minstens 2 en hoogstens 5 orders hebben.",
    ),
    "orders MATCHES (count != 2)": (
        "Customers who have fewer or more than 2 orders.",
        "Klanten die minder of meer dan 2 orders hebben.",
    ),
    "orders MATCHES (count BETWEEN 2 AND 5)": (
        "Customers who have 2 to 5 orders.",
        "Klanten die 2 tot en met 5 orders hebben.",
    ),
    "orders NOT MATCHES (category = 'Conditioner', count >= 2)": (
        "Customers who have fewer than 2 orders with 'Conditioner' among the categories.",
        "Klanten die minder dan 2 orders met 'Conditioner' bij de categorieën hebben.",
    ),
    "orders MATCHES (category = 'Shampoo', date >= -12m)": (
        "Customers who have orders in the last 12 months with 'Shampoo' among the categories.",
        "Klanten die in de laatste 12 maanden orders met 'Shampoo' bij de categorieën hebben.",
    ),
    "orders NOT MATCHES (date > -3m)": (
        "Customers who have no orders less than 3 months ago.",
        "Klanten die minder dan 3 maanden geleden geen orders hebben.",
    ),
    "orders MATCHES (date >= -90d, date < -30d)": (
        "Customers who have orders in the last 90 days but more than 30 days ago.",
        "Klanten die in de laatste 90 dagen maar meer dan 30 dagen geleden orders hebben.",
    ),
    "orders MATCHES (date BETWEEN -12m AND today)": (
        "Customers who have orders between 12 months ago and today.",
        "Klanten die in de periode van 12 maanden geleden tot en met vandaag orders hebben.",
    ),
    "orders MATCHES (weekday IN ('saturday', 'sunday'), hour BETWEEN 9 AND 17)": (
        "Customers who have orders on a Saturday or Sunday between 9:00 and 17:59.",
        "Klanten die op een zaterdag of zondag tussen 9.00 en 17.59 uur orders hebben.",
    ),
    "orders MATCHES (season = 'winter', NOT hour < 9)": (
        "Customers who have orders in winter not before 9:00.",
        "Klanten die in de winter niet vóór 9.00 uur orders hebben.",
    ),
    "orders MATCHES (amount > 5, NOT channel = 'web', product IN ('p1', 'p2'))": (
        "Customers who have orders with 'p1' or 'p2' among the products, an amount of more than 5 and a channel that is not 'web'.",
        "Klanten die orders met 'p1' of 'p2' bij de producten en een bedrag van meer dan 5 hebben waarbij kanaal niet 'web' is.",
    ),
    "order_lines MATCHES (quantity != 5, discount > 0 OR brand = 'Lumo')": (
        "Customers who have order lines with a quantity that is not 5 and (with a discount of more than 0 or brand 'Lumo').",
        "Klanten die orderregels (met een korting van meer dan 0 of merk 'Lumo') hebben waarbij aantal niet 5 is.",
    ),
    "order_lines MATCHES (NOT (quantity > 5 AND discount = 0))": (
        "Customers who have order lines other than those (with a quantity of more than 5 and a discount of 0).",
        "Klanten die orderregels anders dan die (met een aantal van meer dan 5 en een korting van 0) hebben.",
    ),
    "order_lines MATCHES (product.brand IS NULL)": (
        "Customers who have order lines where the product brand is missing.",
        "Klanten die orderregels hebben waarbij merk van product ontbreekt.",
    ),
    "orders MATCHES (sum_amount > 100, avg_amount >= 25.50)": (
        "Customers who have orders that together have a total amount of more than 100 and an average amount of at least 25.50.",
        "Klanten die orders hebben met samen een bedrag van meer dan 100 en gemiddeld een bedrag van minstens 25,50.",
    ),
    "orders MATCHES (min_amount >= 5, max_amount <= 500)": (
        "Customers who have orders that together have at least 5 as the lowest amount and at most 500 as the highest amount.",
        "Klanten die orders hebben met als laagste bedrag minstens 5 en als hoogste bedrag hoogstens 500.",
    ),
    "orders MATCHES (distinct_months >= 6, distinct_channel = 2)": (
        "Customers who have orders in at least 6 different months that together have exactly 2 different values for channel.",
        "Klanten die orders hebben in minstens 6 verschillende maanden met precies 2 verschillende waarden bij kanaal.",
    ),
    "orders MATCHES (first_date < 2020-01-01, last_date >= -60d)": (
        "Customers who have orders of which the first is before 1 January 2020 and the latest was in the last 60 days.",
        "Klanten die orders hebben waarvan de eerste vóór 1 januari 2020 was en de laatste in de laatste 60 dagen was.",
    ),
    "support_contacts MATCHES (sum_minutes > 60, avg_minutes < 30)": (
        "Customers who have support contacts that together have a total of more than 60 minutes and an average of fewer than 30 minutes.",
        "Klanten die servicecontacten hebben met samen meer dan 60 minuten en gemiddeld minder dan 30 minuten.",
    ),
    "orders NOT MATCHES (sum_amount > 100)": (
        "Customers who have no orders that together have a total amount of more than 100.",
        "Klanten die geen orders hebben met samen een bedrag van meer dan 100.",
    ),
    "orders MATCHES (count = 0 OR sum_amount > 60)": (
        "Customers who have zero or more orders (with a number of 0 or that together have a total amount of more than 60).",
        "Klanten die nul of meer orders hebben (met een aantal van 0 of met samen een bedrag van meer dan 60).",
    ),
    "order_lines MATCHES (date >= -6m, distinct_months >= 6 PER product)": (
        "Customers who have order lines of one and the same product in the last 6 months in at least 6 different months.",
        "Klanten die in de laatste 6 maanden orderregels van eenzelfde product hebben in minstens 6 verschillende maanden.",
    ),
    "order_lines MATCHES (count >= 2 PER product)": (
        "Customers who have at least 2 order lines of one and the same product.",
        "Klanten die minstens 2 orderregels van eenzelfde product hebben.",
    ),
    "order_lines NOT MATCHES (count >= 2 PER product)": (
        "Customers who do not have at least 2 order lines of one and the same product.",
        "Klanten die niet minstens 2 orderregels van eenzelfde product hebben.",
    ),
    "orders MATCHES (count < 2 PER channel)": (
        "Customers who have at least one and fewer than 2 orders of one and the same channel.",
        "Klanten die minstens één en minder dan 2 orders van eenzelfde kanaal hebben.",
    ),
    "visits MATCHES (count >= 3 PER date)": (
        "Customers who have at least 3 visits on one and the same day.",
        "Klanten die minstens 3 bezoeken op eenzelfde dag hebben.",
    ),
    "orders MATCHES (FIRST, amount > 100)": (
        "Customers the very first of whose orders is one with an amount of more than 100.",
        "Klanten van wie de allereerste van alle orders er een is met een bedrag van meer dan 100.",
    ),
    "orders NOT MATCHES (LAST, channel = 'app')": (
        "Customers the very latest of whose orders, if any, is not one with channel 'app'.",
        "Klanten van wie de allerlaatste van alle orders, als die er is, er niet een is met kanaal 'app'.",
    ),
    "orders MATCHES (NOT FIRST, amount > 100)": (
        "Customers who have orders with an amount of more than 100 that are not the very first of all.",
        "Klanten die orders met een bedrag van meer dan 100 hebben die niet de allereerste van alle zijn.",
    ),
    "orders MATCHES (sum_discount > sum_shipping_cost)": (
        "Customers who have orders that together have a total discount of more than their total shipping cost.",
        "Klanten die orders hebben met samen een korting van meer dan hun totaal aan verzendkosten.",
    ),
    "reviews MATCHES (recommends = true, text CONTAINS 'fijn')": (
        "Customers who have reviews with 'yes' for recommendation and 'fijn' in the text.",
        "Klanten die beoordelingen met 'ja' bij aanbeveling en 'fijn' in tekst hebben.",
    ),
}
