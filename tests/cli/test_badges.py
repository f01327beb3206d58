"""flask badges: the keys that sign badges."""

from pathlib import Path

from flask import Flask

from tests.support.badges import issuing


def _say(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["badges", "key", *words])
    return done.exit_code, str(done.output)


def test_it_makes_a_key_and_lists_it_with_the_older_ones(app: Flask, tmp_path: Path) -> None:
    with issuing(app, tmp_path) as keys:
        first = keys.signing().public.multibase

        code, made = _say(app, "new")
        listed = _say(app, "list")[1].splitlines()

        second = keys.signing().public.multibase
        assert code == 0
        assert f"{second} signs from now on." in made
        assert listed == [f"{second}  signs", f"{first}  verifies"]
        assert "PRIVATE" not in made


def test_it_says_that_nothing_is_issued_without_an_https_address(
    app: Flask, tmp_path: Path
) -> None:
    from dataclasses import replace

    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, folder=tmp_path)
    try:
        assert _say(app, "list") == (
            1,
            "Error: There is no key for badges yet: flask badges key new\n",
        )
        assert "Nothing is issued yet." in _say(app, "new")[1]
    finally:
        app.extensions["settings"] = before


def test_a_key_from_the_environment_is_not_replaced(app: Flask, tmp_path: Path) -> None:
    from dataclasses import replace

    with issuing(app, tmp_path) as keys:
        pem = keys.signing().pem.decode()
        app.extensions["settings"] = replace(app.extensions["settings"], badge_key=pem)

        code, said = _say(app, "new")

        assert code == 1
        assert "TPMLEARN_BADGE_KEY" in said
