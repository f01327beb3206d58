"""A certified OpenID provider (npm's oidc-provider) that runs beside the site."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import needs
from tests.support.cluster import free_port
from tests.support.provider import CLIENT, SECRET
from tpmlearn.config import ROOT

CODE = ROOT / "tests" / "gates" / "provider.mjs"


@contextmanager
def real_provider(redirect: str, folder: Path) -> Iterator[str]:
    """Its issuer, while the block runs; `redirect` is where it sends browsers back."""
    modules, port = needs.gates(), free_port()
    issuer = f"http://localhost:{port}"
    asked = {
        "issuer": issuer,
        "port": port,
        "client": CLIENT,
        "secret": SECRET,
        "redirect": redirect,
    }
    with (folder / "provider.log").open("w") as log:
        process = subprocess.Popen(
            ["node", "--input-type=module", "-e", CODE.read_text(encoding="utf-8")],
            env={**os.environ, "PROVIDER": json.dumps(asked)},
            cwd=modules.parent,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == "ready"
            yield issuer
        finally:
            process.terminate()
            process.wait(10)
