"""Programs of others look at the site on loopback: nothing above low, and 130 points or more."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.cluster import free_port
from tests.support.site import Site, fill, launch, new_folder
from tpmlearn.config import ROOT

TOOLS = ROOT / ".cache" / "scans"
ASKED = os.environ.get("TPMLEARN_SCAN") == "1"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not ASKED, reason="make scan installs the programs and asks for this"),
]
LOW = 1
SECONDS = 600
# Those that need no help from a server on the web.
MODULES = (
    "cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,sql,"
    "timesql,upload,xss"
)


def quiet() -> dict[str, str]:
    """The environment without proxies: all of this is on loopback."""
    return {name: text for name, text in os.environ.items() if "proxy" not in name.lower()}


@pytest.fixture
def port() -> int:
    """A port for the door with TLS."""
    return free_port()


@pytest.fixture
def production(tmp_path: Path, port: int) -> Iterator[Site]:
    """The site as it runs for others, behind one proxy."""
    site = launch(
        "scanned",
        new_folder(tmp_path, rendered=TOOLS / "html"),
        more={
            "TPMLEARN_ENV": "production",
            "TPMLEARN_SECRET_KEY": "scan-" + "k" * 40,
            "TPMLEARN_PUBLIC_URL": f"https://localhost:{port}",
            "TPMLEARN_TRUSTED_PROXIES": "1",
        },
    )
    yield site
    site.stop()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Site]:
    """The site with the people of the demo, that counts nobody's requests."""
    folder = new_folder(tmp_path, rendered=TOOLS / "html")
    site = launch("demo", folder, fill(folder), more={"TPMLEARN_LIMITS": "0"})
    yield site
    site.stop()


def test_mozilla_s_observatory_gives_130_points(
    production: Site, port: int, tmp_path: Path
) -> None:
    key, certificate = certify(tmp_path)
    package = TOOLS / "node_modules" / "@mdn" / "mdn-http-observatory"
    # The list of who is preloaded, which its installation would fetch; localhost is on none.
    (package / "conf" / "hsts-preload.json").write_text("{}", encoding="utf-8")
    upstream = production.url.rpartition(":")[2]

    done = subprocess.run(
        [
            *(shutil.which("node") or "node", "--dns-result-order=ipv4first"),
            *(ROOT / "tests" / "scans" / "observatory.mjs", TOOLS / "node_modules"),
            *(upstream, str(port), key, certificate),
        ],
        env={**quiet(), "NODE_EXTRA_CA_CERTS": str(certificate)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    found = json.loads(done.stdout)
    print(f"Mozilla HTTP Observatory: {found['score']} points, {found['grade']}")
    for name, test in found["tests"].items():
        print(f"  {name}: {test['result']} ({test['scoreModifier']:+d})")

    assert [name for name, test in found["tests"].items() if not test["pass"]] == []
    assert found["score"] >= 130, found
    assert found["grade"] == "A+"


def test_wapiti_finds_nothing_above_low(demo: Site, tmp_path: Path) -> None:
    report = tmp_path / "wapiti.json"

    subprocess.run(
        [
            *(TOOLS / "venv" / "bin" / "wapiti", "--url", f"{demo.url}/", "--scope", "folder"),
            *("--module", MODULES, "--depth", "3", "--max-links-per-page", "25"),
            *("--max-files-per-dir", "12", "--max-parameters", "12"),
            *("--max-scan-time", str(SECONDS), "--max-attack-time", "60", "--no-bugreport"),
            *("--format", "json", "--output", report, "--flush-session"),
            *("--store-session", tmp_path / "session", "--store-config", tmp_path / "config"),
        ],
        env={**quiet(), "HOME": str(tmp_path)},
        capture_output=True,
        timeout=2 * SECONDS,
        check=True,
    )
    found = json.loads(report.read_text(encoding="utf-8"))

    print(f"wapiti: {found['infos']['crawled_pages_nbr']} pages")
    for group in ("vulnerabilities", "anomalies"):
        for name, several in found[group].items():
            levels = sorted({one["level"] for one in several}, reverse=True)
            if several:
                print(f"  {name}: {len(several)}, level {levels[0]} at most")
    serious = [
        (name, one["path"], one["info"])
        for group in ("vulnerabilities", "anomalies")
        for name, several in found[group].items()
        for one in several
        if one["level"] > LOW
    ]
    assert found["infos"]["crawled_pages_nbr"] > 50
    assert serious == []
    assert "fault " not in demo.log


def certify(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate of a day for localhost, in files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    key_file, certificate_file = folder / "key.pem", folder / "certificate.pem"
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return key_file, certificate_file
