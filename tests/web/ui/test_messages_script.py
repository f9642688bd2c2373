"""The script that keeps the translations, on a small slice of its own."""

from __future__ import annotations

import gettext
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "messages.py"
CODE = 'from django.utils.translation import gettext, ngettext\na = gettext("Hello {name}")\nb = ngettext("%(n)s task", "%(n)s tasks", 2)\n'
PAGE = """{% load i18n ui %}{% translate "It's here" %}
    {% blocktranslate trimmed with a=b %}
  Menu of {{ a }}
{% endblocktranslate %}
  {% icon "lock" label=_("Closed") %}"""


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "WEB", tmp_path)
    return module


@pytest.fixture
def slice_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "garden"
    (folder / "templates").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "views.py").write_text(CODE)
    (folder / "templates" / "page.html").write_text(PAGE)
    return folder


def translated(script: ModuleType, folder: Path, texts: dict[str, str | tuple[str, str]]) -> None:
    path = script.po_file(folder, "nl")
    catalog = script.read(path, "nl")
    for message in script.said(catalog):
        message.string = texts[script.first(message.id)]
    path.write_text(script.written(catalog, "nl"))


DUTCH: dict[str, str | tuple[str, str]] = {
    "Hello {name}": "Dag {name}",
    "%(n)s task": ("%(n)s taak", "%(n)s taken"),
    "It's here": "Hier is het",
    "Menu of %(a)s": "Menu van %(a)s",
    "Closed": "Dicht",
}


def test_code_and_templates_are_collected(script: ModuleType, slice_folder: Path) -> None:
    assert {script.first(each.id) for each in script.said(script.collected(slice_folder))} == set(DUTCH)


def test_everything_is_missing_at_first_and_nothing_once_it_is_translated(
    script: ModuleType, slice_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.main(["--check"]) == 1
    assert capsys.readouterr().out.count("missing") == len(DUTCH)
    assert script.main([]) == 0
    assert script.main(["--check"]) == 1
    translated(script, slice_folder, DUTCH)
    assert script.main(["--check"]) == 0


def test_what_is_compiled_can_be_used(script: ModuleType, slice_folder: Path) -> None:
    script.main([])
    translated(script, slice_folder, DUTCH)
    script.main(["--compile"])
    with script.po_file(slice_folder, "nl").with_suffix(".mo").open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("It's here") == "Hier is het"
    assert words.ngettext("%(n)s task", "%(n)s tasks", 1) == "%(n)s taak"


def test_other_placeholders_are_found(script: ModuleType, slice_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script.main([])
    translated(script, slice_folder, {**DUTCH, "Hello {name}": "Dag {naam}"})
    assert script.main(["--check"]) == 1
    assert "other placeholders: 'Hello {name}'" in capsys.readouterr().out


def test_what_is_no_longer_said_is_left_over_until_the_next_update(
    script: ModuleType, slice_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script.main([])
    translated(script, slice_folder, DUTCH)
    (slice_folder / "templates" / "page.html").unlink()
    assert script.main(["--check"]) == 1
    assert capsys.readouterr().out.count("left over") == 3
    script.main([])
    assert script.main(["--check"]) == 0


def test_an_update_that_changes_nothing_writes_the_same_file(script: ModuleType, slice_folder: Path) -> None:
    script.main([])
    translated(script, slice_folder, DUTCH)
    before = script.po_file(slice_folder, "nl").read_bytes()
    script.main([])
    assert script.po_file(slice_folder, "nl").read_bytes() == before


def test_a_slice_within_a_slice_keeps_its_own_words(script: ModuleType, slice_folder: Path) -> None:
    inner = slice_folder / "shed"
    inner.mkdir()
    (inner / "apps.py").write_text("")
    (inner / "views.py").write_text('from django.utils.translation import gettext\na = gettext("Spade")\n')
    assert [each.name for each in script.slices()] == ["garden", "shed"]
    assert {script.first(each.id) for each in script.said(script.collected(inner))} == {"Spade"}
    assert "Spade" not in {script.first(each.id) for each in script.said(script.collected(slice_folder))}


def test_slices_that_translate_the_same_words_differently_are_found(
    script: ModuleType, slice_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = slice_folder.parent / "kitchen"
    other.mkdir()
    (other / "__init__.py").write_text("")
    (other / "views.py").write_text('a = gettext("Hello {name}")\nb = pgettext("at night", "Closed")\n')
    script.main([])
    translated(script, slice_folder, DUTCH)
    translated(script, other, {"Hello {name}": "Dag {name}", "Closed": "Gesloten"})
    assert script.main(["--check"]) == 0
    translated(script, other, {"Hello {name}": "Hallo {name}", "Closed": "Gesloten"})
    capsys.readouterr()
    assert script.main(["--check"]) == 1
    assert capsys.readouterr().out == "nl: translated in two ways: 'Hello {name}': 'Dag {name}' in garden; 'Hallo {name}' in kitchen\n"
