"""The schema of JSON Resume accepts every file that we write."""

import json
import subprocess

from tests.domain.profiles.portable.cast import HOSTILE, NOBODY, PROFILE, hostile
from tests.support import needs
from tpmlearn.domain.profiles.portable.resume import resume

READ = """
const {validate} = require('@jsonresume/schema'); const {readFileSync} = require('fs');
const faults = [];
for (const one of JSON.parse(readFileSync(0, 'utf8')))
  validate(one, (errors) => faults.push((errors || []).map(String)));
console.log(JSON.stringify(faults));
"""


def _faults(files: list[object]) -> list[list[str]]:
    modules = needs.gates()
    done = subprocess.run(
        ["node", "-e", READ],
        input=json.dumps(files),
        capture_output=True,
        text=True,
        cwd=modules.parent,
        check=True,
    )
    found: list[list[str]] = json.loads(done.stdout)
    return found


def test_it_accepts_full_empty_and_hostile_profiles() -> None:
    profiles = [PROFILE, NOBODY, *(hostile(text) for text in HOSTILE)]

    assert _faults([json.loads(resume(one)) for one in profiles]) == [[] for _ in profiles]


def test_it_refuses_what_is_none() -> None:
    broken = json.loads(resume(PROFILE))
    broken["projects"][0]["startDate"] = "in March"

    ((fault,),) = _faults([broken])

    assert "startDate" in fault
