"""The API as a whole."""

from __future__ import annotations

from doelgroep_web.api.describing import DESCRIPTION, Api, release
from doelgroep_web.api.operations import catalogue, customers, exports, imports, jobs, members, queries, segments, uploads
from doelgroep_web.api.problems import handle_problems

GROUPS = (segments, members, queries, exports, customers, catalogue, uploads, imports, jobs)

api = Api(title="Doelgroep", version=release(), description=DESCRIPTION, urls_namespace="api:v1", openapi_url=None, docs_url=None)
handle_problems(api)
for _group in GROUPS:
    api.add_router("", _group.router)
