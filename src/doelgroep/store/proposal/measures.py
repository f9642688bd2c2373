"""Counting: one pass over all rows of a staged file for a survey, and one over the different values of each text column."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.store.proposal.facts import ColumnFacts, Form, FormFacts
from doelgroep.store.source import LINE
from doelgroep.store.sql import literal, quoted
from doelgroep.store.typing import native, texts
from doelgroep.store.typing.numbers import DUSTY, decorated

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from doelgroep.store.source import RawColumn, StagedFile

MOST_VALUES = 300
"""Columns with more different values are not listed value by value."""
_MANY_ROWS, _MANY_VALUES = 2_000_000, 1_000_000
"""Beyond these, values are not gathered first: nearly all are different anyway."""
_SCALES = (0, 1, 2, 3, 4, 5, 6)
_NAN = "missing"
_DAY = 86_400_000_000
"""Microseconds."""
_VALUES_TABLE = "doelgroep_values"

_SPACES = r" \x{00a0}\x{2009}\x{202f}"
_SIMPLE = r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)"
_CORE = rf"\d[\d.,'\x{{2019}}{_SPACES}]*|[.,]\d+"
_TOKENS = (
    r"(?i)n/?a|nan|null|none|nil|-+|\?+|\.|#n/a|#value!|#ref!|#div/0!|n\.?v\.?t\.?|onbekend|unknown|<na>|\\n|undefined"
    r"|0000-00-00(?: 00:00:00)?|00[-/]00[-/]0000"
)
_DATES = (
    r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[-\s.]\s?\pL{3,10}\.?[-\s,.]+\d{2,4}|\pL{3,10}\.?\s\d{1,2},?\s\d{4})"
    r"(?:[T\s]+\d{1,2}:\d{2}.{0,30})?"
)
_FORMS: tuple[tuple[Form, str, str], ...] = (
    (Form.ZEROS, "t", r"[-+]?0\d+"),
    (Form.INTEGER, "u", r"[-+]?\d+"),
    (Form.WHOLE, "u", r"[-+]?\d+\.0*"),
    (Form.THOUSAND_POINT, "u", r"[-+]?[1-9]\d{0,2}\.\d{3}"),
    (Form.POINT, "u", r"[-+]?\d*\.\d+"),
    (Form.THOUSAND_COMMA, "u", r"[-+]?[1-9]\d{0,2},\d{3}"),
    (Form.COMMA, "u", r"[-+]?\d*,\d*"),
    (Form.GROUPED_POINT, "u", r"\d{1,3}(?:(?:,\d{3})+\.\d*|(?:,\d{3}){2,})"),
    (Form.GROUPED_COMMA, "u", r"\d{1,3}(?:(?:\.\d{3})+,\d*|(?:\.\d{3}){2,})"),
    (Form.SPACED_COMMA, "u", rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:,\d*)?"),
    (Form.SPACED_POINT, "u", rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+\.\d*"),
    (Form.APOSTROPHE, "u", r"\d{1,3}(?:['\x{2019}]\d{3})+(?:\.\d*)?"),
    (Form.EXPONENT, "t", r"[-+]?\d+(?:\.\d+[eE][-+]?|[eE][-+])\d+"),
    (Form.TIME, "t", r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"),
    (Form.EMAIL, "t", r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+"),
    (Form.TOKEN, "t", _TOKENS),
    (Form.CODE, "t", r"[^\s\d@\[{]{0,8}\d[^\s@]{0,40}"),
)


def measure(connection: duckdb.DuckDBPyConnection, staged: StagedFile) -> tuple[ColumnFacts, ...]:
    """The facts of every column of a staged file, all rows looked at."""
    survey = _survey(connection, staged)
    texts_of = _text_facts(connection, staged, [each for each in survey if each.column.type == "VARCHAR"])
    return tuple(texts_of.get(each.column.name) or _typed_facts(connection, staged, each) for each in survey)


@dataclass(frozen=True, slots=True)
class _Surveyed:
    """A column, its rows that hold a value, and about how many different ones."""

    column: RawColumn
    present: int
    about: int


def _survey(connection: duckdb.DuckDBPyConnection, staged: StagedFile) -> list[_Surveyed]:
    counts = ", ".join(f"count({quoted(each.name)}), approx_count_distinct({quoted(each.name)})" for each in staged.columns)
    found = connection.execute(f"SELECT {counts or 1} FROM {quoted(staged.table)}").fetchall()[0]
    return [_Surveyed(column, found[2 * place], found[2 * place + 1]) for place, column in enumerate(staged.columns)]


def _text_facts(connection: duckdb.DuckDBPyConnection, staged: StagedFile, survey: Sequence[_Surveyed]) -> dict[str, ColumnFacts]:
    """The facts of the text columns: the different values of all of them are gathered first, and then looked at together."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {_VALUES_TABLE} (place INTEGER, t VARCHAR, n BIGINT, line BIGINT, padded BIGINT)")
    sources = [_VALUES_TABLE]
    for place, each in enumerate(survey):
        if staged.rows > _MANY_ROWS and each.about > _MANY_VALUES:
            sources.append(_every_row(staged, place, each.column))
        else:
            connection.execute(f"INSERT INTO {_VALUES_TABLE} {_gathered(staged, place, each.column)}")
    source = f"({' UNION ALL '.join(f'FROM {each}' for each in sources)})"
    sums = f"SELECT place, sum(n), sum(padded), count(*) FROM {source} WHERE t <> '' GROUP BY place"
    counted = {place: (int(filled), int(padded), distinct) for place, filled, padded, distinct in connection.execute(sums).fetchall()}
    forms = _forms(connection, source)
    values = _values(connection)
    connection.execute(f"DROP TABLE {_VALUES_TABLE}")
    facts = {}
    for place, each in enumerate(survey):
        filled, padded, distinct = counted.get(place, (0, 0, 0))
        facts[each.column.name] = ColumnFacts(
            column=each.column,
            rows=staged.rows,
            missing=staged.rows - filled,
            distinct=min(distinct, each.about) if distinct > _MANY_VALUES else distinct,
            padded=padded,
            forms=forms.get(place, {}),
            values=values.get(place, {}),
        )
    return facts


def _every_row(staged: StagedFile, place: int, column: RawColumn) -> str:
    name = quoted(column.name)
    stripped = texts.stripped_sql(name)
    one = f"SELECT {place} AS place, {stripped} AS t, 1 AS n, {LINE} AS line, CAST(t <> {name} AS BIGINT) AS padded FROM {quoted(staged.table)}"
    return f"({one} WHERE {name} IS NOT NULL)"


def _gathered(staged: StagedFile, place: int, column: RawColumn) -> str:
    """SELECT of the different values: text, rows, first line, rows with blanks around it."""
    raw = f"SELECT {quoted(column.name)} AS v, count(*) AS n, min({LINE}) AS line FROM {quoted(staged.table)} WHERE v IS NOT NULL GROUP BY v"
    return (
        f"SELECT {place}, t, sum(n), min(line), sum(padded) "
        f"FROM (SELECT {texts.stripped_sql('v')} AS t, n, line, CASE WHEN t <> v THEN n ELSE 0 END AS padded FROM ({raw})) GROUP BY t"
    )


def _values(connection: duckdb.DuckDBPyConnection) -> dict[int, dict[str, int]]:
    """The values of columns that have few, the most frequent first."""
    few = f"SELECT place FROM {_VALUES_TABLE} WHERE t <> '' GROUP BY place HAVING count(*) <= {MOST_VALUES}"
    sql = f"SELECT place, t, n FROM {_VALUES_TABLE} WHERE t <> '' AND place IN ({few}) ORDER BY place, n DESC, t"
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for place, text, rows in connection.execute(sql).fetchall():
        found[place][text] = rows
    return found


def _forms(connection: duckdb.DuckDBPyConnection, source: str) -> dict[int, dict[str, FormFacts]]:
    fraction = r"regexp_extract(u, '[.,](\d+)$', 1)"
    dusty = rf"length({fraction}) >= {DUSTY} AND regexp_matches({fraction}, '0{{6}}|9{{6}}')"
    clean = rf"CASE WHEN {dusty} THEN regexp_replace({fraction}, '(?:0{{6}}|9{{6}})\d*$', '') ELSE {fraction} END"
    sql = (
        f"SELECT place, form, sum(n), count(*), min(line), arg_min(t, line), max(length(rtrim({clean}, '0'))), sum(n) FILTER (WHERE {dusty}), "
        rf"max(length(regexp_replace(u, '\D', '', 'g')) - length({fraction})), min(TRY_CAST(u AS DOUBLE)), max(TRY_CAST(u AS DOUBLE)), "
        r"max(TRY_CAST(regexp_extract(t, '^(\d+)', 1) AS BIGINT)), max(TRY_CAST(regexp_extract(t, '^\d+\D(\d+)', 1) AS BIGINT)), "
        r"sum(n) FILTER (WHERE regexp_full_match(u, '(?:19|20)\d{6}') AND TRY_CAST(try_strptime(u, '%Y%m%d') AS DATE) IS NOT NULL), "
        f"list(t ORDER BY n DESC) FILTER (WHERE form = '{Form.TOKEN}') "
        f"FROM (SELECT *, {_form_sql()} AS form FROM (SELECT *, {_core_sql()} AS u FROM {source} WHERE t <> '')) "
        "GROUP BY place, form ORDER BY place, form"
    )
    found: dict[int, dict[str, FormFacts]] = defaultdict(dict)
    for place, form, rows, distinct, line, example, decimals, dust, digits, low, high, first, second, days, tokens in connection.execute(
        sql
    ).fetchall():
        found[place][form] = FormFacts(
            rows=int(rows),
            distinct=distinct,
            line=line,
            example=example,
            fraction=decimals or 0,
            dust=int(dust or 0),
            digits=digits or 0,
            low=low,
            high=high,
            first_part=first or 0,
            second_part=second or 0,
            days=int(days or 0),
            texts=tuple(tokens or ()),
        )
    return found


def _core_sql() -> str:
    """A number without sign, currency and brackets; NULL for what is no number."""
    core = literal(_CORE)
    return (
        f"CASE WHEN regexp_full_match(t, {literal(_SIMPLE)}) THEN t "
        f"WHEN regexp_full_match(t, {literal(decorated(f'(?:{_CORE})'))}) THEN regexp_extract(t, {core}, 0) END"
    )


def _form_sql() -> str:
    branches = [f"WHEN regexp_full_match({of}, {literal(pattern)}) THEN {literal(form)}" for form, of, pattern in _FORMS]
    listed = f"WHEN t LIKE '[%]' AND json_valid(t) THEN '{Form.LIST}'"
    dated = f"WHEN regexp_full_match(t, {literal(_DATES)}) THEN {_shape_sql('t')}"
    return f"CASE {' '.join([*branches[:-1], listed, dated, branches[-1]])} ELSE '{Form.TEXT}' END"


def _shape_sql(text: str) -> str:
    """The shape of a date: digits as 9, a month's name as MMM, a zone as z, a second's fraction as f, half a day as p; @ behind midnight."""
    steps = (
        (r"(:\d{2}(?:[.,]\d+)?)\s?(?:Z|z|UTC|GMT|[-+]\d{2}(?::?\d{2})?)$", r"\1z", ""),
        (r"([T\s]0?0:00(?::00(?:[.,]0+)?)?)$", r"\1@", ""),
        (r"(:\d{2}[.,])\d+", r"\1f", ""),
        (r"(?i)[ap]m$", "p", ""),
        (r"\d", "9", "g"),
        (r"\pL{3,}\.?", "MMM", ""),
    )
    for pattern, by, options in steps:
        text = f"regexp_replace({text}, {literal(pattern)}, {literal(by)}{', ' + literal(options) if options else ''})"
    return text


def _typed_facts(connection: duckdb.DuckDBPyConnection, staged: StagedFile, surveyed: _Surveyed) -> ColumnFacts:
    """The facts of a column that the file has typed, in the forms that texts would have."""
    column, about = surveyed.column, surveyed.about
    name = quoted(column.name)
    typed = _typed_sql(name, column.type)
    sql = (
        f"SELECT {typed.form} AS form, count(*), min({LINE}), CAST(arg_min({name}, {LINE}) AS VARCHAR), "
        f"{typed.low}, {typed.high}, {typed.fraction}, {typed.dust}, {typed.days} "
        f"FROM {quoted(staged.table)} WHERE {name} IS NOT NULL GROUP BY form ORDER BY form"
    )
    forms = {
        form: FormFacts(
            rows=rows,
            distinct=about,
            line=line,
            example=example,
            fraction=fraction or 0,
            dust=dust or 0,
            digits=max((len(str(abs(int(each)))) for each in (low, high) if each is not None), default=0),
            low=low,
            high=high,
            days=int(days or 0),
        )
        for form, rows, line, example, low, high, fraction, dust, days in connection.execute(sql).fetchall()
    }
    nan = forms.pop(_NAN, None)
    missing = staged.rows - surveyed.present + (nan.rows if nan else 0)
    values = {} if about > MOST_VALUES or native.is_list(column.type) else _typed_values(connection, staged, name)
    return ColumnFacts(column=column, rows=staged.rows, missing=missing, distinct=len(values) or about, forms=forms, values=values)


def _typed_values(connection: duckdb.DuckDBPyConnection, staged: StagedFile, name: str) -> dict[str, int]:
    sql = f"SELECT CAST({name} AS VARCHAR) AS v, count(*) AS n FROM {quoted(staged.table)} WHERE {name} IS NOT NULL GROUP BY v ORDER BY n DESC, v"
    found = connection.execute(f"{sql} LIMIT {MOST_VALUES + 1}").fetchall()
    return dict(found) if len(found) <= MOST_VALUES else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _TypedSql:
    """Aggregates over a typed column."""

    form: str
    low: str = "NULL::DOUBLE"
    high: str = "NULL::DOUBLE"
    fraction: str = "0"
    dust: str = "0"
    days: str = "0"


def _typed_sql(name: str, kind: str) -> _TypedSql:
    if native.is_integer(kind):
        day = f"CASE WHEN {name} BETWEEN 19000101 AND 21001231 THEN try_strptime(CAST({name} AS VARCHAR), '%Y%m%d') IS NOT NULL END"
        return _numeric(f"'{Form.INTEGER}'", name, days=f"count(*) FILTER (WHERE {day})")
    if native.is_float(kind):
        return _floating(name, kind)
    if native.is_decimal(kind):
        scale = f"max(length(rtrim(split_part(CAST({name} AS VARCHAR), '.', 2), '0')))"
        declared = int(kind.rpartition(",")[2].strip(" )"))
        return _numeric(
            f"CASE WHEN {name} = trunc({name}) THEN '{Form.WHOLE}' ELSE '{Form.POINT}' END", name, fraction=scale if declared > 9 else str(declared)
        )
    if native.is_timestamp(kind):
        midnight = f"epoch_us({name}) % {_DAY} = 0"
        return _TypedSql(form=f"CASE WHEN {midnight} THEN '{Form.MIDNIGHT}' ELSE '{Form.MOMENT}' END")
    forms = {"BOOLEAN": Form.BOOLEAN, "DATE": Form.DAY, native.ZONED: Form.ZONED}
    return _TypedSql(form=f"'{Form.TEXTS if native.is_list(kind) else forms.get(kind, Form.TEXT)}'")


def _floating(name: str, kind: str) -> _TypedSql:
    """Floating-point numbers are decimals as long as few digits say all of them but dust; the others have the form of an exponent."""
    value = f"CAST(CAST({name} AS VARCHAR) AS DOUBLE)" if kind == "FLOAT" else name
    short = f"CAST(TRY_CAST({value} AS DECIMAL(18, {{}})) AS DOUBLE)"
    scales = " ".join(f"WHEN abs({short.format(each)} - {value}) <= {native.DUST} THEN {each}" for each in _SCALES)
    scale = f"CASE {scales} END"
    odd = f"WHEN isnan({name}) THEN '{_NAN}' WHEN isinf({name}) THEN '{Form.TEXT}'"
    known = f"WHEN ({scale}) IS NULL THEN '{Form.EXPONENT}' WHEN {name} = trunc({name}) THEN '{Form.WHOLE}' ELSE '{Form.POINT}'"
    form = f"CASE {odd} {known} END"
    dust = f"count(*) FILTER (WHERE {short.format(_SCALES[-1])} <> {value} AND ({scale}) IS NOT NULL)"
    return replace(_numeric(form, name, fraction=f"max({scale})"), dust=dust)


def _numeric(form: str, name: str, fraction: str = "0", days: str = "0") -> _TypedSql:
    finite = f"CASE WHEN isfinite(CAST({name} AS DOUBLE)) THEN CAST({name} AS DOUBLE) END"
    return _TypedSql(form=form, low=f"min({finite})", high=f"max({finite})", fraction=fraction, days=days)
