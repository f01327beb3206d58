"""Ids and addresses of what the framework's CASE package holds: the same wherever the site runs."""

import re
from dataclasses import dataclass
from uuid import UUID, uuid5

NAMESPACE = UUID("5b0c1c0e-5d0f-5a53-9d3b-6c2f6f0c7a11")
"""Ours for ever: another one would give everything in the framework a new id."""
_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

Json = dict[str, object]


def identifier(kind: str, *codes: str) -> str:
    """Return the UUID (version 5, RFC 9562) of a thing by its kind and its codes.

    A text that is reworded keeps its id; a code that is given away makes another thing.
    """
    return str(uuid5(NAMESPACE, ":".join((kind, *codes))))


DOCUMENT = identifier("document")


def is_identifier(text: str) -> bool:
    """Say whether a text has the form that CASE asks of an id."""
    return _FORM.fullmatch(text) is not None


@dataclass(frozen=True)
class Addresses:
    """Where the service is: `base` ends before the name of a resource, without a slash.

    `changed` is the moment since which the framework is as it is, in ISO 8601.
    """

    base: str
    changed: str

    def of(self, resource: str, found: str) -> str:
        """Return the address of one thing."""
        return f"{self.base}/{resource}/{found}"

    def link(self, resource: str, found: str, title: str) -> Json:
        """Return a reference to one thing of ours (LinkURI)."""
        return {"title": title, "identifier": found, "uri": self.of(resource, found)}

    def thing(self, resource: str, found: str) -> Json:
        """Return what everything begins with: id, address, day of the last change."""
        return {
            "identifier": found,
            "uri": self.of(resource, found),
            "lastChangeDateTime": self.changed,
        }
