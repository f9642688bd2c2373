"""The catalogue as it would become: tables find their place in it, or make one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, Catalog, Lookup
from doelgroep.store.proposal.activities import DraftedActivity, activity_of, draft_activity, orders_of
from doelgroep.store.proposal.adoption import adopt, overlap
from doelgroep.store.proposal.fields import Drafted, draft_fields, with_field
from doelgroep.store.proposal.known import lookup_keys
from doelgroep.store.proposal.lookups import DraftedLookup, Reference, draft_lookup, has_key_of, referring_field, with_key_kind
from doelgroep.store.proposal.naming import field_name
from doelgroep.store.proposal.placing import find_column
from doelgroep.store.proposal.traits import facts_of_customers, traits_of
from doelgroep.store.proposal.words import Sense, plain_name
from doelgroep.store.source import Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from doelgroep.catalog import Field
    from doelgroep.store.proposal.placing import Placed
    from doelgroep.store.proposal.table import Table
    from doelgroep.store.source import Choice, ReadOptions

_SAME, _SAME_NAME = 0.5, 0.3
"""Shares of columns that an activity or lookup must know for a table to be more of the same; fewer when the names are the same too."""
_CLEARLY_SAME = 4
"""So many fields that mean the same, the moment among them, make an activity of the same name the same one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A table with its place and its fields."""

    placed: Placed
    name: str
    drafted: tuple[Drafted, ...]
    timeless: bool = False
    """An activity whose rows have no moment."""


@dataclass(slots=True)
class Assembly:
    """The catalogue while tables are added to it."""

    connection: duckdb.DuckDBPyConnection
    options: ReadOptions
    catalog: Catalog
    declared: Catalog
    """The catalogue before the import: what it says of a field stands."""
    settled: list[Settled] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    new_activities: list[Activity] = field(default_factory=list)
    drafts: list[DraftedActivity] = field(default_factory=list)
    new_lookups: set[str] = field(default_factory=set)
    stems: dict[str, str] = field(default_factory=dict)
    """File names of this import, and the activities that they became."""

    @property
    def taken(self) -> list[str]:
        """Names that mean something at the level of the customer."""
        return [*self.catalog.names, *(other for other, _ in self.catalog.aliases)]


def assemble(
    connection: duckdb.DuckDBPyConnection, placed: Sequence[Placed], references: Sequence[Reference], catalog: Catalog, options: ReadOptions
) -> Assembly:
    """Add activities, customers and lookups to the catalogue, in this order: names of activities go before those of fields."""
    assembly = Assembly(connection, options, _with_key(catalog, placed), declared=catalog)
    for each in placed:
        if each.target is Target.ACTIVITY:
            _add_activity(assembly, each)
    for each in placed:
        if each.target is Target.CUSTOMERS:
            _add_customers(assembly, each)
    _add_lookups(assembly, placed, references)
    _add_traits(assembly)
    return assembly


# ---------------------------------------------------------------- customers


def _with_key(catalog: Catalog, placed: Sequence[Placed]) -> Catalog:
    """A catalogue without any data and without a key of its own takes the key's name from the file of customers, or from the activities."""
    if catalog.fields or catalog.activities or catalog.key_column:
        return catalog
    keyed = [each for each in placed if each.key is not None and each.target in {Target.CUSTOMERS, Target.ACTIVITY}]
    if not keyed:
        return catalog
    first = min(keyed, key=lambda each: each.target is not Target.CUSTOMERS)
    key = first.key or ""
    telling = catalog.key == Catalog().key and len(plain_name(key)) > len("number") and not first.table.nameless and not _is_email(first.table, key)
    return replace(catalog, key=field_name(key, []) if telling else catalog.key, key_column=key, entity=_entity(first.table, catalog.entity))


def _is_email(table: Table, column: str) -> bool:
    return any(each.name == column for each in table.of_sense(Sense.EMAIL))


def _entity(table: Table, usual: str) -> str:
    """A company when the file tells more about companies than about persons."""
    companies = sum(1 for _ in table.of_sense(Sense.COMPANY, Sense.COMPANY_NAME))
    persons = sum(1 for _ in table.of_sense(Sense.PERSONAL, Sense.BIRTH_DATE, Sense.FIRST_NAME))
    return "company" if companies > persons else usual


def _add_customers(assembly: Assembly, placed: Placed) -> None:
    table, catalog = placed.table, assembly.catalog
    leave_out = [placed.key] if placed.key is not None and not _is_email(table, placed.key) else []
    others = [each for each in assembly.taken if each not in {own.name for own in catalog.fields}]
    drafted = adopt(table, draft_fields(assembly.connection, table, Target.CUSTOMERS, leave_out, []), catalog.fields, taken=others)
    assembly.catalog = replace(catalog, fields=(*catalog.fields, *_new(drafted, catalog.fields)))
    assembly.settled.append(Settled(placed=placed, name="customers", drafted=tuple(drafted)))


def _new(drafted: Sequence[Drafted], known: Sequence[Field]) -> list[Field]:
    names = {each.name for each in known}
    return [each.field for each in drafted if each.field.name not in names]


# ---------------------------------------------------------------- activities


def _add_activity(assembly: Assembly, placed: Placed) -> None:
    existing = _existing_activity(assembly, placed)
    options = assembly.options.of(placed.table.label)
    draft = draft_activity(assembly.connection, placed, options, existing)
    if existing is None:
        draft, existing = _with_own_name(assembly, draft)
    row_id = _row_id(options, placed.table, draft.drafted)
    if existing is None:
        _add_new(assembly, draft, row_id)
    else:
        grown = replace(
            existing,
            fields=(*existing.fields, *_new(draft.drafted, existing.fields), *(each for each in draft.computed if existing.field(each.name) is None)),
            time=existing.time or draft.time,
            row_id=row_id or existing.row_id,
            customer_column=existing.customer_column or placed.key,
        )
        assembly.catalog = replace(
            assembly.catalog, activities=tuple(grown if each.name == grown.name else each for each in assembly.catalog.activities)
        )
    assembly.stems[placed.table.name] = draft.name
    assembly.choices += draft.choices
    assembly.settled.append(Settled(placed=placed, name=draft.name, drafted=draft.drafted, timeless=draft.time is None))


def _existing_activity(assembly: Assembly, placed: Placed) -> Activity | None:
    """The stored activity that the user named, or that knows the columns of the table. Of this import only one from a file of the same name."""
    stored = [each for each in assembly.catalog.activities if each.derivation is None]
    if placed.name is not None:
        return next((each for each in stored if each.name == placed.name), None)
    new = {each.name for each in assembly.new_activities}
    known = [each for each in stored if each.name not in new or assembly.stems.get(placed.table.name) == each.name]
    return _most_alike(placed, [(each, each.fields) for each in known])


def _most_alike[Known: (Activity, Lookup)](placed: Placed, known: Sequence[tuple[Known, Sequence[Field]]]) -> Known | None:
    columns = [each.name for each in placed.table.columns if each.name != placed.key or placed.target is Target.LOOKUP]
    scored = [(overlap(columns, fields), each.name == placed.table.name, each) for each, fields in known]
    good = [each for each in scored if each[0] >= (_SAME_NAME if each[1] else _SAME)]
    return max(good, key=lambda each: each[0] + each[1])[2] if good else None


def _with_own_name(assembly: Assembly, draft: DraftedActivity) -> tuple[DraftedActivity, Activity | None]:
    """A name that is free; or the activity that has the name already, when its fields mean the same."""
    same = assembly.catalog.activity(draft.name)
    if same is not None and same.derivation is None and same not in assembly.new_activities:
        options = assembly.options.of(draft.placed.table.label)
        adopted = draft_activity(assembly.connection, draft.placed, options, same)
        known = sum(each.field in same.fields for each in adopted.drafted)
        if adopted.time == same.time and known >= min(_CLEARLY_SAME, len(adopted.drafted) / 2):
            return adopted, same
    if draft.name in assembly.taken:
        wanted = [draft.placed.table.name, "purchases" if draft.amount is not None else "", draft.name]
        free = next((each for each in wanted if each and each not in assembly.taken), draft.name)
        draft = replace(draft, name=field_name(free, assembly.taken))
    return draft, None


def _row_id(options: ReadOptions, table: Table, drafted: Sequence[Drafted]) -> str | None:
    column = None if options.row_id is None else find_column(table, options.row_id)
    return next((each.field.name for each in drafted if column is not None and column in each.plan.columns), None)


def _add_new(assembly: Assembly, draft: DraftedActivity, row_id: str | None) -> None:
    activity = activity_of(draft, row_id)
    orders = orders_of(draft, [*assembly.taken, draft.name])
    added = [activity] if orders is None else [activity, orders]
    assembly.catalog = replace(assembly.catalog, activities=(*assembly.catalog.activities, *added))
    assembly.new_activities += added
    assembly.drafts.append(draft)


# ---------------------------------------------------------------- lookups


def _add_lookups(assembly: Assembly, placed: Sequence[Placed], references: Sequence[Reference]) -> None:
    """All lookups first, then the references to them: lookups refer to each other too."""
    drafted = [_draft_lookup(assembly, each) for each in placed if each.target is Target.LOOKUP]
    for lookup in drafted:
        used = [each for each in references if each.lookup == lookup.placed.table.label and each.key == lookup.placed.key]
        own = _settled_lookup(assembly, lookup)
        if lookup.name in assembly.new_lookups:
            own = with_key_kind(own, [_referring_drafted(assembly, each)[1].field for each in used])
            _settle_lookup(assembly, own)
        for each in used:
            _refer(assembly, *_referring_drafted(assembly, each), own)


def _draft_lookup(assembly: Assembly, placed: Placed) -> DraftedLookup:
    """The lookup, known to the assembly as far as it goes: its key and references are settled when all lookups are there."""
    catalog = assembly.catalog
    lookup = draft_lookup(assembly.connection, placed, _existing_lookup(assembly, placed), [each.name for each in catalog.lookups])
    known = catalog.lookup(lookup.name)
    if known is None:
        assembly.catalog = replace(catalog, lookups=(*catalog.lookups, lookup.lookup()))
        assembly.new_lookups.add(lookup.name)
    else:
        assembly.catalog = _with_lookup(catalog, replace(known, fields=(*known.fields, *_new(lookup.drafted, known.fields))))
    assembly.settled.append(Settled(placed=lookup.placed, name=lookup.name, drafted=lookup.drafted))
    return lookup


def _existing_lookup(assembly: Assembly, placed: Placed) -> Lookup | None:
    """The lookup that the user named, or one of before this import that knows the columns, and the key unless the file has its name."""
    named = next((each for each in assembly.catalog.lookups if each.name == placed.name), None) if placed.name else None
    before = [each for each in assembly.catalog.lookups if each.name not in assembly.new_lookups]
    known = [each for each in before if each.name == placed.table.name or _has_key(assembly, placed, each)]
    return named or _most_alike(placed, [(each, each.fields) for each in known])


def _has_key(assembly: Assembly, placed: Placed, lookup: Lookup) -> bool:
    names = {plain_name(each) for each in lookup_keys(assembly.declared, lookup)}
    return has_key_of(placed, lookup) or any(plain_name(each.name) in names for each in placed.table.columns)


def _with_lookup(catalog: Catalog, lookup: Lookup) -> Catalog:
    return replace(catalog, lookups=tuple(lookup if each.name == lookup.name else each for each in catalog.lookups))


def _settled_lookup(assembly: Assembly, lookup: DraftedLookup) -> DraftedLookup:
    """The lookup with what references have changed in it meanwhile."""
    return replace(lookup, drafted=_settled(assembly, lookup.placed).drafted)


def _settled(assembly: Assembly, placed: Placed) -> Settled:
    return next(each for each in assembly.settled if each.placed is placed)


def _settle_lookup(assembly: Assembly, lookup: DraftedLookup) -> None:
    """Write down the type of the key."""
    settled = _settled(assembly, lookup.placed)
    old, new = (next(each.field for each in one.drafted if each.field.name == lookup.key) for one in (settled, lookup))
    assembly.settled[assembly.settled.index(settled)] = replace(settled, drafted=lookup.drafted)
    assembly.catalog = _with_field(assembly.catalog, settled, old, new)


def _referring_drafted(assembly: Assembly, reference: Reference) -> tuple[Settled, Drafted]:
    settled = next(each for each in assembly.settled if each.placed.table is reference.table)
    return settled, next(each for each in settled.drafted if each.columns[0].name == reference.column)


def _refer(assembly: Assembly, settled: Settled, drafted: Drafted, lookup: DraftedLookup) -> None:
    """Let a field refer to the lookup: in the plan of its file and in the catalogue."""
    old = drafted.field
    new = referring_field(old, lookup, declared=any(each.name == old.name for each in _declared(assembly.declared, settled)))
    changed = tuple(with_field(each, new) if each is drafted else each for each in settled.drafted)
    assembly.settled[assembly.settled.index(settled)] = replace(settled, drafted=changed)
    assembly.catalog = _with_field(assembly.catalog, settled, old, new)


def _declared(catalog: Catalog, settled: Settled) -> Sequence[Field]:
    """The fields that a catalogue has for a table; none when it does not know the table."""
    if settled.placed.target is Target.CUSTOMERS:
        return catalog.fields
    tables: Sequence[Activity | Lookup] = catalog.activities if settled.placed.target is Target.ACTIVITY else catalog.lookups
    return next((each.fields for each in tables if each.name == settled.name), ())


def _with_field(catalog: Catalog, settled: Settled, old: Field, new: Field) -> Catalog:
    def swapped(fields: Sequence[Field]) -> tuple[Field, ...]:
        return tuple(new if each == old else each for each in fields)

    match settled.placed.target:
        case Target.CUSTOMERS:
            return replace(catalog, fields=swapped(catalog.fields))
        case Target.ACTIVITY:
            activities = tuple(replace(each, fields=swapped(each.fields)) if each.name == settled.name else each for each in catalog.activities)
            return replace(catalog, activities=activities)
        case _:
            lookups = tuple(replace(each, fields=swapped(each.fields)) if each.name == settled.name else each for each in catalog.lookups)
            return replace(catalog, lookups=lookups)


# ---------------------------------------------------------------- traits


def _add_traits(assembly: Assembly) -> None:
    children = {each.name for each in assembly.drafts if each.placed.parent is not None}
    timed_elsewhere = {each.name for each in assembly.drafts if each.is_timed_elsewhere}
    for each in traits_of(sorted(assembly.new_activities, key=lambda one: one.name in children), timed_elsewhere):
        if each.name not in assembly.taken:
            _add_trait(assembly, each)
    if assembly.catalog.fields:
        return
    for draft in assembly.drafts:
        for each in facts_of_customers(assembly.connection, draft, assembly.taken):
            _add_trait(assembly, each)


def _add_trait(assembly: Assembly, trait: Field) -> None:
    assembly.catalog = replace(assembly.catalog, traits=(*assembly.catalog.traits, trait))
