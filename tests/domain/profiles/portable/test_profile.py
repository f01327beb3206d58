"""What of a log is work and what a certificate, and which artefact is an address."""

from dataclasses import replace

import pytest

from tests.domain.profiles.portable.cast import CERTIFIED, CLAIMED, DAY, DECLINED, PMP, WORK
from tpmlearn.domain.profiles.portable.profile import plain_link, with_certificates


def test_a_certificate_is_what_the_log_calls_so() -> None:
    work, certificates = with_certificates([WORK, CERTIFIED, CLAIMED], [PMP])

    assert work == (WORK, CLAIMED)
    (found,) = certificates
    assert (found.title, found.issuer, found.on) == (PMP.title, PMP.issuer, DAY)
    assert found.standing is CERTIFIED.standing


@pytest.mark.parametrize(
    "title",
    ["PMP", "pmp  Certification", "Project Management Professional", PMP.title],
)
def test_it_has_several_names(title: str) -> None:
    _, certificates = with_certificates([replace(CERTIFIED, title=title)], [PMP])

    assert len(certificates) == 1


@pytest.mark.parametrize(
    "entry",
    [
        replace(CERTIFIED, title="PMP practice exam"),
        replace(CERTIFIED, title="Prepared for the PMP"),
        replace(CERTIFIED, title=""),
        replace(CERTIFIED, contact_hours=35.0),
        replace(CERTIFIED, leading_hours=5.0),
        replace(CERTIFIED, shown_by=""),
    ],
)
def test_what_only_sounds_like_one_is_work(entry: object) -> None:
    assert isinstance(entry, type(WORK))

    work, certificates = with_certificates([entry], [PMP])

    assert (work, certificates) == ((entry,), ())


def test_what_was_declined_is_neither() -> None:
    declined = replace(CERTIFIED, standing=DECLINED.standing)

    assert with_certificates([DECLINED, declined], [PMP]) == ((), ())


@pytest.mark.parametrize(
    ("artefact", "is_link"),
    [
        ("https://wiki.example.org/a_b?x=1&y=%20#part", True),
        ("http://localhost:8000/", True),
        ("https://example.org", True),
        ("https://example.org/a b", False),
        ("https://example.org/<script>", False),
        ("https://example.org/%zz", False),
        ("https://example.org/#a#b", False),
        ("javascript:alert(1)", False),
        ("the wiki at https://example.org", False),
        ("https://user@example.org/", False),
        ("", False),
    ],
)
def test_only_an_address_that_every_reader_follows_is_a_link(artefact: str, is_link: bool) -> None:
    assert plain_link(artefact) == (artefact if is_link else "")
