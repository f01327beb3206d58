"""ical.js, which Thunderbird reads calendars with, finds in ours what we wrote."""

import json
import subprocess
from datetime import date
from typing import Any

from icalendar import Calendar

from tests.domain.planning.exports.cast import HOSTILE, material, titled
from tests.support import needs
from tpmlearn.domain.planning.exports.calendar import TaskForm, calendar

READ = """
const ICAL = (await import('ical.js')).default;
const {readFileSync} = await import('fs');
const read = (text) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents().map((part) => ({
  name: part.name.toUpperCase(),
  values: Object.fromEntries(
    part.getAllProperties().map((one) => [one.name, String(one.getFirstValue())])
  ),
}));
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(read)));
"""
DAYS = ("dtstart", "dtend", "due")
TEXTS = ("uid", "summary", "description", "status", "url")


def _read(calendars: list[bytes]) -> list[list[dict[str, Any]]]:
    modules = needs.gates()
    done = subprocess.run(
        ["node", "--input-type=module", "-e", READ],
        input=json.dumps([one.decode() for one in calendars]),
        capture_output=True,
        text=True,
        cwd=modules.parent,
        check=True,
    )
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def test_it_reads_ids_days_and_hostile_titles() -> None:
    made = [
        calendar(whole, tasks)
        for whole in (material(), *(titled(title) for title in HOSTILE))
        for tasks in TaskForm
    ]

    for text, found in zip(made, _read(made), strict=True):
        parts = Calendar.from_ical(text).subcomponents
        assert len(parts) == len(found) > 5
        for part, seen in zip(parts, found, strict=True):
            values = seen["values"]
            assert seen["name"] == part.name
            days = {key: part.decoded(key) for key in DAYS if key in part}
            assert {key: date.fromisoformat(values[key]) for key in DAYS if key in values} == days
            texts = {key: str(part[key]) for key in TEXTS if key in part}
            assert {key: values[key] for key in TEXTS if key in values} == texts
