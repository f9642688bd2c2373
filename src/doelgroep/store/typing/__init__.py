"""What turns raw columns into typed ones: SQL over a staged table, exact, with a test for values that do not fit.

A `Conversion` is SQL over the staged table and the conversion's own intermediate steps, so it is selected from a subquery that has them:

    found = [key_conversion(raw, clean=False), *(conversion(connection, each, staged, zone) for each in plan.columns)]
    f"SELECT ... FROM {stepped_sql(staged.table, [each.steps for each in found])}"
"""

from __future__ import annotations

from doelgroep.store.typing.conversion import Conversion, conversion
from doelgroep.store.typing.keys import key_conversion
from doelgroep.store.typing.steps import stepped_sql
from doelgroep.store.typing.texts import prepare

__all__ = ["Conversion", "conversion", "key_conversion", "prepare", "stepped_sql"]
