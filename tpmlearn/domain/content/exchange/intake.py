"""Makes a file of our format out of what was read elsewhere, with what the author adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tpmlearn.domain.content.catalogue import Source
from tpmlearn.domain.content.exchange.carried import Found
from tpmlearn.domain.content.exchange.formatting import format_file

SOURCE = "import"


@dataclass(frozen=True)
class Additions:
    """What other formats do not say of an item: attributes by name, and where it comes from.

    What is empty is left out of the file, and the checker says of each item what is missing.
    """

    attributes: Mapping[str, str] = field(default_factory=dict)
    source: str = ""


def taken_in(found: Found, additions: Additions, *, today: date) -> str:
    """The text of a file with all items; the additions are its defaults."""
    defaults = {key: text for key, text in additions.attributes.items() if text}
    sources = list({source.key: source for source in found.sources}.values())
    title = " ".join(additions.source.split())
    if title:
        defaults["source"] = SOURCE
        sources = [one for one in sources if one.key != SOURCE]
        sources.append(Source(SOURCE, title[:300], today))
    return format_file(found.items, sources, defaults)
