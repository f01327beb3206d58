"""Behind https: the cookie's name and flags, and transport security."""

from dataclasses import replace
from pathlib import Path

from flask_migrate import upgrade

from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings


def test_the_cookie_is_bound_to_the_host(settings: Settings, tmp_path: Path) -> None:
    secure = replace(
        settings,
        public_url="https://learn.example",
        database_url=f"sqlite:///{tmp_path / 'https.db'}",
    )
    app = create_app(secure)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))

    answer = app.test_client().get("/sign-in", base_url="https://learn.example")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-sid=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
