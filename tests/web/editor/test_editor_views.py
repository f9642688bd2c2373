"""The editor's pages and forms, by those who may, those who may not, and those without scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from doelgroep.workspace import define, signature
from doelgroep_web.accounts.roles import Role
from doelgroep_web.audit.models import Action, Entry
from doelgroep_web.segments.editor.models import Draft
from doelgroep_web.segments.models import Card, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from doelgroep.workspace import Workspace

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def opened(client: Client, key: str = "delft") -> Draft:
    """A person's draft of a stored segment."""
    response = client.get(reverse("editor:edit", args=[key]))
    return Draft.objects.get(pk=int(response["Location"].rstrip("/").rpartition("/")[2]))


def begun(client: Client, text: str) -> Draft:
    """A draft of a new segment."""
    response = client.post(reverse("editor:new"), {"text": text, "name": "Test"})
    return Draft.objects.get(pk=int(response["Location"].rstrip("/").rpartition("/")[2]))


def send(client: Client, draft: Draft, **fields: str) -> int:
    """A form of the builder, without scripts."""
    draft.refresh_from_db()
    response = client.post(reverse("editor:draft", args=[draft.pk]), {"revision": str(draft.revision), **fields})
    draft.refresh_from_db()
    return response.status_code


# ---------------------------------------------------------------- rights


def addresses(draft: Draft) -> list[str]:
    names = ("draft", "text", "result", "examples", "values", "complete", "check", "choose", "why", "versions", "customers", "publish", "discard")
    return [reverse(f"editor:{each}", args=[draft.pk]) for each in names]


def test_those_who_may_not_edit_are_refused(shop: Workspace, marketer: Client, viewer: Client, service: Client) -> None:
    draft = opened(marketer)
    for client in (viewer, service):
        assert client.get(reverse("editor:edit", args=["delft"])).status_code == 403
        for address in addresses(draft):
            assert client.get(address).status_code in {403, 404, 405}, address
            assert client.post(address).status_code in {403, 404, 405}, address


def test_a_draft_is_ones_own(shop: Workspace, marketer: Client, signed_in: Callable[..., Client]) -> None:
    draft = opened(marketer)
    colleague = signed_in(Role.MARKETER, name="colleague")
    for address in addresses(draft):
        statuses = {colleague.get(address).status_code, colleague.post(address).status_code}
        assert statuses <= {404, 405}, address


def test_a_stranger_is_asked_to_sign_in(shop: Workspace, marketer: Client, stranger: Client) -> None:
    draft = opened(marketer)
    for address in [reverse("editor:index"), reverse("editor:new"), *addresses(draft)]:
        response = stranger.get(address)
        assert response.status_code in {302, 405}
        assert "/account/" in response.get("Location", "/account/")


def test_protected_fields_can_be_neither_chosen_nor_counted_without_the_right(shop: Workspace, analyst: Client) -> None:
    draft = begun(analyst, "last_name = 'Jansen'")
    shown = analyst.get(reverse("editor:choose", args=[draft.pk]), {"do": "add:", "q": "last_name"}).content.decode()
    assert "field:last_name" not in shown
    send(analyst, draft, do="add::field:last_name")
    assert draft.text == "last_name = 'Jansen'"
    counted = analyst.get(reverse("editor:result", args=[draft.pk]), headers=HTMX).content.decode()
    assert "You may not use" in counted
    assert "You may not use" in analyst.post(reverse("editor:publish", args=[draft.pk]), {"name": "x"}).content.decode()


# ---------------------------------------------------------------- drafts


def test_a_draft_begins_as_what_is_published_and_is_found_again(shop: Workspace, marketer: Client) -> None:
    draft = opened(marketer)
    assert (draft.text, draft.based_on, draft.key) == ("city = 'Delft'", 1, "delft")
    send(marketer, draft, v_0_0="Gouda")
    assert opened(marketer).text == "city = 'Gouda'"


def test_a_blank_draft_is_taken_up_again(shop: Workspace, marketer: Client) -> None:
    first, second = (marketer.get(reverse("editor:new"))["Location"] for _ in range(2))
    assert first == second
    assert Draft.objects.count() == 1


def test_the_page_shows_builder_and_text(shop: Workspace, marketer: Client) -> None:
    page = marketer.get(reverse("editor:draft", args=[opened(marketer, "shampoo_only").pk])).content.decode()
    assert "Rule 1: " in page
    assert "Remove rule 3: " in page
    assert "orders MATCHES (category = &#x27;Shampoo&#x27;" in page


@pytest.mark.parametrize("key", ["delft", "shampoo_only"])
def test_the_number_of_queries_does_not_grow(
    shop: Workspace, marketer: Client, key: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    draft = opened(marketer, key)
    with django_assert_max_num_queries(8):
        marketer.get(reverse("editor:draft", args=[draft.pk]))


# ---------------------------------------------------------------- the builder as a form


@pytest.mark.parametrize(
    ("before", "fields", "after"),
    [
        ("", {"do": "add::field:city"}, "city = (value)"),
        ("", {"do": "add::activity:orders"}, "orders MATCHES ()"),
        ("", {"do": "add::segment:loyal"}, "IN SEGMENT 'loyal'"),
        ("", {"do": "add::year:birth_date"}, "anniversary('birth_date') BETWEEN today AND +7d"),
        ("orders MATCHES ()", {"do": "add:0:field:sum_amount"}, "orders MATCHES (sum_amount >= (value))"),
        ("orders MATCHES ()", {"do": "add:0:last:"}, "orders MATCHES (LAST)"),
        ("age > 3", {"do": "group::none:field:email_consent"}, "age > 3 AND NOT (email_consent = true)"),
        ("age > 3", {"do": "exchange:0:field:city"}, "city = (value)"),
        ("age > 3", {"do": "remove:0"}, ""),
        ("age > 3 AND city = 'a'", {"do": "up:1"}, "city = 'a' AND age > 3"),
        ("last_order_date >= -30d", {"do": "compare:0"}, "last_order_date = birth_date"),
        ("last_order_date = birth_date", {"do": "compare:0"}, "last_order_date = (value)"),
        ("age > 3", {"do": "copy:0"}, "age > 3 AND age > 3"),
        ("age > 3", {"v_0_0": "1,234.5"}, "age > 1234.5"),
        ("age > 3", {"v_0_0": "many"}, "age > 'many'"),
        ("age > 3", {"op_0": "<="}, "age <= 3"),
        ("age > 3", {"op_0": "BETWEEN", "v_0_0": "5"}, "age BETWEEN 5 AND (value)"),
        ("city IN ('a')", {"do": "value:0"}, "city IN ('a', (value))"),
        ("city IN ('a', 'b')", {"do": "novalue:0:0"}, "city IN ('b')"),
        ("email_consent = true", {"v_0_0": "false"}, "email_consent = false"),
        ("last_order_date >= -30d", {"n_0_0": "12", "u_0_0": "m"}, "last_order_date >= -12m"),
        ("last_order_date >= -30d", {"op_0": "next", "n_0_0": "10"}, "last_order_date BETWEEN today AND +10d"),
        ("last_order_date = 2026-01-01", {"d_0_0": "2026-02-03"}, "last_order_date = 2026-02-03"),
        ("last_order_date = 2026-01-01", {"m_0_0": "ago"}, "last_order_date = -30d"),
        ("last_order_date = -30d", {"m_0_0": "today"}, "last_order_date = today"),
        ("last_order_date > first_order_date", {"v_0_0": "signup_date"}, "last_order_date > signup_date"),
        ("location WITHIN 25 km OF ''", {"v_0_0": "10", "u_0_0": "mi", "v_0_1": "52.1, 4.5"}, "location WITHIN 10 mi OF (52.1, 4.5)"),
        ("age > 3 AND city = 'a'", {"kind_": "any"}, "age > 3 OR city = 'a'"),
        ("orders MATCHES ()", {"often_0": "never"}, "orders NOT MATCHES ()"),
        ("orders MATCHES ()", {"often_0": "at_least"}, "orders MATCHES (count >= 2)"),
        ("orders MATCHES (count >= 2)", {"times_0": "5"}, "orders MATCHES (count >= 5)"),
        ("orders MATCHES (count >= 2)", {"often_0": "once"}, "orders MATCHES ()"),
        ("orders MATCHES (count >= 2)", {"per_0": "channel"}, "orders MATCHES (count >= 2 PER channel)"),
        ("orders MATCHES (FIRST)", {"which_0.0": "last"}, "orders MATCHES (LAST)"),
        ("IN SEGMENT 'loyal'", {"op_0": "not", "v_0_0": "delft"}, "NOT IN SEGMENT 'delft'"),
        ("shoe = 3", {"text_0": "age > 3"}, "age > 3"),
        ("city = ", {"text_": "city = 'Delft'"}, "city = 'Delft'"),
        ("ciyt = 'Delft'", {"do": "mend:0"}, "city = 'Delft'"),
        ("age > 3 -- why", {"v_0_0": "4", "do": "add::field:email_consent"}, "age > 4 -- why\nAND email_consent = true"),
    ],
)
def test_fields_and_buttons(shop: Workspace, marketer: Client, before: str, fields: dict[str, str], after: str) -> None:
    draft = begun(marketer, before)
    assert send(marketer, draft, **fields) == 302
    assert draft.text == after


def test_numbers_are_read_as_the_person_writes_them(shop: Workspace, signed_in: Callable[..., Client]) -> None:
    client = signed_in(Role.MARKETER, language="nl")
    client.person.language = "nl"  # type: ignore[attr-defined]  # the fixture puts it there
    client.person.save()  # type: ignore[attr-defined]  # as above
    draft = begun(client, "amount_spent > 3")
    send(client, draft, v_0_0="1.234,50")
    assert draft.text == "amount_spent > 1234.50"


@pytest.mark.parametrize("command", ["fly", "remove:7", "add::field:shoe_size", "novalue:0:9", "show:sideways", "mend:3", "up:x"])
def test_buttons_that_do_not_exist_are_refused(shop: Workspace, marketer: Client, command: str) -> None:
    draft = begun(marketer, "age > 3")
    assert send(marketer, draft, do=command) == 400
    assert draft.text == "age > 3"


def test_undo_and_redo(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "age > 3")
    send(marketer, draft, v_0_0="4")
    send(marketer, draft, v_0_0="5")
    send(marketer, draft, do="undo")
    assert draft.text == "age > 4"
    send(marketer, draft, do="undo")
    send(marketer, draft, do="undo")
    assert draft.text == "age > 3"
    send(marketer, draft, do="redo")
    assert draft.text == "age > 4"
    send(marketer, draft, v_0_0="9")
    send(marketer, draft, do="redo")
    assert draft.text == "age > 9"


def test_a_form_of_an_older_state_changes_nothing_and_says_so(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "age > 3")
    send(marketer, draft, v_0_0="4")
    response = marketer.post(reverse("editor:draft", args=[draft.pk]), {"revision": "1", "v_0_0": "9"}, headers=HTMX)
    draft.refresh_from_db()
    assert draft.text == "age > 4"
    assert "another window" in response.content.decode()


def test_a_script_gets_fragments_the_text_and_where_the_focus_goes(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "age > 3")
    response = marketer.post(reverse("editor:draft", args=[draft.pk]), {"revision": str(draft.revision), "do": "add::field:city"}, headers=HTMX)
    events = json.loads(response["HX-Trigger"])
    assert events["dg:text"] == {"editor": "query", "text": "age > 3 AND city = (value)"}
    assert events["dg:say"] == "Condition added."
    assert json.loads(response["HX-Trigger-After-Settle"])["dg:focus"].startswith("#rule-1 ")
    assert "<html" not in response.content.decode()


# ---------------------------------------------------------------- the text


def typed(client: Client, draft: Draft, text: str, revision: int | None = None) -> int:
    number = draft.revision if revision is None else revision
    response = client.post(reverse("editor:text", args=[draft.pk]), {"text": text, "revision": str(number)}, headers=HTMX)
    draft.refresh_from_db()
    return response.status_code


def test_what_is_typed_is_kept_also_with_errors(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "age > 3")
    assert typed(marketer, draft, "age > 3 AND city =\r\n") == 200
    assert draft.text == "age > 3 AND city =\n"
    page = marketer.get(reverse("editor:draft", args=[draft.pk])).content.decode()
    assert "until then they are those of before" in page
    assert "Rule 1: age is more than 3" in page


def test_what_was_counted_last_stays_in_the_builder_also_when_typing_was_one_step(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "")
    typed(marketer, draft, "age > 3")
    marketer.get(reverse("editor:result", args=[draft.pk]), headers=HTMX)
    typed(marketer, draft, "age > 3 AND city =")
    assert "Rule 1: age is more than 3" in marketer.get(reverse("editor:draft", args=[draft.pk])).content.decode()


def test_a_text_that_was_never_right_is_shown_with_what_is_wrong(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "city =")
    page = marketer.get(reverse("editor:draft", args=[draft.pk])).content.decode()
    assert "The text has an error" in page
    assert 'name="text_"' in page


def test_the_number_of_before_stays_while_the_text_has_an_error(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "city = 'Delft'")
    marketer.get(reverse("editor:result", args=[draft.pk]), headers=HTMX)
    typed(marketer, draft, "city = 'Delft' AND")
    page = marketer.get(reverse("editor:result", args=[draft.pk]), headers=HTMX).content.decode()
    assert "of before" in page
    assert f">{shop.segment("city = 'Delft'").count()}</a>" in page


def test_typing_is_one_step(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "")
    for text in ("a", "ag", "age > 3"):
        typed(marketer, draft, text)
    send(marketer, draft, do="undo")
    assert draft.text == ""


def test_an_echo_of_the_builder_is_not_typed(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "age > 3")
    send(marketer, draft, v_0_0="4")
    send(marketer, draft, v_0_0="5")
    assert typed(marketer, draft, "age > 4", revision=2) == 204
    assert draft.text == "age > 5"


def test_completion_and_remarks(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "")
    found = marketer.post(reverse("editor:complete", args=[draft.pk]), {"text": "cit", "position": "3"}).json()
    assert "city" in [each["label"] for each in found["options"]]
    remarks = marketer.post(reverse("editor:check", args=[draft.pk]), {"text": "ciyt = 'Delft'"}).json()["diagnostics"]
    assert remarks[0]["fixes"][0]["text"] == "city"


# ---------------------------------------------------------------- numbers


def test_the_result_is_exact_and_kept(shop: Workspace, marketer: Client) -> None:
    draft = opened(marketer)
    send(marketer, draft, v_0_0="Gouda")
    page = marketer.get(reverse("editor:result", args=[draft.pk]), {"revision": draft.revision}, headers=HTMX).content.decode()
    draft.refresh_from_db()
    expected = shop.segment("city = 'Gouda'").count()
    assert draft.result["counts"]["now"] == expected
    assert draft.result["counts"]["joined"] == expected
    assert draft.result["counts"]["left"] == shop.segment("city = 'Delft'").count()
    assert draft.result["rules"] == {"city = 'Gouda'": expected}
    assert "exact" in page
    assert 'id="count-0" hx-swap-oob="true"' in page


def test_an_answer_to_an_older_state_is_not_given(shop: Workspace, marketer: Client) -> None:
    draft = opened(marketer)
    assert marketer.get(reverse("editor:result", args=[draft.pk]), {"revision": 0}, headers=HTMX).status_code == 204


def test_what_is_half_filled_is_left_out_of_the_count(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "city = 'Delft' AND age > (value) AND shoe = 3")
    page = marketer.get(reverse("editor:result", args=[draft.pk]), headers=HTMX).content.decode()
    draft.refresh_from_db()
    assert draft.result["counts"]["now"] == shop.segment("city = 'Delft'").count()
    assert "Without 2 conditions" in page


def test_a_text_with_errors_says_why_there_is_no_number(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "city = ")
    page = marketer.get(reverse("editor:result", args=[draft.pk]), headers=HTMX).content.decode()
    assert "As soon as it is mended" in page


def test_customers_behind_a_number_are_shown_and_that_is_recorded(shop: Workspace, marketer: Client) -> None:
    draft = opened(marketer)
    for who in ("now", "joined", "left", "rule:0", "channel:email_consent"):
        assert marketer.get(reverse("editor:customers", args=[draft.pk]), {"who": who}).status_code == 200
    assert marketer.get(reverse("editor:customers", args=[draft.pk]), {"who": "nobody"}).status_code == 404
    assert Entry.objects.filter(action=Action.MEMBERS_SEEN).count() == 5


def test_why_a_customer_is_in_or_not(shop: Workspace, marketer: Client) -> None:
    draft = opened(marketer)
    key = shop.segment("city = 'Delft'").members([shop.catalog.key], limit=1).table.column(0)[0].as_py()
    page = marketer.get(reverse("editor:why", args=[draft.pk]), {"customer": key}).content.decode()
    assert "is in the segment" in page
    assert "There is no customer" in marketer.get(reverse("editor:why", args=[draft.pk]), {"customer": "999999999"}).content.decode()


def test_examples_say_what_decides(shop: Workspace, marketer: Client) -> None:
    draft = opened(marketer)
    send(marketer, draft, do="remove:0")
    page = marketer.get(reverse("editor:examples", args=[draft.pk]), headers=HTMX).content.decode()
    assert "not before:" in page


def test_values_come_with_their_counts(shop: Workspace, marketer: Client) -> None:
    draft = opened(marketer)
    page = marketer.get(reverse("editor:values", args=[draft.pk]), {"rule": "0", "q": "del"}).content.decode()
    assert 'data-value="Delft"' in page
    assert marketer.get(reverse("editor:values", args=[draft.pk]), {"rule": "7"}).status_code == 404


# ---------------------------------------------------------------- publishing


@pytest.fixture
def own(shop: Workspace) -> str:
    """A segment of the test's own."""
    shop.definitions.put({"own-segment": define("city = 'Delft'", name="Own")}, signature(author="Somebody"))
    return "own-segment"


def test_a_change_becomes_a_version(shop: Workspace, marketer: Client, own: str) -> None:
    draft = opened(marketer, own)
    send(marketer, draft, v_0_0="Gouda")
    response = marketer.post(reverse("editor:publish", args=[draft.pk]), {"name": "Own", "note": "other city"})
    assert response.status_code == 302
    stored = shop.definitions.get(own)
    assert (stored.query, stored.version.note) == ("city = 'Gouda'", "other city")
    assert not Draft.objects.filter(pk=draft.pk).exists()
    assert Card.objects.get(segment=stored.id).state == State.PUBLISHED
    assert Entry.objects.filter(action=Action.SEGMENT_CHANGED, subject=own).exists()


def test_a_new_segment_gets_a_key_of_its_name(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "city = 'Gouda'")
    assert marketer.post(reverse("editor:publish", args=[draft.pk]), {"name": "People of Gouda", "tags": "a, b, a"}).status_code == 302
    stored = shop.definitions.get("people-of-gouda")
    assert stored.version.definition.tags == ("a", "b")
    shop.definitions.remove(["people-of-gouda"], signature())


def test_what_is_half_filled_can_not_be_published(shop: Workspace, marketer: Client) -> None:
    draft = begun(marketer, "city = (value)")
    response = marketer.post(reverse("editor:publish", args=[draft.pk]), {"name": "Unfinished"})
    assert response.status_code == 422
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_a_version_of_somebody_else_is_told_and_can_be_taken_or_passed(shop: Workspace, marketer: Client, own: str) -> None:
    draft = opened(marketer, own)
    send(marketer, draft, v_0_0="Gouda")
    base = shop.definitions.get(own).version.number
    shop.definitions.edit(own, define("city = 'Breda'", name="Own"), signature(author="Colleague"), based_on=base)
    assert "Colleague has published" in marketer.get(reverse("editor:draft", args=[draft.pk])).content.decode()
    assert marketer.post(reverse("editor:publish", args=[draft.pk]), {"name": "Own"}).status_code == 422
    send(marketer, draft, do="theirs")
    assert draft.text == "city = 'Breda'"
    send(marketer, draft, do="undo")
    assert draft.text == "city = 'Gouda'"
    assert marketer.post(reverse("editor:publish", args=[draft.pk]), {"name": "Own"}).status_code == 302
    assert shop.definitions.get(own).query == "city = 'Gouda'"


def test_an_earlier_version_can_be_put_into_the_draft(shop: Workspace, marketer: Client, own: str) -> None:
    base = shop.definitions.get(own).version.number
    shop.definitions.edit(own, define("city = 'Leiden'", name="Own"), signature(), based_on=base)
    draft = opened(marketer, own)
    assert f"v{base}" in marketer.get(reverse("editor:versions", args=[draft.pk])).content.decode()
    send(marketer, draft, do=f"version:{base}")
    assert draft.text == shop.definitions.versions(own)[base - 1].definition.query
    assert send(marketer, draft, do="version:99") == 400


def test_what_is_managed_by_files_is_shown_but_not_changed(shop: Workspace, marketer: Client) -> None:
    from doelgroep.store.definitions import ManagedBy  # noqa: PLC0415 - for this test only

    shop.definitions.put({"of-files": define("city = 'Delft'")}, signature(by=ManagedBy.FILES))
    draft = opened(marketer, "of-files")
    assert "looked after in files" in marketer.get(reverse("editor:draft", args=[draft.pk])).content.decode()
    assert send(marketer, draft, v_0_0="Gouda") == 400
    assert typed(marketer, draft, "city = 'Gouda'") == 400
    assert draft.text == "city = 'Delft'"


@pytest.mark.parametrize("name", ["index", "rules"])
def test_pages_without_a_draft(shop: Workspace, marketer: Client, name: str) -> None:
    assert marketer.get(reverse(f"editor:{name}")).status_code == 200


def test_a_draft_can_be_thrown_away(shop: Workspace, marketer: Client) -> None:
    draft = opened(marketer)
    assert marketer.post(reverse("editor:discard", args=[draft.pk])).status_code == 302
    assert not Draft.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("name", ["choose", "why", "versions", "customers", "publish"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_dialogs_are_pages_too(shop: Workspace, marketer: Client, name: str, headers: dict[str, str]) -> None:
    page = marketer.get(reverse(f"editor:{name}", args=[opened(marketer).pk]), headers=headers).content.decode()
    assert ("<dialog" in page) is bool(headers)
    assert ("<html" in page) is not bool(headers)


def test_what_is_named_exactly_so_comes_first_among_the_choices(shop: Workspace, marketer: Client) -> None:
    draft = opened(marketer)
    send(marketer, draft, do="add::activity:order_lines")
    rule = 1  # after the condition on the city
    page = marketer.get(reverse("editor:choose", args=[draft.pk]), {"do": f"add:{rule}", "q": "category"}).context["page"]
    assert next(entry.value for section in page.sections for entry in section.entries) == "field:category"


@pytest.mark.parametrize("name", ["choose", "why", "versions", "customers", "publish"])
def test_a_dialog_without_scripts_is_a_page_with_its_frame(shop: Workspace, marketer: Client, name: str) -> None:
    page = marketer.get(reverse(f"editor:{name}", args=[opened(marketer).pk])).content.decode()
    assert '<main class="main"' in page
    assert "<h1>" in page
