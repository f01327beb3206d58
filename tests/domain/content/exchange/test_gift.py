"""GIFT is read as leniently as Moodle does, and nothing of it is dropped in silence."""

from pathlib import Path

import pytest

from tests.domain.content.exchange.reading_back import drafts, options, sourceless, taken
from tests.support.exchange import every_outgoing, shipped_outgoing
from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.exchange.carried import decoded
from tpmlearn.domain.content.exchange.formats import Reads
from tpmlearn.domain.content.exchange.gift_reader import read_gift
from tpmlearn.domain.content.exchange.gift_writer import NOT_CARRIED, write_gift
from tpmlearn.domain.content.exchange.places import placeless_item

SAMPLES = sorted((Path(__file__).parent / "gift_samples").glob("*.gift"))
# Items that are taken over and questions that are left out, with the reason's first words.
KEPT = {
    "giftFormatPhpExamples.gift": (8, 2),
    "formatExamples.gift": (1, 0),
    "matching1.gift": (2, 0),
    "mc5.gift": (4, 0),
    "numerical1.gift": (10, 0),
    "options1.gift": (10, 4),
    "tf2.gift": (2, 0),
    "essay1.gift": (0, 1),
    "totara_moodle_multichoice_multi.gift": (1, 0),
}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_taken_over_or_reported(path: Path) -> None:
    found = read_gift(decoded(path.read_bytes()))

    items = drafts(found)
    left = [note for note in found.notes if note.left_out]
    assert found.items or found.notes
    assert all(note.line > 0 and note.text for note in found.notes)
    if path.name in KEPT:
        assert (len(items), len(left)) == KEPT[path.name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q?{=a#yes ~b#no ~c}", [("a", True, "yes"), ("b", False, "no"), ("c", False, "")]),
        ("Q?{~%50%a ~%50%b ~%-100%c}", [("a", True, ""), ("b", True, ""), ("c", False, "")]),
        ("Q?{T#wrong#right}", [("True", True, "right"), ("False", False, "wrong")]),
        ("Q?{FALSE}", [("True", False, ""), ("False", True, "")]),
        (
            r"Q?{=\=a ~b\#1 ~\{c\}}",
            [("&#61;a", True, ""), ("b#1", False, ""), ("&#123;c}", False, "")],
        ),
        ("Q?{\n=a\n\t~b\n~c\n}", [("a", True, ""), ("b", False, ""), ("c", False, "")]),
        ("\ufeffQ?{=a~b~c}\r\n", [("a", True, ""), ("b", False, ""), ("c", False, "")]),
        ("[html]<b>Q</b>?{=<i>a</i>~b~c}", [("*a*", True, ""), ("b", False, ""), ("c", False, "")]),
        ("[markdown]Q?{=*a*~b~c}", [("*a*", True, ""), ("b", False, ""), ("c", False, "")]),
    ],
)
def test_it_reads_options_with_key_and_reason(
    text: str, expected: list[tuple[str, bool, str]]
) -> None:
    (item,), notes = taken(text, Reads.GIFT)

    assert options(item) == expected
    assert notes == []


@pytest.mark.parametrize(
    ("text", "value", "tolerance"),
    [
        ("Q?{#7:0.05}", 7.0, 0.05),
        ("Q?{#-3}", -3.0, 0.0),
        ("Q?{#1..5}", 3.0, 2.0),
        ("Q?{#=1e3:1#yes}", 1000.0, 1.0),
        ("Q?{#=%100%.5:0}", 0.5, 0.0),
    ],
)
def test_it_reads_numbers(text: str, value: float, tolerance: float) -> None:
    (item,), _ = taken(text, Reads.GIFT)

    number = item.question.number
    assert number
    assert (number.value, number.tolerance) == (value, tolerance)


def test_it_reads_pairs_title_explanation_id_and_tags() -> None:
    text = (
        "// [id:pairs-1] [tag:skill:CTL2] [tag:task:pmp-2026:PR8] [tag:other]\n"
        "::Pairs::Match them.{=a -> 1\n=b -> 2\n= -> 3\n####So it is.}\n"
    )

    (item,), notes = taken(text, Reads.GIFT)

    assert item.question.type is ItemType.MATCH
    assert [(o.left, o.text) for o in item.question.options] == [("a", "1"), ("b", "2"), ("", "3")]
    assert (item.id, item.title, item.skill.text) == ("pairs-1", "Pairs", "CTL2")
    assert [task.text for task in item.tasks] == ["pmp-2026:PR8"]
    assert item.question.explanation.text == "So it is."
    assert notes == ["2: Pairs: the tags other are not kept"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Essay{}", "left out: Essay: an essay"),
        ("Short{=a =b}", "left out: Short: an answer to be typed"),
        ("Only words.", "left out: Only words.: it is a description"),
        ("Open{=a ~b", "left out: Open: its braces"),
        ("Two{=a~b}{=c~d}", "left out: Two: its braces"),
        ("Shut}", "left out: Shut}: its braces"),
        ("One{T}\nTwo{F}", "put an empty line between questions"),
        ("Q{=a =b ~c}", "left out: Q: several options are right"),
        ("Q{~%50%a ~b ~c =d}", "Q: the partial weight of 50 %"),
        ("Q{~%150%a ~b ~c}", "Q: the weight 150 % is beyond 100 %"),
        ("Q{~%70%a ~%30%b ~c}", "Q: the weights 70, 30 % are not kept"),
        ("Q{#=5 =%50%6}", "Q: the answer ‘6’ with 50 %"),
        ("Q{1:MC:=a~b~c}", "Q: ‘1:MC:’ before its first answer is not kept"),
        ("Q{#x}", "Q: the answer ‘x’"),
        ("Q{#=9e999}", "left out: Q: it has no number"),
        ('[html]<img src="a.png">Q{=a~b~c}', "the picture ‘a.png’"),
        ("[html]<script>x</script>Q{=a~b~c}", "<script>"),
        ("$CATEGORY: x/y\n\nQ{=a~b~c}", "the category ‘x/y’ is not kept"),
    ],
)
def test_what_cannot_be_kept_is_said_with_its_line(text: str, note: str) -> None:
    _, notes = taken(text, Reads.GIFT)

    assert any(note in one and one.startswith("1: ") for one in notes), notes


def test_a_list_at_the_end_of_a_question_stays_a_list() -> None:
    (item,), notes = taken(r"[markdown]Which?\n\n- a\n- b{=x ~y ~z}", Reads.GIFT)

    assert item.question.stem.text == "Which?\n\n* a\n* b"
    assert options(item) == [("x", True, ""), ("y", False, ""), ("z", False, "")]
    assert notes == []


def test_foreign_markdown_cannot_begin_an_item_or_an_answer_of_its_own() -> None:
    text = r"[markdown]Q?\n\n## Evil \{#x\}\n\n- [x] all\n\nReally?{=a ~b ~c}"

    (item,), notes = taken(text, Reads.GIFT)

    assert options(item) == [("a", True, ""), ("b", False, ""), ("c", False, "")]
    assert "Evil" in item.question.stem.text
    assert "so they are shown as text" in notes[0]


@pytest.mark.parametrize("one", every_outgoing(), ids=lambda one: one.item.id)
def test_what_was_written_is_read_back_but_for_what_is_said_to_be_dropped(one: object) -> None:
    outgoing = next(o for o in every_outgoing() if o == one)
    written = write_gift([outgoing])
    item = outgoing.item
    if item.question.type in NOT_CARRIED:
        assert written.count == 0
        assert [(note.item, note.left_out) for note in written.notes] == [(item.id, True)]
        return

    (found,) = drafts(read_gift(decoded(written.data)))

    dropped = " ".join(note.text for note in written.notes)
    if "unit" not in dropped and "reasons" not in dropped:
        assert found == placeless_item(item)
    assert [o.text for o in found.question.options] == [o.text for o in item.question.options]


# Pairs come back too, but without the reasons that GIFT has no place for.
CHOICES = {ItemType.SINGLE, ItemType.MULTIPLE, ItemType.TRUE_FALSE}


def test_all_shipped_choices_come_back_the_same() -> None:
    choices = [one for one in shipped_outgoing() if one.item.question.type in CHOICES]

    assert len(choices) > 150
    # A file holds a thousand questions at most.
    for part in (choices[::2], choices[1::2]):
        found = drafts(read_gift(decoded(write_gift(part).data)))

        assert [*map(sourceless, found)] == [sourceless(one.item) for one in part]
