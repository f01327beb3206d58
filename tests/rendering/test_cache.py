"""What was rendered is kept; what is damaged is made again."""

import json
from pathlib import Path

import pytest

from tpmlearn.rendering.cache import Cache, hash_of

KEY = hash_of("some", ["source"])


def test_it_gives_back_what_was_put_in(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, ["<p>é</p>", {"a": None}])

    assert Cache(tmp_path).get(KEY) == ["<p>é</p>", {"a": None}]
    assert Cache(tmp_path).get(hash_of("other")) is None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b'{"value": "<script>alert(1)</script>"}',
        json.dumps({"hash": "0" * 64, "value": "<p>forged</p>"}).encode(),
        b"[" * 100_000,
    ],
)
def test_it_ignores_a_damaged_entry(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, "<p>good</p>")
    entry = next(tmp_path.rglob("*.json"))

    entry.write_bytes(damage)

    assert cache.get(KEY) is None


def test_it_leaves_no_half_written_files(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, "x" * 10_000)

    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".json"]


def test_a_folder_that_cannot_be_written_costs_speed_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")

    cache.put(KEY, "x")

    assert cache.get(KEY) is None
    assert "cannot keep rendered content" in caplog.text


def test_equal_sources_have_equal_hashes() -> None:
    assert hash_of({"b": 1, "a": [1, "é"]}) == hash_of({"a": [1, "é"], "b": 1})
    assert hash_of("ab", "c") != hash_of("a", "bc")
    assert hash_of("1") != hash_of(1)
    assert hash_of("a", "b") != hash_of("a") != hash_of(["a"])
