"""Requests made of the OpenAPI document, good ones and broken ones: no answer is a mistake of the server, and each is as the document says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from doelgroep.workspace import define, signature
from doelgroep_web.api import limits
from doelgroep_web.api.whole import api

if TYPE_CHECKING:
    from doelgroep.workspace import Workspace
    from tests.web.api.conftest import Program

EXAMPLES = 5
"""Of each operation and kind: all together about half a minute of one core."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance, response_schema_conformance]
KNOWN = {"key": "delft", "customer": "C000001", "number": 1}
SCHEMA = schemathesis.openapi.from_dict(api.document())
NAMES = [each["operationId"] for methods in api.document()["paths"].values() for each in methods.values()]
QUERIES = ["city = 'Delft'", "orders MATCHES (date >= -12m)", "email CONTAINS 'a'", "IN SEGMENT 'delft'", "(" * 300, "x = '", "delft"]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda each: each.value)
@pytest.mark.parametrize("name", NAMES)
def test_answers_are_as_the_document_says(own_shop: Workspace, robot: Program, name: str, mode: GenerationMode) -> None:
    operation = SCHEMA.find_operation_by_id(name)
    operation.app = SCHEMA.app = get_wsgi_application()
    headers = {"Authorization": robot.client.defaults["HTTP_AUTHORIZATION"]}

    @settings(max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), is_known=st.booleans(), query=st.sampled_from(QUERIES))
    def answers(case: schemathesis.Case[Any], query: str, *, is_known: bool) -> None:
        limits.requests.clear()
        own_shop.definitions.put({"delft": define("city = 'Delft'")}, signature(author="Test"))
        if is_known and mode is GenerationMode.POSITIVE:
            case.path_parameters.update({each: KNOWN[each] for each in case.path_parameters})
            if isinstance(case.body, dict) and "query" in case.body:
                case.body["query"] = query
        case.call_and_validate(headers=headers, checks=CHECKS)

    answers()
