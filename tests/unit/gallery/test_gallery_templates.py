"""The gallery as a whole: what stands in its files, and that every template fits somewhere and finds the right customers."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import Activity, Base, Catalog, Field, FieldType, Label, Role
from doelgroep.engine import reference, reference_data
from doelgroep.gallery import Bound, Business, Goal, Kind, Missing, bind, draft, first_values, suggestions, template, templates
from doelgroep.gallery.needs import needs_of
from doelgroep.gallery.reading import concepts
from doelgroep.sampling import create_sample
from doelgroep.store.ready_catalogs import READY, ready

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.gallery import Suggestions, Template
    from doelgroep.workspace import Workspace

import doelgroep as dg

FILES_OF_OTHERS = {
    "income-from": Catalog(fields=(Field(name="income", type=FieldType.INTEGER),)),
    "complained": Catalog(fields=(Field(name="complain", type=FieldType.BOOLEAN),)),
    "reacted-to-campaign": Catalog(fields=(Field(name="response", type=FieldType.BOOLEAN),)),
    "coupon-users": Catalog(activities=(Activity(name="coupon_redemptions", fields=(Field(name="date", type=FieldType.DATE),), time="date"),)),
}
"""Templates for facts that no ready-made catalogue has, with a catalogue such as an import proposes that has them."""
CATALOGUES = [each for each in READY if each != "empty"]


def bound_in(catalogue: str) -> dict[str, Bound]:
    catalog = ready(catalogue).catalog
    return {each.key: found for each in templates() if isinstance(found := bind(each, catalog), Bound)}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("gallery") / "shop"
    create_sample(folder, customers=600, seed=4)
    with dg.open(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def known(shop: Workspace) -> Suggestions:
    return suggestions(shop)


def test_there_are_templates_for_every_base_goal_and_line_of_business() -> None:
    found = templates()
    assert len(found) >= 48
    assert {base for each in found for base in each.bases} == set(Base)
    assert {each.goal for each in found} == set(Goal)
    assert {line for each in found for line in each.business} == set(Business)
    for base in Base:
        assert sum(base in each.bases for each in found) >= 5, base


def test_keys_and_names_are_there_once() -> None:
    for found in ([each.key for each in templates()], [each.name.en for each in templates()], [each.name.nl for each in templates()]):
        assert len(found) == len(set(found))


@pytest.mark.parametrize("each", templates(), ids=lambda each: each.key)
def test_a_template_is_whole_in_both_languages(each: Template) -> None:
    labels = [each.name, each.what, each.use, *(parameter.label for parameter in each.parameters)]
    labels += [option.label for parameter in each.parameters for option in parameter.options]
    assert all(label.en and label.nl for label in labels)
    assert all(text.endswith((".", "?")) for label in (each.what, each.use) for text in (label.en, label.nl))
    assert bool(each.title.en) == bool(each.title.nl)


@pytest.mark.parametrize("each", templates(), ids=lambda each: each.key)
def test_parameters_are_used_and_named_rightly(each: Template) -> None:
    names = {parameter.name for parameter in each.parameters}
    placed = {name for text in (each.title.en, each.title.nl) for _, name, _, _ in string.Formatter().parse(text) if name}
    assert placed <= names
    in_query = {name for name in names if name in each.query or name in {"distance", "center"}}
    assert in_query == names
    assert needs_of(each)
    for parameter in each.parameters:
        assert parameter.default or parameter.of or parameter.kind is Kind.CHANNEL, parameter.name


def test_concepts_have_words_in_both_languages() -> None:
    known = concepts()
    labels = [each.label for table in (known.activities, known.fields, known.facts) for each in table.values()]
    labels += [field.label for each in known.activities.values() for field in each.fields.values()]
    assert all(each.en and each.nl for each in labels)


def test_no_concept_is_out_of_use() -> None:
    used = [needs_of(each) for each in templates()]
    assert {name for each in used for name in each.activities} == set(concepts().activities)
    assert {name for each in used for name in each.fields} == set(concepts().fields)
    assert {name for each in used for name in each.facts} | set(concepts().channels.values()) == set(concepts().facts)


def test_every_template_fits_somewhere() -> None:
    fitting = {key for each in CATALOGUES for key in bound_in(each)}
    others = {key for key, catalog in FILES_OF_OTHERS.items() if isinstance(bind(template(key), catalog), Bound)}
    assert others == set(FILES_OF_OTHERS)
    assert {each.key for each in templates()} - fitting == others


def test_templates_fit_the_line_of_business_that_they_are_for() -> None:
    for name in CATALOGUES:
        fitting = set(bound_in(name))
        meant = {each.key for each in templates() if Business(name) in each.business}
        assert len(meant & fitting) >= 0.9 * len(meant), name


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_what_fits_can_be_used_on_an_empty_workspace(catalogue: str, tmp_path: Path) -> None:
    """Without data the templates know a value themselves, or the person has to give one."""
    with dg.create(tmp_path / "workspace", catalog=catalogue) as workspace:
        found = suggestions(workspace)
        for bound in bound_in(catalogue).values():
            values = {name: text or "1" for name, text in first_values(bound, found).items()}
            made = draft(bound, values)
            assert workspace.segment(made.query).test is not None
            assert made.name


def test_all_on_the_sample_shop_are_counted_as_the_reference_counts_them(shop: Workspace, known: Suggestions) -> None:
    with shop.store.reading() as cursor:
        dataset = reference_data.load(cursor, shop.catalog)
    for key, bound in bound_in("shop").items():
        segment = shop.segment(draft(bound, first_values(bound, known)).query)
        planned = segment.planned()
        assert segment.count() == len(reference.members(planned, dataset)), key


def test_most_find_some_but_not_all_customers(shop: Workspace, known: Suggestions) -> None:
    counts = {key: shop.segment(draft(bound, first_values(bound, known)).query).count() for key, bound in bound_in("shop").items()}
    trivial = sorted(key for key, count in counts.items() if not 0 < count < 600)
    assert len(trivial) <= 8, trivial


def test_the_main_job(shop: Workspace, known: Suggestions) -> None:
    """Customers who bought shampoo but never conditioner and may be e-mailed."""
    bound = bind(template("bought-a-never-b"), shop.catalog)
    assert isinstance(bound, Bound)
    values = first_values(bound, known)
    assert values == {"bought": "Shampoo", "never": "Conditioner", "since": "12m", "channel": "email"}
    made = draft(bound, values, "nl")
    assert made.name == "Wel Shampoo, nooit Conditioner"
    by_hand = (
        "email_consent = true AND order_lines MATCHES (category = 'Shampoo', date >= -12m) AND NOT order_lines MATCHES (category = 'Conditioner')"
    )
    assert shop.segment(made.query).count() == shop.segment(by_hand).count() > 0


def test_what_is_missing_is_said_in_words() -> None:
    catalog = Catalog(fields=(Field(name="age", type=FieldType.INTEGER),))
    found = bind(template("bought-a-never-b"), catalog)
    assert isinstance(found, Missing)
    assert found.lacks == (Label("purchases by product: product category", "aankopen per product: productcategorie"),)
    found = bind(template("high-charges"), catalog)
    assert isinstance(found, Missing)
    assert [each.nl for each in found.lacks] == ["maandbedrag", "vertrokken klant"]


def test_names_of_others_are_recognised() -> None:
    lines = Activity(
        name="kassabonregels",
        time="tijdstip",
        fields=(
            Field(name="tijdstip", type=FieldType.DATETIME),
            Field(name="artikelgroep", type=FieldType.CATEGORY, role=Role.CATEGORY),
            Field(name="prijs", type=FieldType.DECIMAL, scale=2, role=Role.REVENUE),
        ),
    )
    catalog = Catalog(fields=(Field(name="nieuwsbrief", type=FieldType.BOOLEAN), Field(name="woonplaats", type=FieldType.TEXT)), activities=(lines,))
    found = bind(template("bought-a-never-b"), catalog)
    assert isinstance(found, Bound)
    made = draft(found, {"bought": "Kaas", "never": "Wijn", "since": "3m", "channel": "email"})
    assert made.query == (
        "kassabonregels MATCHES (artikelgroep = 'Kaas', date >= -3m)\nAND kassabonregels NOT MATCHES (artikelgroep = 'Wijn')\nAND nieuwsbrief = true"
    )
    assert isinstance(bind(template("in-a-city"), catalog), Bound)


def test_rows_that_stand_among_others_are_found_by_their_condition() -> None:
    bound = bound_in("b2b")["sleeping-readers"]
    made = draft(bound, {"times": "5", "since": "6m"})
    assert made.query == ("emails MATCHES (event = 'sent', date >= -6m, count >= 5)\nAND emails NOT MATCHES (event = 'opened', date >= -6m)")


def test_the_time_of_day_needs_moments() -> None:
    fields = (Field(name="day", type=FieldType.DATE), Field(name="amount", type=FieldType.DECIMAL, scale=2, role=Role.REVENUE))
    by_day = Catalog(activities=(Activity(name="orders", fields=fields, time="day"),))
    assert isinstance(bind(template("new-customers"), by_day), Bound)
    found = bind(template("weekend-buyers"), by_day)
    assert isinstance(found, Missing)
    assert [each.en for each in found.lacks] == ["orders: time of day"]


def test_birth_dates_are_not_given_away(shop: Workspace, known: Suggestions) -> None:
    direct = {each.name for each in shop.catalog.fields if each.privacy.value != "none"}
    assert not {column for _, column in known.values} & direct
