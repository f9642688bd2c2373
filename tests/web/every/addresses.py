"""Every address of the web app: who may open it, how, and what it is about. A new address is written down here, or the test of it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver

from doelgroep_web.accounts.roles import RIGHTS, Right, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

GET, POST = "GET", "POST"
ANYBODY = None
"""Also for nobody: signing in, and what is needed for it."""
SIGNED_IN: tuple[Right, ...] = ()
"""For everybody who is signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address."""

    needs: tuple[Right, ...] | None
    """Any of these; see also ANYBODY and SIGNED_IN."""
    also: tuple[Right, ...] = ()
    """And every one of these."""
    by: tuple[str, ...] = (GET,)
    to_post: tuple[Right, ...] | None = None
    """Any of these, where a POST needs more."""
    about: str = ""
    """What its number or key is of; see `things.py`."""
    gives: int = 200
    """What a GET answers to whoever may."""

    def lets(self, role: Role, method: str) -> bool:
        """Whether somebody with a role may come here."""
        wanted = self.to_post if method == POST and self.to_post is not None else self.needs
        return not wanted or (any(each in RIGHTS[role] for each in wanted) and all(each in RIGHTS[role] for each in self.also))


BOTH, POSTS = (GET, POST), (POST,)
SEE, EDIT, MEMBERS, EXPORT = (Right.SEE_SEGMENTS,), (Right.EDIT_SEGMENTS,), (Right.SEE_MEMBERS,), (Right.EXPORT_MEMBERS,)
FIND = (Right.FIND_CUSTOMER,)
DATA, IMPORT, CATALOG = (Right.SEE_DATA,), (Right.IMPORT_DATA,), (Right.EDIT_CATALOG,)
USERS, KEYS, AUDIT, MANAGE = (Right.MANAGE_USERS,), (Right.USE_API,), (Right.SEE_AUDIT,), (Right.MANAGE_WORKSPACE,)

ADDRESSES: Mapping[str, Address] = {
    "start:index": Address(needs=SIGNED_IN),
    "start:search": Address(needs=SIGNED_IN),
    # Signing in and one's own account
    "accounts:login": Address(needs=ANYBODY, by=BOTH),
    "accounts:login_by_link": Address(needs=ANYBODY, by=BOTH, about="token", gives=410),
    "accounts:logout": Address(needs=ANYBODY, by=POSTS),
    "accounts:forgotten": Address(needs=ANYBODY, by=BOTH),
    "accounts:new_password": Address(needs=ANYBODY, by=BOTH, about="reset", gives=410),
    "accounts:language": Address(needs=ANYBODY, by=POSTS),
    "accounts:theme": Address(needs=SIGNED_IN, by=POSTS),
    "accounts:account": Address(needs=SIGNED_IN, by=BOTH),
    # Long work
    "jobs:index": Address(needs=SIGNED_IN),
    "jobs:job": Address(needs=SIGNED_IN, about="job"),
    "jobs:cancel": Address(needs=SIGNED_IN, by=POSTS, about="job"),
    # The page of components is there in development only
    "ui:components": Address(needs=SIGNED_IN, about="development"),
    "ui:complete": Address(needs=SIGNED_IN, by=POSTS, about="development"),
    "ui:check": Address(needs=SIGNED_IN, by=POSTS, about="development"),
    "ui:options": Address(needs=SIGNED_IN, about="development"),
    "ui:count": Address(needs=SIGNED_IN, by=POSTS, about="development"),
    # Data
    "data:index": Address(needs=DATA),
    "data:import": Address(needs=DATA, about="import"),
    # Of an import without a rejected row there is no file, which is said in words
    "data:rejected": Address(needs=IMPORT, also=(Right.SEE_DIRECT,), about="import", gives=400),
    "data:undo": Address(needs=IMPORT, by=BOTH, about="import"),
    "data:begin": Address(needs=IMPORT, by=POSTS),
    "data:upload": Address(needs=IMPORT, about="upload"),
    "data:files": Address(needs=IMPORT, by=POSTS, about="upload"),
    "data:remove": Address(needs=IMPORT, by=POSTS, about="upload"),
    "data:read": Address(needs=IMPORT, by=POSTS, about="upload"),
    "data:meaning": Address(needs=IMPORT, by=POSTS, about="upload"),
    "data:back": Address(needs=IMPORT, by=POSTS, about="upload"),
    "data:import_now": Address(needs=IMPORT, by=POSTS, about="upload"),
    "data:stop": Address(needs=IMPORT, by=POSTS, about="upload"),
    "data:discard": Address(needs=IMPORT, by=POSTS, about="upload"),
    "data:catalogue": Address(needs=DATA),
    "data:field": Address(needs=DATA, about="field"),
    "data:edit": Address(needs=CATALOG, by=POSTS, about="field"),
    "data:rename": Address(needs=CATALOG, by=POSTS, about="field"),
    "data:quality": Address(needs=DATA),
    "data:measure": Address(needs=IMPORT, by=POSTS),
    # The editor: drafts are of one person
    "editor:index": Address(needs=EDIT),
    "editor:new": Address(needs=EDIT, by=BOTH, gives=302),
    "editor:rules": Address(needs=EDIT),
    "editor:edit": Address(needs=EDIT, about="segment", gives=302),
    "editor:draft": Address(needs=EDIT, by=BOTH, about="draft"),
    "editor:text": Address(needs=EDIT, by=POSTS, about="draft"),
    "editor:result": Address(needs=EDIT, about="draft", gives=302),
    "editor:examples": Address(needs=MEMBERS, also=EDIT, about="draft"),
    "editor:values": Address(needs=EDIT, about="draft_rule"),
    "editor:complete": Address(needs=EDIT, by=POSTS, about="draft"),
    "editor:check": Address(needs=EDIT, by=POSTS, about="draft"),
    "editor:choose": Address(needs=EDIT, about="draft"),
    "editor:why": Address(needs=MEMBERS, also=EDIT, about="draft"),
    "editor:versions": Address(needs=EDIT, about="draft"),
    "editor:customers": Address(needs=MEMBERS, also=EDIT, about="draft"),
    "editor:publish": Address(needs=EDIT, by=BOTH, about="draft"),
    "editor:discard": Address(needs=EDIT, by=POSTS, about="draft"),
    # Templates
    "gallery:index": Address(needs=SEE),
    "gallery:sizes": Address(needs=SEE),
    "gallery:template": Address(needs=SEE, about="template"),
    "gallery:preview": Address(needs=SEE, about="template"),
    "gallery:make": Address(needs=EDIT, by=POSTS, about="template"),
    # Segment sets
    "sets:index": Address(needs=SEE),
    "sets:new": Address(needs=EDIT, by=BOTH),
    "sets:set": Address(needs=SEE, about="set"),
    "sets:edit": Address(needs=EDIT, by=BOTH, about="set"),
    "sets:versions": Address(needs=SEE, about="set"),
    "sets:restore": Address(needs=EDIT, by=POSTS, about="set"),
    "sets:delete": Address(needs=EDIT, by=BOTH, about="set"),
    # Segments
    "segments:index": Address(needs=SEE),
    "segments:bulk": Address(needs=EDIT, by=POSTS),
    "segments:refresh": Address(needs=(Right.REFRESH,), by=POSTS),
    "segments:static": Address(needs=EDIT, by=BOTH),
    "segments:exports": Address(needs=EXPORT),
    "segments:export": Address(needs=EXPORT, about="export"),
    "segments:fetch": Address(needs=EXPORT, about="export"),
    "segments:segment": Address(needs=SEE, about="segment"),
    "segments:chart": Address(needs=SEE, about="refreshed"),
    "segments:members": Address(needs=MEMBERS, about="segment"),
    "segments:ask_export": Address(needs=EXPORT, by=BOTH, about="segment"),
    "segments:definition": Address(needs=SEE, about="segment"),
    "segments:restore": Address(needs=EDIT, by=POSTS, about="segment"),
    "segments:used_by": Address(needs=SEE, about="segment"),
    "segments:refreshes": Address(needs=SEE, about="segment"),
    "segments:about": Address(needs=EDIT, by=POSTS, about="segment"),
    "segments:state": Address(needs=EDIT, by=POSTS, about="segment"),
    "segments:delete": Address(needs=EDIT, by=BOTH, about="segment"),
    # Customers: the service desk sees no reasons and no value
    "customers:index": Address(needs=FIND),
    "customers:customer": Address(needs=FIND, about="customer"),
    "customers:time_line": Address(needs=FIND, about="customer", gives=302),
    "customers:why": Address(needs=FIND, also=SEE, about="customer_and_segment"),
    "customers:just_not": Address(needs=FIND, also=SEE, about="customer"),
    "customers:value": Address(needs=FIND, also=SEE, about="customer"),
    "customers:add_note": Address(needs=FIND, by=POSTS, about="customer"),
    "customers:delete_note": Address(needs=FIND, by=POSTS, about="note"),
    # Settings: everybody who may see a part of them is sent to it
    "administration:index": Address(needs=(*USERS, *KEYS, *AUDIT, *MANAGE), by=BOTH, to_post=MANAGE),
    "administration:people": Address(needs=USERS),
    "administration:new_person": Address(needs=USERS, by=BOTH),
    "administration:person": Address(needs=USERS, by=BOTH, about="person"),
    "administration:link": Address(needs=USERS, by=POSTS, about="person"),
    "administration:keys": Address(needs=KEYS, by=BOTH),
    "administration:revoke": Address(needs=KEYS, by=POSTS, about="key"),
    "administration:audit": Address(needs=AUDIT),
    "administration:audit_file": Address(needs=AUDIT),
    "administration:storage": Address(needs=MANAGE),
}
FILES = {"segments:chart", "segments:fetch", "administration:audit_file"}
PAGES = tuple(
    name for name, each in ADDRESSES.items() if GET in each.by and each.gives in {200, 410} and each.about != "development" and name not in FILES
)
"""What shows something to people."""
FRAGMENTS = {"editor:examples", "editor:values", "gallery:sizes", "gallery:preview", "customers:just_not", "customers:value"}
"""Parts of pages, which scripts ask for."""
BY_KEY = "api"
"""The addresses of programs, which come with a key instead of a session, are tried in tests/web/api."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An address as Django knows it."""

    name: str
    view: Callable[..., object]


def known_addresses() -> list[Known]:
    """Every address that answers to people."""
    return list(_walked(get_resolver().url_patterns, ()))


def _walked(patterns: list[URLPattern | URLResolver], above: tuple[str, ...]) -> Iterator[Known]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield Known(name=":".join((*above, str(each.name))), view=each.callback)
        elif not str(each.pattern).startswith(f"{BY_KEY}/"):
            yield from _walked(each.url_patterns, (*above, each.namespace) if each.namespace else above)


def rights_of(view: Callable[..., object]) -> tuple[Right, ...] | None:
    """What a view says that it needs; None when it asks nothing."""
    found: tuple[Right, ...] | None = getattr(view, "rights", None)
    return found
