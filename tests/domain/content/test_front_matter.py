"""YAML is read safely, with a place for every value."""

from datetime import date

import pytest
import yaml

from tpmlearn.config import ROOT
from tpmlearn.domain.content.fields import Named
from tpmlearn.domain.content.front_matter import read_list, read_mapping, read_sources, split
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.yaml_nodes import Loader, composed_quickly, place

CONTENT = ROOT / "content"


def _codes(report: Report) -> list[str]:
    return [f"{one.line}:{one.column} {one.code}" for one in report.problems]


def test_it_parts_front_matter_from_text_and_keeps_the_line_numbers() -> None:
    report = Report("x.md")

    fields, body = split("---\ntitle: A\n---\n\nText\n", report)

    assert fields is not None
    assert fields.text("title") == "A"
    assert body.split("\n") == ["", "", "", "", "Text", ""]
    assert report.problems == []


def test_it_reads_every_kind_of_value_with_its_place() -> None:
    report = Report("x.yml")
    fields = read_mapping(
        'text: "a  b"\nnumber: 2.5\nwhole: 3\nday: 2026-11-22\nlist:\n  - x\n  - y\n'
        "sources:\n  own: {title: T, url: https://example.org/a, checked: 2026-11-22}\n",
        report,
    )
    assert fields is not None

    assert fields.text("text") == "a b"
    assert fields.number("number", 0, 9) == 2.5
    assert fields.integer("whole", 0, 9) == 3
    assert fields.day("day") == date(2026, 11, 22)
    assert fields.names("list") == (Named("x", 6, 5), Named("y", 7, 5))
    assert [source.url for source in read_sources(fields)] == ["https://example.org/a"]
    fields.close()
    assert report.problems == []


def test_it_reports_all_that_is_wrong_and_goes_on() -> None:
    report = Report("x.yml")
    fields = read_mapping("a: [1]\nb: x\nc: 2026-13-01\nd: yes\n", report)
    assert fields is not None

    fields.text("a")
    fields.integer("b", 0, 9)
    fields.day("c")
    fields.text("missing")
    fields.close()

    assert _codes(report) == ["1:4 E022", "2:4 E022", "3:4 E022", "1:1 E020", "4:1 E021"]


def test_it_offers_the_field_that_was_meant() -> None:
    report = Report("x.yml")
    fields = read_mapping("titel: A\n", report)
    assert fields is not None

    fields.text("summary", "")
    fields.text("title", "")
    fields.close()

    assert report.problems[0].message == (
        "the field ‘titel’ is not known here. Known are: title, summary."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x [1, 2]\nb: *x", "1:4 E013"),
        ("a: *x", "1:4 E013"),
        ("a: !!python/object/apply:os.system ['id']", "1:4 E017"),
        ("a: !x 1", "1:4 E017"),
        ("a: " + "[" * 12 + "]" * 12, "1:15 E014"),
        ("a: " + "[" * 100_000, "1:15 E014"),
        ("{a: " * 50_000, "1:46 E014"),
        ("a: 1\na: 2", "2:1 E016"),
        ("a: {b: 1, b: 2}", "1:11 E016"),
        ("? [a, b]\n: 1", "1:3 E012"),
        ("a: b: c", "1:5 E012"),
        ("a: 'b", "1:6 E012"),
        ("\ta: 1", "1:1 E012"),
        ("- a", "1:1 E022"),
        ("just text", "1:1 E022"),
        ("", "1:1 E012"),
        ("a: 1\n---\nb: 2", "2:1 E012"),
        ("x" * 262_145, "1:1 E015"),
    ],
    ids=lambda text: text[:20],
)
def test_it_refuses_what_could_do_harm_and_says_where(text: str, expected: str) -> None:
    report = Report("x.yml")

    assert read_mapping(text, report) is None
    assert _codes(report) == [expected]


def test_it_refuses_a_billion_laughs_at_its_first_anchor() -> None:
    levels = "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(9))
    report = Report("x.yml")

    assert read_mapping(f"a0: &a0 [lol]\n{levels}", report) is None
    assert _codes(report) == ["1:5 E013"]


def test_a_list_goes_on_after_an_entry_that_is_none() -> None:
    report = Report("x.yml")

    found = list(read_list("- a: 1\n- text\n- a: 2\n", report))

    assert [fields.line for fields in found] == [1, 3]
    assert _codes(report) == ["2:3 E022"]


def test_libyaml_sees_in_every_shipped_file_what_the_slower_loader_sees() -> None:
    texts = [file.read_text(encoding="utf-8") for file in CONTENT.rglob("*.yml")]
    texts += [
        text.split("---\n")[1]
        for file in CONTENT.rglob("*.md")
        if (text := file.read_text(encoding="utf-8")).startswith("---\n")
    ]

    for text in texts:
        quick = composed_quickly(text)
        assert quick is not None
        assert _shape(quick) == _shape(yaml.compose(text, Loader=Loader))


def _shape(node: yaml.Node | None) -> object:
    """A node with all that is used of it: tag, value and places."""
    if not isinstance(node, yaml.CollectionNode):
        value = node.value if node else None
    elif isinstance(node, yaml.MappingNode):
        value = [(_shape(key), _shape(one)) for key, one in node.value]
    else:
        value = [_shape(one) for one in node.value]
    return (node.tag, value, place(node)) if node else None
