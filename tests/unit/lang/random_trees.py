"""Random syntax trees, and texts of them in any layout with comments anywhere."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from doelgroep.lang import tree
from doelgroep.lang.tokens import Kind, tokenize
from doelgroep.lang.words import DEPRECATED_DAYS, KEYWORDS

plain_names = st.sampled_from(["a", "amount_spent", "shopify_email.opened", "customer.metafields.ns.key", "naïef", "count", "sum_x", "date"])
odd_names = st.sampled_from(["Net Amount", "12_maanden", "a-b", "`", "x.", "é é", "'", "--", "and", "today", *sorted(KEYWORDS)])


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(_composed)
any_name = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=8).map(_composed)
names = st.builds(tree.Name, st.one_of(plain_names, plain_names, odd_names, any_name))
texts = st.builds(tree.Text, st.one_of(st.sampled_from(["Delft", "", "'s-Gravenhage", "\\.nl$", "a -- b", "/*", '"']), any_text))
integers = st.integers(-(10**18), 10**18).map(str)
decimals = st.decimals(-(10**9), 10**9, places=2).map(lambda each: f"{each:f}")
numbers = st.builds(tree.Number, st.one_of(integers, decimals))
dates = st.dates().map(lambda each: tree.Date(each.year, each.month, each.day))
datetimes = st.datetimes().map(lambda each: tree.DateTime(each.year, each.month, each.day, each.hour, each.minute, each.second))
offsets = st.builds(tree.Offset, st.integers(-999, 999), st.sampled_from(tree.Unit))
named_dates = st.builds(tree.NamedDate, st.sampled_from(["today", "yesterday", "tomorrow", *DEPRECATED_DAYS]))
booleans = st.builds(tree.Boolean, st.booleans())
coordinates = st.builds(tree.Coordinates, numbers, numbers)
placeholders = st.builds(tree.Placeholder, st.one_of(plain_names, odd_names))
anniversaries = st.builds(tree.Anniversary, st.one_of(texts, names))

listed = st.one_of(texts, numbers, dates, datetimes, offsets, named_dates, booleans)
"""Values that may stand in any list."""
operands = st.one_of(listed, names, coordinates, placeholders)
lefts = st.one_of(names, names, names, anniversaries)

_parameters = st.one_of(
    st.builds(tree.LegacyParameter, names, st.one_of(operands.filter(lambda each: not isinstance(each, tree.Coordinates))).map(lambda each: (each,))),
    st.builds(tree.LegacyParameter, st.just(tree.Name("id")), st.lists(st.one_of(listed, placeholders), min_size=2, max_size=3).map(tuple)),
    st.builds(tree.LegacyParameter, st.just(tree.Name("coordinates")), coordinates.map(lambda each: (each,))),
)
leaves = st.one_of(
    st.builds(tree.Comparison, lefts, st.sampled_from(tree.Compare), operands),
    st.builds(tree.Comparison, lefts, st.sampled_from(tree.Compare), operands),
    st.builds(tree.Between, lefts, operands, operands, st.booleans()),
    st.builds(tree.In, lefts, st.lists(st.one_of(listed, names), min_size=1, max_size=4).map(tuple), st.booleans()),
    st.builds(tree.TextTest, lefts, st.sampled_from(tree.TextOperator), texts, st.booleans()),
    st.builds(tree.IsNull, lefts, st.booleans()),
    st.builds(tree.Within, names, numbers, st.sampled_from(["km", "mi", "m"]), st.one_of(coordinates, texts, names), st.booleans()),
    st.builds(tree.InSegment, texts, st.booleans()),
    st.builds(tree.RowPosition, st.sampled_from(["FIRST", "LAST"])),
    st.builds(tree.LegacyCall, names, st.lists(_parameters, max_size=3, unique_by=lambda each: each.name.text).map(tuple), st.booleans()),
    st.builds(tree.Matches, names, st.none(), st.one_of(st.none(), names), st.booleans()),
)


def _above(below: st.SearchStrategy[tree.Condition]) -> st.SearchStrategy[tree.Condition]:
    several = st.lists(below, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(tree.And, several, st.booleans()),
        st.builds(tree.Or, several),
        st.builds(tree.Not, below),
        st.builds(tree.Group, below),
        st.builds(tree.Matches, names, below, st.one_of(st.none(), names), st.booleans()),
    )


conditions = st.recursive(leaves, _above, max_leaves=6)

_terms = st.one_of(names, numbers, texts, booleans, dates)


def _expressions_above(below: st.SearchStrategy[tree.Expression]) -> st.SearchStrategy[tree.Expression]:
    branches = st.lists(st.builds(tree.Branch, leaves, below), min_size=1, max_size=2).map(tuple)
    functions = st.sampled_from(["sum", "count", "first", "coalesce", "years_since"])
    return st.one_of(
        st.builds(tree.Arithmetic, st.sampled_from("+-*/"), below, below),
        st.builds(tree.Call, functions, st.lists(below, max_size=2).map(tuple), st.one_of(st.none(), leaves)),
        st.builds(tree.Case, branches, st.one_of(st.none(), below)),
    )


expressions = st.recursive(_terms, _expressions_above, max_leaves=6)

_BETWEEN_WORDS = (" ", " ", " ", "\n", "\t ", "  /* c1 */ ", " -- c2\n", "\n-- c3 'x'\n", "\n/* c4\nc5 */\n", " /* c6 */\n")
_AROUND_SIGNS = ("", "", "", " ", "\n", "/* c7 */", " -- c8\n")


@st.composite
def laid_out(draw: st.DrawFn, text: str) -> str:
    """A text with other white space and with comments between its tokens."""
    pieces = [draw(st.sampled_from(_AROUND_SIGNS))]
    for token in tokenize(text):
        if token.kind is Kind.SPACE:
            pieces[-1] = draw(st.sampled_from(_BETWEEN_WORDS))
        else:
            pieces += [token.text, draw(st.sampled_from(_AROUND_SIGNS))]
    return "".join(pieces)
