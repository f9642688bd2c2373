"""`doelgroep.yaml`: the settings and the catalogue of a workspace, read with every problem named and written without losing the author's comments."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.model.check import check_catalog
from doelgroep.store.catalog_check import structure_problems
from doelgroep.store.catalog_form import EDITOR, catalog_form
from doelgroep.store.catalog_formulas import syntax_problems
from doelgroep.store.catalog_read import CatalogReader
from doelgroep.store.catalog_types import with_types
from doelgroep.store.file_problems import FileProblem, problems_error
from doelgroep.store.settings import FORMAT, KEYS, WEB, Settings, read_settings, settings_form
from doelgroep.store.yaml_reading import Entry, Reading

if TYPE_CHECKING:
    from doelgroep.catalog import Catalog
    from doelgroep.store.catalog_read import Draft
    from doelgroep.store.yaml_rendering import Value

FILE_NAME = "doelgroep.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceFile:
    """What `doelgroep.yaml` says."""

    settings: Settings
    catalog: Catalog
    text: str
    """The file as it stands, to be given to `workspace_text` when it is changed."""


def read_workspace(path: FilePath) -> WorkspaceFile:
    """Settings and catalogue of the file at `path`.

    Raises:
        UserError: `workspace_file_missing`, `workspace_file_unreadable`, `workspace_too_new`, `workspace_too_old` (to be migrated first), or
            `catalog_invalid` with all problems, each with its line.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise UserError("workspace_file_missing", folder=path.parent, file=path.name) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("workspace_file_unreadable", file=path, reason=str(error)) from None
    return parse_workspace(text, path.name)


def parse_workspace(text: str, file: str = FILE_NAME) -> WorkspaceFile:
    """Settings and catalogue of a text; errors as `read_workspace`.

    >>> found = parse_workspace("{format_version: 3, name: Shop, timezone: Europe/Amsterdam, catalog: {customers: {fields: {city: text}}}}")
    >>> found.settings.zone.key, found.catalog.fields[0].type.value
    ('Europe/Amsterdam', 'text')
    """
    reading = Reading(text, file)
    root = reading.root
    if root is None:
        if not reading.problems:
            reading.wrong_at(1, (), "yaml_empty")
        raise problems_error("catalog_invalid", file, reading.problems)
    _check_format(root, file)
    entries = reading.mapping(root, (*KEYS, WEB, "catalog"))
    settings = read_settings(entries, root, reading)
    catalog = _catalog(CatalogReader(reading).draft(entries.get("catalog"), settings.country), reading)
    if reading.problems:
        raise problems_error("catalog_invalid", file, reading.problems)
    return WorkspaceFile(settings=settings, catalog=catalog, text=text)


def workspace_text(settings: Settings, catalog: Catalog, previous: str | None = None) -> str:
    """The text of `doelgroep.yaml` with these settings and this catalogue.

    With the `previous` text only what differs is rewritten: comments, order and layout of its author stay. The workspace's country is that of the
    settings.

    Raises:
        UserError: `catalog_invalid` when a setting can't be used or the catalogue does not hang together; `catalog_layout` when the previous text is
            laid out so that it can't be changed in place.
    """
    parse_workspace(EDITOR.fresh(settings_form(settings)))
    check(catalog)
    wanted: dict[str, Value] = {**settings_form(settings), "catalog": catalog_form(catalog)}
    if previous is None:
        return EDITOR.fresh(wanted)
    text = EDITOR.updated(previous, wanted)
    try:
        found = parse_workspace(text)
    except UserError as error:
        raise UserError("catalog_layout", file=FILE_NAME) from error
    if {**settings_form(found.settings), "catalog": catalog_form(found.catalog)} != wanted:
        raise UserError("catalog_layout", file=FILE_NAME)
    return text


def check(catalog: Catalog) -> None:
    """Refuse a catalogue that does not hang together, or whose expressions do not mean anything.

    Raises:
        UserError: `catalog_invalid` with all problems.
    """
    problems = structure_problems(catalog) or check_catalog(catalog)
    if problems:
        found = [FileProblem(file=FILE_NAME, line=None, code=each.code, params=each.params, place=".".join(each.path)) for each in problems]
        raise problems_error("catalog_invalid", FILE_NAME, found)


def write_text_atomically(path: FilePath, text: str) -> None:
    """Put a text in the place of a file: afterwards there is the whole new text or, whatever happened, the old file.

    UTF-8, line breaks as in the text. A symbolic link stays one: the file that it points to is replaced. The file keeps its permissions.
    """
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    new = FilePath(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        new.chmod(_mode(target))
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: FilePath) -> None:
    """Make renames in a folder survive a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _mode(path: FilePath) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _check_format(root: Entry, file: str) -> None:
    """Refuse a file of another format before anything else is said about it."""
    if not root.is_mapping:
        return
    found = next((value.value for key, value in root.node.value if key.value == "format_version"), None)
    if isinstance(found, str) and found.isdecimal() and int(found) != FORMAT:
        code = "workspace_too_new" if int(found) > FORMAT else "workspace_too_old"
        raise UserError(code, file=file, found=int(found), supported=FORMAT)


def _catalog(draft: Draft, reading: Reading) -> Catalog:
    """The catalogue of a draft, judged; what expressions mean only when the rest hangs together."""
    catalog, untyped = with_types(draft)
    waiting = {each.path for each in untyped}
    found = structure_problems(catalog, draft.unclear | waiting)
    if found or reading.problems:
        found += syntax_problems(catalog)
    else:
        found = [*untyped, *(each for each in check_catalog(catalog) if each.path not in waiting)]
    for each in found:
        path = ("catalog", *each.path)
        reading.wrong_at(reading.line_of(path), path, each.code, **each.params)
    return catalog
