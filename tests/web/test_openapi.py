"""What programs can read is as docs/openapi.json says, whatever they ask: tried by Schemathesis."""

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings

from tests.support.badges import issuing
from tpmlearn.config import ROOT

TOLD: dict[str, Any] = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
EXAMPLES = 25


@pytest.mark.parametrize("path", TOLD["paths"])
def test_an_address_for_programs_answers_as_it_is_written_down(
    app: Flask, tmp_path: Path, path: str
) -> None:
    schema = schemathesis.openapi.from_dict(TOLD)
    schema.app = app

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[path]["GET"].as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    with issuing(app, tmp_path):
        ask()


def test_every_address_that_is_written_down_is_there_and_takes_no_session(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    values = {"credential_id": "a", "number": "1", "resource": "CFItems", "source_id": "a"}

    endpoints = [adapter.match(path.format(**values))[0] for path in TOLD["paths"]]

    assert len(endpoints) == len(TOLD["paths"])
    for path in TOLD["paths"]:
        answer = app.test_client().get(path.format(**values))
        assert "Set-Cookie" not in answer.headers
