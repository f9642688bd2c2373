"""Makes docs/images/*.svg: real commands on a sample shop, with what they print.

    .venv/bin/python scripts/make_pictures.py

The shop is always the same, so the pictures only change when the output of the commands does. No fonts are fetched: a viewer's own monospaced one is
used, and every piece of text says how wide it is.
"""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
DOELGROEP = Path(sys.executable).with_name("doelgroep")
SAMPLE = ("--customers", "50000", "--until", "2026-06-30")
WIDTH = 104

THEME = TerminalTheme(
    (250, 250, 247),
    (38, 50, 56),
    [(38, 50, 56), (176, 42, 48), (30, 110, 70), (140, 95, 0), (30, 90, 160), (120, 60, 140), (0, 105, 115), (90, 100, 105)],
    [(96, 110, 116), (176, 42, 48), (30, 110, 70), (140, 95, 0), (30, 90, 160), (120, 60, 140), (0, 105, 115), (38, 50, 56)],
)
# Rich's own form, without the fonts that it would fetch, and without shadows.
FORM = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{aria}">
<style>
.{unique_id}-title {{ font-family: system-ui, sans-serif; font-size: 16px; }}
.{unique_id}-matrix {{
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A session in a terminal: commands as a person types them, the workspace left out."""

    name: str
    title: str
    commands: tuple[str, ...]


QUERY = """
    orders MATCHES (category = 'Shampoo', date >= 2026-04-01)
    AND orders NOT MATCHES (category = 'Conditioner')
    AND email_consent = true"""
PICTURES = (
    Picture(
        name="session",
        title="a sample shop of 50,000 customers",
        commands=(
            f'doelgroep segments add shampoo-only "{QUERY}"',
            "doelgroep count shampoo-only",
            "doelgroep members shampoo-only --columns customer_id,city,amount_spent --limit 3",
            "doelgroep why shampoo-only 100467",
        ),
    ),
)


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        shop = Path(folder) / "shop"
        _printed(["sample", str(shop), *SAMPLE])
        for picture in PICTURES:
            (IMAGES / f"{picture.name}.svg").write_text(drawn(picture, shop), encoding="utf-8")


def drawn(picture: Picture, shop: Path) -> str:
    """The picture as SVG."""
    screen = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for number, command in enumerate(picture.commands):
        screen.print(Text.assemble("\n" if number else "", ("$ ", "green"), (command, "bold blue")), soft_wrap=True)
        screen.print(Text.from_ansi(_printed(shlex.split(command)[1:], shop)))
    label = "; ".join(picture.commands).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return screen.export_svg(title=picture.title, theme=THEME, code_format=FORM.replace("{aria}", label), unique_id=picture.name)


def _printed(arguments: list[str], workspace: Path | None = None) -> str:
    """What a command prints in a terminal of the picture's width."""
    environment = os.environ | {"FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "DOELGROEP_LANGUAGE": "en", "TERM": "xterm-256color"}
    if workspace is not None:
        environment["DOELGROEP_WORKSPACE"] = str(workspace)
    done = subprocess.run([str(DOELGROEP), *arguments], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.rstrip()


if __name__ == "__main__":
    main()
