"""The files behind the paths that a person named: folders are walked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.reading.kind import SUFFIXES
from doelgroep.store.source import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Files to be read, and a problem for each file of a folder that is not."""

    files: tuple[Path, ...]
    skipped: tuple[Problem, ...] = ()


def files(paths: Iterable[Path], is_list: Callable[[Path], bool] = lambda _: False) -> Found:
    """The files behind paths, in the order of the paths and then of their names; every file once.

    A file that was named is always taken, and a folder with everything below it. Of a folder, hidden files, empty ones and those whose name does not
    end as those of importable files do are not guessed at but reported; and so are lists of customers that were written there.

    Args:
        paths: of files and folders.
        is_list: whether a file is such a list.

    Raises:
        UserError: there is no such file or folder; names the nearest. Or no file was found at all.
    """
    taken: dict[Path, None] = {}
    skipped: list[Problem] = []
    named = [Path(each) for each in paths]
    for path in named:
        if path.is_dir():
            for file in _walk(path):
                reason = _reason_to_skip(file.relative_to(path), file, is_list)
                if reason is None:
                    taken.setdefault(file.resolve())
                else:
                    skipped.append(reason)
        else:
            taken.setdefault(_existing(path).resolve())
    if not taken:
        raise UserError("import_no_files", paths=[str(each) for each in named], allowed=sorted(SUFFIXES))
    return Found(files=tuple(taken), skipped=tuple(skipped))


def _existing(path: Path) -> Path:
    if path.is_file():
        return path
    neighbours = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    near = get_close_matches(path.name, neighbours, n=1)
    if near:
        raise UserError("import_file_unknown_near", file=str(path), near=near[0])
    raise UserError("import_file_unknown", file=str(path))


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place, name) for name in sorted(names))


def _reason_to_skip(inside: Path, file: Path, is_list: Callable[[Path], bool]) -> Problem | None:
    name = str(inside)
    if any(part.startswith((".", "~$")) for part in inside.parts):
        return Problem(code="import_skipped_hidden", params={"file": name}, file=name)
    uncompressed = inside.with_suffix("") if inside.suffix.lower() == ".gz" else inside
    if uncompressed.suffix.lower() not in SUFFIXES:
        return Problem(code="import_skipped_foreign", params={"file": name, "allowed": sorted(SUFFIXES)}, file=name)
    if not file.is_file() or file.stat().st_size == 0:
        return Problem(code="import_skipped_empty", params={"file": name}, file=name)
    if is_list(file):
        return Problem(code="import_skipped_list", params={"file": name}, file=name)
    return None
