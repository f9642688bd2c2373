"""Controls of the form of parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from doelgroep_web.segments.gallery.words import unit_names

if TYPE_CHECKING:
    from collections.abc import Sequence

_DURATION = re.compile(r"(\d+)([dwmqy])")


class SuggestInput(forms.TextInput):
    """A text field that proposes values."""

    template_name = "gallery/suggest_input.html"

    def __init__(self, values: Sequence[str]) -> None:
        super().__init__()
        self.values = tuple(values)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - as Django declares it
        """With the proposals."""
        found = super().get_context(name, value, attrs)
        found["widget"]["list"] = f"{found['widget']['attrs'].get('id', name)}-values"
        found["widget"]["proposals"] = self.values
        return found


class DurationInput(forms.MultiWidget):
    """A number and a unit."""

    template_name = "gallery/duration_input.html"
    use_fieldset = True

    def __init__(self) -> None:
        number = forms.NumberInput(attrs={"min": 1, "max": 9999, "step": 1, "aria-label": _("How many")})
        unit = forms.Select(choices=unit_names(), attrs={"aria-label": _("Unit")})
        super().__init__(widgets={"number": number, "unit": unit})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - as Django declares it
        """Each part with the class of its own kind."""
        found = super().get_context(name, value, attrs)
        number, unit = found["widget"]["subwidgets"]
        number["attrs"]["class"], unit["attrs"]["class"] = "input input-number", "select-box"
        return found

    def decompress(self, value: str | None) -> list[str | None]:
        """`90d` as a number and a unit."""
        found = _DURATION.fullmatch(value or "")
        if found is None:
            return [None, "d"]
        number, unit = found.groups()
        return [str(int(number) * 3), "m"] if unit == "q" else [number, unit]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # type: ignore[override]  # noqa: ANN401 - one text, for a field of text
        """The number and the unit as one text; an address may have them as one already."""
        if name in data:
            return str(data[name])
        number, unit = super().value_from_datadict(data, files, name)
        return f"{number or ''}{unit or ''}" if number else ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ANN401 - as Django declares it
        """Whether neither form is there."""
        return name not in data and super().value_omitted_from_data(data, files, name)


class DurationField(forms.CharField):
    """A stretch of time, as the library reads it."""

    widget = DurationInput
