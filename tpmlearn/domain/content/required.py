"""Reads required.yml: how much content a site promises, to be compared with what there is."""

from tpmlearn.domain.content.catalogue import BankRequired, Required
from tpmlearn.domain.content.fields import Fields
from tpmlearn.domain.content.front_matter import read_mapping
from tpmlearn.domain.content.rules import Report

MOST = 100_000


def read_required(path: str, _slug: str, text: str) -> tuple[Required | None, Report]:
    """What the file promises; None when nothing of it can be used."""
    report = Report(path)
    fields = read_mapping(text, report)
    if fields is None:
        return None, report
    required = required_of(fields)
    fields.close()
    return required, report


def required_of(fields: Fields) -> Required:
    """What some fields promise."""
    return Required(
        **{key: fields.integer(key, 0, MOST, 0) for key in _COUNTS},
        bank=_bank(fields),
        exams=fields.counts("exams"),
        together=fields.texts("together"),
    )


_COUNTS = ("modules", "assignments", "terms", "traps", "cases")


def _bank(fields: Fields) -> BankRequired:
    if "bank" not in fields:
        return BankRequired()
    for one in fields.mapping("bank"):
        bank = BankRequired(
            one.integer("items", 0, MOST),
            one.counts("more"),
            one.number("situation", 0, 1, 0),
            one.number("recall", 0, 1, 1),
        )
        one.close()
        return bank
    return BankRequired()
