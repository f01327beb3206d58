"""The use case of withdrawing: one release without the item, live at once."""

from datetime import datetime

from tpmlearn.domain.content.catalogue import Item
from tpmlearn.domain.content.drafts import QuizDraft
from tpmlearn.domain.publishing.releases import ReleaseKind, blob_hash
from tpmlearn.domain.publishing.removal import LastItem, without_item
from tpmlearn.library import Library
from tpmlearn.records.drafts import live_version
from tpmlearn.records.people import Person
from tpmlearn.records.publish_refusals import CannotPublish
from tpmlearn.records.publishing import Intent, Published, publish
from tpmlearn.records.releases import live_content
from tpmlearn.words import N_, _

LAST = N_(
    "It is the only item of its file, and a file without items is an error: remove the file in a "
    "draft."
)
MOVED = N_("The item has changed since this page was opened. Look at it again.")
ELSEWHERE = N_(
    "It comes from another content folder, which pages do not change: take it out there. "
    "Exams leave it out once it is withdrawn from results."
)


class UnknownItem(LookupError):
    """The content has no such item."""


def present(library: Library, item: str) -> Item:
    """The item as it is live. Raises UnknownItem."""
    for one in library.catalogue.items:
        if one.id == item:
            return one
    raise UnknownItem


def withdraw(
    library: Library, item: str, who: Person, why: str, *, version: str, now: datetime
) -> Published:
    """Release the content without an item, at once and without a second author.

    `version` is the one that the page showed. Raises UnknownItem and CannotPublish.
    """
    found = present(library, item)
    if found.version != version:
        raise CannotPublish(_(MOVED))
    name = found.path.partition("/")[2]
    reading = next((one for one in library.readings if one.name == name), None)
    live = live_version(library, name)
    if live.data is None or reading is None or not isinstance(reading.draft, QuizDraft):
        raise CannotPublish(_(ELSEWHERE))
    try:
        data = without_item(live.text, reading.draft.items, item).encode()
    except (LastItem, KeyError):
        raise CannotPublish(_(LAST)) from None
    state = live_content(library)
    return publish(
        Intent(
            manifest={**state.manifest, name: blob_hash(data)},
            kind=ReleaseKind.WITHDRAWN,
            title=_("Withdraw %(item)s: %(why)s", item=item, why=why)[:200],
            author=who.name or _("An author"),
            author_id=who.id,
            seen=state.release.id if state.release else None,
            files={blob_hash(data): data},
        ),
        now=now,
    )
