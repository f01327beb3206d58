"""Moodle XML: what it can carry comes back the same, what we cannot keep is said."""

import base64
from xml.etree import ElementTree as Tree

import pytest

from tests.domain.content.exchange.reading_back import drafts, options, sourceless, taken
from tests.support.exchange import every_outgoing, shipped_outgoing
from tests.support.moodle import CHOICE, ESSAY, moodle
from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.exchange.carried import decoded
from tpmlearn.domain.content.exchange.formats import Reads
from tpmlearn.domain.content.exchange.moodle_reader import read_moodle
from tpmlearn.domain.content.exchange.moodle_writer import write_moodle
from tpmlearn.domain.content.exchange.outgoing import Outgoing
from tpmlearn.domain.content.exchange.places import placeless_item

CARRIED = [one for one in every_outgoing() if one.item.question.type is not ItemType.GENERATED]


@pytest.mark.parametrize("one", CARRIED, ids=lambda one: one.item.id)
def test_every_type_comes_back_the_same(one: Outgoing) -> None:
    written = write_moodle([one])

    found = read_moodle(decoded(written.data))

    assert drafts(found) == [placeless_item(one.item)]
    assert found.sources == one.sources


def test_all_shipped_items_come_back_the_same() -> None:
    items = [one for one in shipped_outgoing() if one.item.question.type is not ItemType.GENERATED]

    # A file holds a thousand questions at most.
    for part in (items[::2], items[1::2]):
        found = read_moodle(decoded(write_moodle(part).data))

        assert [*map(sourceless, drafts(found))] == [sourceless(one.item) for one in part]


def test_a_drawn_number_is_said_to_stay_behind() -> None:
    written = write_moodle(every_outgoing())

    left = [note.item for note in written.notes if note.left_out]
    assert left == ["m01-drawn"]
    assert written.count == len(every_outgoing()) - 1


def test_a_hotspot_carries_its_figure_and_where_its_region_is() -> None:
    spot = next(one for one in CARRIED if one.item.question.type is ItemType.HOTSPOT)

    (question,) = Tree.fromstring(write_moodle([spot]).data).findall("question[@type='ddmarker']")

    assert question.findtext("drop/coords") == "160,10;60,40"
    file = question.find("file")
    assert file is not None
    assert b"<style>" in base64.b64decode(file.text or "")


def test_two_sources_under_one_key_become_two_keys() -> None:
    from dataclasses import replace

    one, two = CARRIED[:2]
    other = replace(two, sources=(replace(two.sources[0], title="Elsewhere"),))

    found = read_moodle(decoded(write_moodle([one, other]).data))

    assert [source.key for source in found.sources] == ["own", "own-2"]
    assert [item.source.text for item in drafts(found)] == ["own", "own-2"]


def test_it_reads_html_as_markdown() -> None:
    (item,), notes = taken(moodle(CHOICE), Reads.MOODLE)

    assert item.question.stem.text == "The vendor slips. What comes **first**?"
    assert item.question.explanation.text == "Facts first."
    assert options(item) == [
        ("Tell everybody", False, "Of what?"),
        ("Work out the effect", True, "Later options need it."),
        ("Work at night", False, ""),
    ]
    assert (item.id, item.title) == ("slip", "Slip")
    assert notes == []


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ('fraction="0"', 'fraction="50"', "the partial weight of 50 %"),
        ('fraction="100"', 'fraction="150"', "the weight 150 % is beyond 100 %"),
        ('fraction="100"', 'fraction="80"', "no option has 100 %"),
        ('fraction="100"', 'fraction="0"', "no option is right"),
        ("<b>first</b>", '<img src="@@PLUGINFILE@@/a.png" alt="A plan">', "the picture ‘a.png’"),
        ("<b>first</b>", "<table><tr><td>a</td></tr></table>", "<table> is not kept"),
        ("<b>first</b>", '<a href="javascript:x">a</a>', "the link to ‘javascript:x’"),
        ("</questiontext>", '<file name="a.png">eA==</file></questiontext>', "the file ‘a.png’"),
        ("<defaultgrade>1", "<defaultgrade>0.5", "the mark of 0.5"),
        ("<single>", "<hint><text>Think.</text></hint><single>", "<hint> ‘Think.’ is not kept"),
        (
            "<single>",
            "<correctfeedback><text>Well done, Ada!</text></correctfeedback><single>",
            "<correctfeedback> ‘Well done, Ada!’",
        ),
        ("<single>", "<tags><tag><text>spring</text></tag></tags><single>", "the tags spring"),
        ('type="multichoice"', 'type="wizardry"', "left out: Slip: the type ‘wizardry’ is unknown"),
        ('type="multichoice"', 'type="multianswer"', "left out: Slip: several answers within"),
        ('type="multichoice"', 'type="calculated"', "left out: Slip: write numbers that are drawn"),
        ('type="multichoice"', 'type="numerical"', "left out: Slip: its answer"),
        ('type="multichoice"', 'type="truefalse"', "left out: Slip: it does not have the two"),
        ('type="multichoice"', 'type="gapselect"', "left out: Slip: its gaps"),
        ('type="multichoice"', 'type="matching"', "left out: Slip: it has no answers"),
    ],
)
def test_what_cannot_be_kept_is_said_with_its_line(old: str, new: str, note: str) -> None:
    _, notes = taken(moodle(CHOICE.replace(old, new, 1)), Reads.MOODLE)

    assert any(note in one and one.startswith("3: ") for one in notes), notes


def test_one_refused_question_does_not_take_the_others_along() -> None:
    items, notes = taken(moodle(ESSAY, CHOICE, ESSAY), Reads.MOODLE)

    assert [item.id for item in items] == ["slip"]
    assert len(notes) == 2


def test_gaps_that_share_a_group_each_get_their_values() -> None:
    gapselect = (
        '<question type="gapselect"><name><text>Owners</text></name><questiontext format="html">'
        "<text>&lt;p&gt;The [[1]] and the [[2]] meet.&lt;/p&gt;</text></questiontext>"
        "<selectoption><text>sponsor</text><group>1</group></selectoption>"
        "<selectoption><text>lead</text><group>1</group></selectoption></question>"
    )

    (item,), _ = taken(moodle(gapselect), Reads.MOODLE)

    assert item.question.stem.text == "The {{1}} and the {{2}} meet."
    assert [(o.gap, o.text, o.correct) for o in item.question.options] == [
        (1, "sponsor", True),
        (1, "lead", False),
        (2, "sponsor", False),
        (2, "lead", True),
    ]
