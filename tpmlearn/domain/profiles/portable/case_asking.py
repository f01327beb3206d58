"""What may be asked of a CASE service: paging, what is refused, and how refusals are worded."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from tpmlearn.domain.profiles.portable.case_ids import Json

USUAL_LIMIT = 100
_LARGEST = 2**31 - 1
_UNSUPPORTED = {
    "sort": "invalid_sort_field",
    "orderBy": "invalid_sort_field",
    "filter": "invalid_selection_field",
    "fields": "invalid_selection_field",
}


@dataclass(frozen=True)
class Refusal:
    """What a service will not do: the codes of the specification, HTTP status and a sentence."""

    status: int
    major: str
    field: str
    minor: str
    sentence: str

    def body(self) -> Json:
        """Return the answer in the specification's form (imsx_StatusInfo)."""
        return {
            "imsx_codeMajor": self.major,
            "imsx_severity": "error",
            "imsx_description": self.sentence,
            "imsx_codeMinor": {
                "imsx_codeMinorField": [
                    {
                        "imsx_codeMinorFieldName": self.field,
                        "imsx_codeMinorFieldValue": self.minor,
                    }
                ]
            },
        }


class Refused(Exception):
    """Something was asked that the service will not do."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


def not_an_id() -> Refusal:
    """Return the refusal of an id that has not the form of one."""
    said = "An id is a UUID in lower case, with hyphens."
    return Refusal(404, "failure", "sourcedId", "invalid_uuid", said)


def unknown(resource: str) -> Refusal:
    """Return the refusal where nothing has that id."""
    said = f"There is no such object among {resource}."
    return Refusal(404, "failure", "sourcedId", "unknownobject", said)


def past_the_end() -> Refusal:
    """Return the refusal of a part that begins behind the end: CASE knows no empty list."""
    said = "The list ends before this offset."
    return Refusal(404, "failure", "offset", "unknownobject", said)


@dataclass(frozen=True)
class Paging:
    """Which part of a list: at most `limit` things, after the first `offset`."""

    limit: int = USUAL_LIMIT
    offset: int = 0

    def links(self, address: str, total: int) -> str:
        """Return the header that leads to the other parts (RFC 8288): first, prev, next, last."""
        last = max(0, (total - 1) // self.limit * self.limit)
        to = {"first": 0}
        if self.offset:
            to["prev"] = max(0, self.offset - self.limit)
        if self.offset + self.limit < total:
            to["next"] = self.offset + self.limit
        return ", ".join(
            f'<{address}?{urlencode({"limit": self.limit, "offset": offset})}>; rel="{name}"'
            for name, offset in {**to, "last": last}.items()
        )


def read_paging(asked: Mapping[str, str]) -> Paging:
    """Return the part that is asked for. Raises Refused.

    Sorting, filters and selections of fields are refused, not ignored: a list of one document
    that looked filtered would be a wrong answer.
    """
    for name, minor in _UNSUPPORTED.items():
        if name in asked:
            said = f"This service knows limit and offset alone, not {name}."
            raise Refused(Refusal(400, "unsupported", name, minor, said))
    return Paging(_number(asked, "limit", USUAL_LIMIT, 1), _number(asked, "offset", 0, 0))


def _number(asked: Mapping[str, str], name: str, usual: int, least: int) -> int:
    text = asked.get(name)
    if text is None:
        return usual
    if text.isascii() and text.isdigit() and len(text) <= 10 and least <= int(text) <= _LARGEST:
        return int(text)
    said = f"{name} is a whole number from {least} to {_LARGEST}."
    raise Refused(Refusal(400, "failure", name, "invalid_selection_field", said))
