"""Keeps the translations of the web app: English stands in the code, Dutch in `<slice>/locale/nl/LC_MESSAGES/django.po`.

    python scripts/messages.py [slice ...]           collect what the code says, and add it to the .po files; then compile
    python scripts/messages.py --check [slice ...]   end with 1 when something is missing, unsure, left over, has other placeholders or
                                                     is said in two ways by two slices; writes nothing
    python scripts/messages.py --compile             only the .mo files, where they are older

Without a slice all of them; one inside another is named as `segments/editor`. What lies directly in doelgroep_web belongs to `ui`.
Needs no programs of gettext: Babel does their work.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src" / "doelgroep_web"
TOP = "ui"
LANGUAGES = ("nl",)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


def main(arguments: list[str]) -> int:
    """Do what is asked; 1 when a check found something."""
    parser = argparse.ArgumentParser(description="Translations of the web app.")
    parser.add_argument("slices", nargs="*")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true")
    asked = parser.parse_args(arguments)
    wanted = [WEB / each for each in asked.slices] or slices()
    if asked.check:
        return check(wanted)
    if not asked.compile:
        for each in wanted:
            update(each)
    compile_all()
    return 0


def slices() -> list[Path]:
    """The folders of the slices; those inside another one are slices of their own."""
    return sorted(each for each in WEB.iterdir() if (each / "__init__.py").exists()) + inner_slices(WEB)


def inner_slices(folder: Path) -> list[Path]:
    """The slices inside the slices of a folder, or inside one of them."""
    depth = len(WEB.parts) + 2
    return sorted(each.parent for each in folder.rglob("apps.py") if len(each.parts) > depth)


def update(folder: Path) -> None:
    """Bring the .po files of a slice up to what its code says. What is no longer said goes; git keeps it."""
    template = collected(folder)
    for language in LANGUAGES:
        path = po_file(folder, language)
        if not len(template) and not path.exists():
            continue
        catalog = read(path, language)
        catalog.update(template, no_fuzzy_matching=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(catalog, language), encoding="utf-8")
        missing = sum(1 for each in said(catalog) if not is_translated(each))
        tell(f"{folder.relative_to(WEB).as_posix()} {language}: {len(template)} messages, {missing} to translate")


def check(folders: Iterable[Path]) -> int:
    """Tell what is not in order."""
    found = [each for folder in folders for language in LANGUAGES for each in problems(folder, language)]
    found += [each for language in LANGUAGES for each in clashes(language)]
    for each in found:
        tell(each)
    return 1 if found else 0


def problems(folder: Path, language: str) -> Iterator[str]:
    """What is wrong with the translation of a slice."""
    template, catalog = collected(folder), read(po_file(folder, language), language)
    place = f"{folder.relative_to(WEB).as_posix()} {language}"
    for message in said(template):
        translated = catalog.get(message.id, message.context)
        if translated is None or not is_translated(translated):
            yield f"{place}: missing: {first(message.id)!r} ({', '.join(sorted({name for name, _ in message.locations}))})"
        elif translated.fuzzy:
            yield f"{place}: unsure: {first(message.id)!r}"
        elif not same_placeholders(translated):
            yield f"{place}: other placeholders: {first(message.id)!r}"
    for message in said(catalog):
        if template.get(message.id, message.context) is None:
            yield f"{place}: left over: {first(message.id)!r}"


def clashes(language: str) -> Iterator[str]:
    """What two slices translate differently. Django joins all files, so that one of the two would win everywhere."""
    spoken: dict[tuple[str, ...], dict[tuple[str, ...], list[str]]] = {}
    for folder in slices():
        for message in said(read(po_file(folder, language), language)):
            if is_translated(message):
                by_words = spoken.setdefault((message.context or "", *forms(message.id)), {})
                by_words.setdefault(forms(message.string), []).append(folder.relative_to(WEB).as_posix())
    for (_, original, *_), by_words in spoken.items():
        if len(by_words) > 1:
            told = "; ".join(f"{words[0]!r} in {', '.join(places)}" for words, places in by_words.items())
            yield f"{language}: translated in two ways: {original!r}: {told}"


def compile_all() -> None:
    """Write the .mo files that are older than their .po files."""
    for source in sorted(WEB.rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        half = target.with_suffix(".mo.half")
        with half.open("wb") as file:
            write_mo(file, read(source, source.parent.parent.name))
        half.replace(target)


def collected(folder: Path) -> Catalog:
    """Everything that the code and the templates of a slice say."""
    catalog = Catalog()
    for path in sources(folder):
        for _, message, comments, context in extracted(path):
            catalog.add(message, locations=[(path.relative_to(WEB).as_posix(), 0)], auto_comments=comments, context=context)
    return catalog


def sources(folder: Path) -> list[Path]:
    """The files of a slice in which something may be said."""
    others = [each for each in inner_slices(folder) if each != folder]
    files = (each for each in folder.rglob("*") if not any(each.is_relative_to(other) for other in others))
    found = [each for each in files if each.suffix == ".py" or (each.suffix in {".html", ".txt"} and "templates" in each.parts)]
    return sorted([*found, *(WEB.glob("*.py") if folder.name == TOP else ())])


def extracted(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """The messages of a file. A template is turned into something that looks like Python first."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="The translator-targeted comment")
            text = f"({templatize(text, origin=str(path))}\n)"  # in brackets indentation means nothing
    return extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=("Translators:",), options={"encoding": "utf-8"})


def po_file(folder: Path, language: str) -> Path:
    """Where the translation of a slice is."""
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue of a file, empty when there is none yet."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, ignore_obsolete=True)


def written(catalog: Catalog, language: str) -> str:
    """The file of a catalogue. It has no dates and no line numbers, so that it changes only when a message does."""
    file = io.BytesIO()
    write_po(file, catalog, width=150, sort_output=True, omit_header=True, ignore_obsolete=True, include_lineno=False)
    return HEADER.format(language=language, plural=catalog.plural_forms) + file.getvalue().decode()


def said(catalog: Catalog) -> Iterator[Message]:
    """The messages without the header."""
    return (each for each in catalog if each.id)


def is_translated(message: Message) -> bool:
    """Whether every form has words."""
    return all(forms(message.string))


def same_placeholders(message: Message) -> bool:
    """Whether each form names what the original names; a singular may leave the number out."""
    ids, strings = forms(message.id), forms(message.string)
    wanted = set(PLACEHOLDERS.findall(ids[-1]))
    several = len(ids) > 1
    return all(set(PLACEHOLDERS.findall(each)) == wanted or (several and set(PLACEHOLDERS.findall(each)) <= wanted) for each in strings)


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """One text, or the singular and the plural."""
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def first(message: str | tuple[str, ...] | list[str]) -> str:
    """The text by which a person finds a message."""
    return forms(message)[0]


def tell(line: str) -> None:
    """To the terminal."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    settings.configure()
    sys.exit(main(sys.argv[1:]))
