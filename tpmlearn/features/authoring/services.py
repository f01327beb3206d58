"""The use case of an import: what the dry run showed becomes a file of a draft."""

from datetime import datetime

from tpmlearn.db import db
from tpmlearn.domain.content.reading import Kind, kind_of
from tpmlearn.library import Library
from tpmlearn.records.draft_branches import mirror
from tpmlearn.records.draft_texts import Refused, is_elsewhere, text_bytes
from tpmlearn.records.draft_writing import begin_draft, hold_draft, put_file
from tpmlearn.records.drafts import version_in
from tpmlearn.records.people import Person
from tpmlearn.words import _

OF_ITEMS = frozenset({Kind.BANK, Kind.QUIZ, Kind.CASE, Kind.EXAM_ITEMS})


def keep_import(
    library: Library, name: str, text: str, who: Person, *, draft: str, now: datetime
) -> str:
    """Keep imported items as a new file of a draft, of a new one where none is named; its id.

    Raises Refused where they cannot be kept there, NoSuchDraft and DraftEnded.
    """
    data = text_bytes(library, name, text)
    if kind_of(name)[0] not in OF_ITEMS:
        raise Refused(_("Items lie in a quiz, a bank, a case or an exam, as in bank/ctl2.md."))
    chosen = draft or begin_draft(who, _("Import %(name)s", name=name), now=now)
    if is_elsewhere(library, name) or version_in(hold_draft(chosen), library, name).hash:
        raise Refused(_("There is such a file already. Choose another name."))
    put_file(chosen, library, name, data, seen=None, writer=who.id, now=now)
    db.session.commit()
    mirror(chosen, library)
    return chosen
