"""Write what the commands of pages print now below them: `python -m tests.docs.renew docs/tutorial/first-segment.md ...`.

Output that still agrees, with its `...`, stays. Commands without output stay without: write `?` below a command to get its output there.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

from tests.docs.blocks import Block, agrees, blocks
from tests.docs.running import ENVIRONMENT, Page, SampleShops


def renew(path: Path, shops: SampleShops) -> int:
    """Bring a page up to date; the number of blocks that changed."""
    text, changed = path.read_text(encoding="utf-8"), 0
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        page = Page(path.name, shops)
        for block in blocks(path):
            new = _renewed(page, block)
            changed += new != block.text
            text = text.replace(f"```{block.language}\n{block.text}```", f"```{block.language}\n{new}```", 1)
    path.write_text(text, encoding="utf-8")
    return changed


def _renewed(page: Page, block: Block) -> str:
    parts = []
    for command, printed in page.run(block):
        fits = not command.expected or agrees(command.expected, printed)
        parts.append("\n".join((f"$ {command.text}", *(command.expected if fits else printed))))
    return "\n".join(parts) + "\n" if parts else block.text


def main(names: list[str]) -> None:
    """Renew the pages of the command line."""
    os.environ.update(ENVIRONMENT)
    with tempfile.TemporaryDirectory() as folder:
        shops = SampleShops(Path(folder))
        for name in names:
            sys.stdout.write(f"{name}: {renew(Path(name).resolve(), shops)} blocks changed\n")


if __name__ == "__main__":
    main(sys.argv[1:])
