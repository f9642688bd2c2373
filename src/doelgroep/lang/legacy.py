"""Shopify's older generation of the language, said in the newer one.

`f(...) = true` is MATCHES, `f(...) = false` is NOT MATCHES. A `date` of the older form means since that day; names that end in `_at_least` and
`_at_most` are comparisons; several values in parentheses mean one of them.
"""

from __future__ import annotations

from doelgroep.lang.tree import And, Compare, Comparison, In, LegacyCall, LegacyParameter, Matches, Name, NamedDate, Offset, Unit
from doelgroep.lang.words import DEPRECATED_DAYS

_SUFFIXES = {"_at_least": Compare.GE, "_at_most": Compare.LE}


def modern(call: LegacyCall) -> Matches:
    """The MATCHES form of an older function call, its nodes at the places of the older ones.

    >>> call = LegacyCall(Name("orders_placed"), (LegacyParameter(Name("date"), (Offset(-45, Unit.DAY),)),))
    >>> modern(call).body.operator, modern(call).negated
    (<Compare.GE: '>='>, False)
    """
    conditions = tuple(_condition(each) for each in call.parameters)
    body = None if not conditions else conditions[0] if len(conditions) == 1 else And(conditions, commas=True, span=call.span)
    return Matches(call.function, body, None, not call.expected, span=call.span, operator_span=call.function.span)


def modern_date(date: NamedDate) -> NamedDate | Offset:
    """The offset in the place of a deprecated name: `7_days_ago` is `-7d`. Other named days stay."""
    text = DEPRECATED_DAYS.get(date.name)
    return date if text is None else Offset(int(text[:-1]), Unit(text[-1]), span=date.span)


def _condition(parameter: LegacyParameter) -> Comparison | In:
    name, operator = _compared(parameter.name)
    place = parameter.name.span
    if len(parameter.values) > 1 and operator is Compare.EQ:
        return In(name, parameter.values, span=parameter.span, operator_span=place)
    return Comparison(name, operator, parameter.values[0], span=parameter.span, operator_span=place)


def _compared(name: Name) -> tuple[Name, Compare]:
    if name.text == "date":
        return name, Compare.GE
    for suffix, operator in _SUFFIXES.items():
        if name.text.endswith(suffix) and name.text != suffix:
            return Name(name.text.removesuffix(suffix), span=name.span), operator
    return name, Compare.EQ
