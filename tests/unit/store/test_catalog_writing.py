"""YAML written in place: what changed is rewritten, everything else of the author stays."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from doelgroep.catalog import Activity, Catalog, Field, FieldType, Label
from doelgroep.errors import UserError
from doelgroep.store.catalog_file import parse_workspace, workspace_text, write_text_atomically
from doelgroep.store.yaml_editing import Editor
from doelgroep.store.yaml_rendering import scalar, text

if TYPE_CHECKING:
    from pathlib import Path

HAND_WRITTEN = """\
# The workspace of our shop.
format_version: 3
name:   My shop     # shown at the top
timezone: Europe/Amsterdam

catalog:
  customers:
    key: customer_id  # from the till
    fields:
      # where they live
      city: text
      province: {type: category, values: [Utrecht,  # the middle
                                          Zeeland]}

      tags:
        type: text_list   # given by the shop
        label:
          nl: Labels
          en: Tags
  # what they buy
  activities:
    orders:
      time: date
      fields:
        date: datetime
        amount: decimal(2)     # without tax

# the end
"""


@pytest.fixture
def shop() -> Catalog:
    return parse_workspace(HAND_WRITTEN).catalog


def written(catalog: Catalog, previous: str = HAND_WRITTEN) -> str:
    return workspace_text(parse_workspace(previous).settings, catalog, previous)


def removed_and_added(new: str, old: str = HAND_WRITTEN) -> tuple[list[str], list[str]]:
    before, after = old.splitlines(), new.splitlines()
    return [each for each in before if each not in after], [each for each in after if each not in before]


def with_field(catalog: Catalog, name: str, /, **changes: object) -> Catalog:
    fields = tuple(replace(each, **changes) if each.name == name else each for each in catalog.fields)  # type: ignore[arg-type] # any attribute
    return replace(catalog, fields=fields)


def test_an_unchanged_catalogue_changes_nothing_in_the_file(shop: Catalog) -> None:
    assert written(shop) == HAND_WRITTEN


def test_what_the_author_left_out_is_written_only_when_it_differs_from_the_default(shop: Catalog) -> None:
    _, come = removed_and_added(written(replace(shop, entity="company")))
    assert come == ["  entity: company"]
    minimal = "format_version: 3\nname: x\ntimezone: UTC\n"
    assert written(parse_workspace(minimal).catalog, minimal) == minimal


def test_a_new_field_comes_behind_the_one_before_it(shop: Catalog) -> None:
    fields = (shop.fields[0], Field(name="postcode", type=FieldType.TEXT, label=Label("Postcode", "Postcode")), *shop.fields[1:])
    lines = written(replace(shop, fields=fields)).splitlines()
    assert lines[lines.index("      city: text") + 1] == "      postcode: {type: text, label: {en: Postcode, nl: Postcode}}"
    assert parse_workspace("\n".join(lines)).catalog.fields == fields


def test_a_new_last_field_stands_before_blank_lines_and_comments(shop: Catalog) -> None:
    orders = shop.activities[0]
    more = replace(shop, activities=(replace(orders, fields=(*orders.fields, Field(name="channel", type=FieldType.CATEGORY))),))
    assert "        amount: decimal(2)     # without tax\n        channel: {type: category}\n\n# the end\n" in written(more)


def test_a_short_form_grows_on_its_line_and_keeps_the_comment(shop: Catalog) -> None:
    orders = shop.activities[0]
    amount = replace(orders.fields[1], label=Label("Amount", "Bedrag"))
    changed = replace(shop, activities=(replace(orders, fields=(orders.fields[0], amount)),))
    assert "        amount: {type: decimal(2), label: {en: Amount, nl: Bedrag}}     # without tax\n" in written(changed)


def test_a_changed_value_is_replaced_where_it_stands(shop: Catalog) -> None:
    gone, come = removed_and_added(written(with_field(shop, "tags", label=Label("Tags", "Etiketten"))), written(shop))
    assert (gone, come) == (["          nl: Labels"], ["          nl: Etiketten"])


def test_a_new_value_of_a_list_keeps_the_comments_in_it(shop: Catalog) -> None:
    changed = written(with_field(shop, "province", values=("Utrecht", "Zeeland", "Drenthe")))
    assert "values: [Utrecht,  # the middle\n                                          Zeeland, Drenthe]}" in changed


def test_values_in_another_order_are_written_anew(shop: Catalog) -> None:
    assert "values: [Zeeland, Utrecht]}" in written(with_field(shop, "province", values=("Zeeland", "Utrecht")))


def test_a_removed_field_leaves_the_comments_around_it(shop: Catalog) -> None:
    gone, come = removed_and_added(written(replace(shop, fields=shop.fields[1:])), written(shop))
    assert (gone, come) == (["      city: text"], [])


def test_a_removed_section_goes_with_its_key(shop: Catalog) -> None:
    found = written(replace(shop, activities=()))
    assert "activities" not in found
    assert "# what they buy" in found
    assert parse_workspace(found).catalog.activities == ()


def test_the_order_of_the_author_stays(shop: Catalog) -> None:
    assert written(replace(shop, fields=shop.fields[::-1])) == written(shop)


def test_line_breaks_and_byte_order_mark_stay(shop: Catalog) -> None:
    windows = "\ufeff" + HAND_WRITTEN.replace("\n", "\r\n")
    found = written(replace(shop, fields=shop.fields[1:]), windows)
    assert found.startswith("\ufeff# The workspace")
    assert found.count("\n") == found.count("\r\n")


def test_a_section_that_was_empty_is_filled(shop: Catalog) -> None:
    before = "format_version: 3\nname: x\ntimezone: UTC\ncatalog:\n  customers:\n    fields:   # none yet\n  # behind\n"
    found = written(replace(parse_workspace(before).catalog, fields=shop.fields[:1]), before)
    assert "    fields:   # none yet\n      city: {type: text}\n" in found
    assert found.endswith("  # behind\n")


def test_a_file_in_braces_stays_in_braces() -> None:
    before = "{format_version: 3, name: x, timezone: UTC, catalog: {customers: {fields: {a: text, b: date, c: text}}}}\n"
    found = parse_workspace(before)
    changed = replace(found.catalog, fields=(found.catalog.fields[1], Field(name="d", type=FieldType.FLOAT)))
    after = workspace_text(found.settings, changed, before)
    assert "fields: {b: date, d: {type: float}}" in after
    assert after.count("\n") == 1


def test_multi_line_expressions_become_literal_blocks(shop: Catalog) -> None:
    trait = Field(name="kind", type=FieldType.TEXT, expression="CASE\n  WHEN city = 'Delft' THEN 'near'\n  ELSE 'far'\nEND")
    found = written(replace(shop, traits=(trait,)))
    assert "      expression: |-\n        CASE\n          WHEN city = 'Delft' THEN 'near'\n" in found
    assert parse_workspace(found).catalog.traits == (trait,)
    longer = replace(trait, expression="CASE\n  WHEN city = 'Breda' THEN 'far'\nEND")
    assert parse_workspace(written(replace(shop, traits=(longer,)), found)).catalog.traits == (longer,)


def test_a_comment_behind_a_text_does_not_become_part_of_it(shop: Catalog) -> None:
    trait = Field(name="kind", type=FieldType.TEXT, expression="city")
    before = written(replace(shop, traits=(trait,))).replace("{expression: city, type: text}", "\n      expression: city  # where\n      type: text")
    longer = replace(trait, expression="coalesce(\n  city, 'x')")
    found = written(replace(shop, traits=(longer,)), before)
    assert parse_workspace(found).catalog.traits == (longer,)
    assert "# where" in found


def test_a_new_file_reads_back(shop: Catalog) -> None:
    settings = parse_workspace(HAND_WRITTEN).settings
    found = parse_workspace(workspace_text(settings, shop))
    assert (found.settings, found.catalog) == (settings, shop)


def test_a_catalogue_that_does_not_hang_together_is_not_written(shop: Catalog) -> None:
    broken = replace(shop, activities=(Activity(name="visits", time="moment", fields=()),))
    with pytest.raises(UserError) as caught:
        written(broken)
    assert caught.value.code == "catalog_invalid"
    assert "activities.visits.time" in str(caught.value)


def test_a_layout_that_cannot_be_edited_is_refused() -> None:
    odd = "? format_version\n: 3\n? name\n: x\n? timezone\n: UTC\n? catalog\n: {customers: {fields: {city: text, b: text}}}\n"
    found = parse_workspace(odd)
    with pytest.raises(UserError) as caught:
        workspace_text(replace(found.settings, currency="USD"), found.catalog, odd)
    assert caught.value.code == "catalog_layout"


# ---------------------------------------------------------------- any file, any change

names = st.sampled_from(["a", "b", "c", "d e", "no", "7", "fields"])
scalars = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.integers(0, 99), st.booleans())
lists = st.lists(st.sampled_from(["x", "y", "z", "1", "a b", "it's"]), unique=True, min_size=1, max_size=4)
values = st.recursive(scalars | lists, lambda inner: st.dictionaries(names, inner, min_size=1, max_size=4), max_leaves=12)
files = st.dictionaries(names, values, min_size=1, max_size=5)
open_paths = st.sets(st.integers(0, 4), max_size=5)

PLAIN = re.compile(r"[\w:, {}\[\]]*\Z")


def editor(depths: set[int]) -> Editor:
    return Editor(is_open=lambda path: len(path) in depths, short=lambda _path, _wanted: None)


def loaded(source: str) -> object:
    return YAML(typ="safe", pure=True).load(source)


def commented(source: str) -> str:
    """The text with a numbered comment behind every plain line and above every fifth."""
    lines = []
    for number, line in enumerate(source.splitlines()):
        indent = " " * (len(line) - len(line.lstrip()))
        lines += [f"{indent}# above {number}"] if number % 5 == 0 and PLAIN.match(line) else []
        lines.append(f"{line}  # beside {number}" if PLAIN.match(line) and line.strip() else line)
    return "\n".join(lines) + "\n"


def is_commentable(source: str, commented_source: str) -> bool:
    try:
        return loaded(source) == loaded(commented_source)
    except YAMLError:
        return False


@settings(deadline=None)
@given(files, files, open_paths)
def test_any_file_changes_to_any_other(old: dict[str, object], new: dict[str, object], depths: set[int]) -> None:
    edit = editor(depths)
    assert loaded(edit.updated(edit.fresh(old), new)) == new  # type: ignore[arg-type] # nested values


@settings(deadline=None)
@given(files, open_paths)
def test_nothing_changes_when_nothing_changed(old: dict[str, object], depths: set[int]) -> None:
    edit = editor(depths)
    source = edit.fresh(old)  # type: ignore[arg-type] # nested values
    assert edit.updated(source, old) == source  # type: ignore[arg-type] # nested values


@settings(deadline=None)
@given(files, scalars, open_paths)
def test_additions_lose_no_comment(old: dict[str, object], value: object, depths: set[int]) -> None:
    edit = editor(depths)
    plain = edit.fresh(old)  # type: ignore[arg-type] # nested values
    source = commented(plain)
    if not is_commentable(plain, source):
        source = plain
    new = {**old, "new": value}
    changed = edit.updated(source, new)  # type: ignore[arg-type] # nested values
    assert loaded(changed) == new
    assert all(line in changed.splitlines() for line in source.splitlines())


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_written(value: str) -> None:
    assert loaded(f"{{a: {scalar(value)}, b: c}}\n") == {"a": value, "b": "c"}
    assert loaded(f"k:\n  a: {text(value, 4)}\n  b: c\n") == {"k": {"a": value, "b": "c"}}


# ---------------------------------------------------------------- the file on disk


def test_writing_keeps_permissions_and_follows_links(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.yaml"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "doelgroep.yaml"
    link.symlink_to(target)
    write_text_atomically(link, "né\r\n")
    assert link.is_symlink()
    assert target.read_bytes() == "né\r\n".encode()
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_text_that_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "doelgroep.yaml"
    file.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_text_atomically(file, "\udc80")
    assert file.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["doelgroep.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "format_version: 3\nname: Shop\ntimezone: Europe/Amsterdam\n# how it is served\nweb:\n  port: 8001  # ours\n"
            "catalog: {customers: {fields: {city: text}}}\n"
        ),
        "{format_version: 3, name: Shop, web: {port: 8001}, timezone: Europe/Amsterdam, catalog: {customers: {fields: {city: text}}}}",
    ],
)
def test_what_belongs_to_the_web_app_stays_as_it_is(text: str) -> None:
    found = parse_workspace(text)
    assert workspace_text(replace(found.settings, name="Other"), found.catalog, text).strip() == text.replace("Shop", "Other").strip()
