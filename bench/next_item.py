"""The next item of an adaptive test from a bank of a thousand: the shipped one, made larger."""

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.goals import Row
from bench.request import request_rows
from tpmlearn.config import ROOT

WANTED = 1_000
AGAIN = "A year later, in another company, it comes to this once more. "
ITEM = re.compile(r"^(## .*\{#)(.*\n\n)", re.MULTILINE)


def next_item_rows() -> list[Row]:
    """The row: an answer is kept and the next item chosen and shown, in one request."""
    with TemporaryDirectory() as name:
        content = Path(name) / "content"
        shutil.copytree(ROOT / "content", content)
        _enlarge(content / "bank")
        return request_rows(content)


def _enlarge(bank: Path) -> None:
    """Add the items of some files once more under other names, until there are enough."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(bank.glob("*.md"))}
    count = sum(len(ITEM.findall(text)) for text in texts.values())
    for path, text in texts.items():
        if count >= WANTED:
            return
        count += len(ITEM.findall(text))
        # Another stem: the checker knows its own when it sees it twice.
        again = ITEM.sub(rf"\1again-\2{AGAIN}", text)
        path.with_stem(f"{path.stem}-again").write_text(again, encoding="utf-8")
