"""Which files are kept: few types, told by name and content; refusals say why and what to do."""

import pytest

from tpmlearn.domain.profiles.attachments import LARGEST, RefusedFile, attachment

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"


@pytest.mark.parametrize(
    ("name", "data", "kept", "media_type"),
    [
        ("plan.pdf", PDF, "plan.pdf", "application/pdf"),
        ("PLAN.PDF", PDF, "PLAN.PDF", "application/pdf"),
        ("burn.png", PNG, "burn.png", "image/png"),
        ("wall.jpeg", JPEG, "wall.jpeg", "image/jpeg"),
        ("notes.txt", "Grüße\r\n".encode(), "notes.txt", "text/plain"),
        ("bom.txt", b"\xef\xbb\xbfNotes", "bom.txt", "text/plain"),
        ("README.md", b"# Plan\n", "README.md", "text/markdown"),
        ("risks.csv", b"id;risk\n1;late\n", "risks.csv", "text/csv"),
        ("C:\\work\\plan.pdf", PDF, "plan.pdf", "application/pdf"),
        ("../../etc/plan.pdf", PDF, "plan.pdf", "application/pdf"),
        ("a\r\nb\0c.pdf", PDF, "a b c.pdf", "application/pdf"),
        (".pdf", PDF, "file.pdf", "application/pdf"),
        ("x" * 300 + ".pdf", PDF, "x" * 116 + ".pdf", "application/pdf"),
    ],
)
def test_it_keeps_what_is_what_it_says_under_a_plain_name(
    name: str, data: bytes, kept: str, media_type: str
) -> None:
    file = attachment(name, data)

    assert (file.name, file.media_type, file.data) == (kept, media_type, data)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("plan.pdf", b"", "empty"),
        ("plan.pdf", PDF + bytes(LARGEST), "more than 5 MB"),
        ("page.html", b"<script>1</script>", "Files of this type are not kept"),
        ("pic.svg", b"<svg onload=alert(1)>", "Files of this type are not kept"),
        ("plan.docx", b"PK\x03\x04", "Files of this type are not kept"),
        ("plan.pdf.exe", PDF, "Files of this type are not kept"),
        ("plan", PDF, "Files of this type are not kept"),
        ("", PDF, "Files of this type are not kept"),
        ("plan.pdf", b"<html>", "not what its name says"),
        ("plan.png", JPEG, "not what its name says"),
        ("notes.txt", b"MZ\0\x90", "not what its name says"),
        ("notes.txt", "Grüße".encode("latin-1"), "as text in UTF-8"),
        ("notes.txt", "Notes".encode("utf-16"), "as text in UTF-8"),
    ],
)
def test_it_refuses_the_rest_in_a_sentence(name: str, data: bytes, words: str) -> None:
    with pytest.raises(RefusedFile, match=words):
        attachment(name, data)


def test_the_largest_file_is_kept() -> None:
    whole = PDF + b" " * (LARGEST - len(PDF))

    assert len(attachment("plan.pdf", whole).data) == LARGEST
