"""Nobody approves what they wrote, and an approval is of these very files."""

from tpmlearn.domain.publishing.releases import changed_names, release_id
from tpmlearn.domain.publishing.review import draft_digest, reviewing


def test_only_an_author_who_wrote_nothing_of_it_may_approve() -> None:
    found = reviewing([1, 2], [1, 2, 3])

    assert found.needs_second
    assert [found.may_approve(person) for person in (1, 2, 3, 4)] == [False, False, True, False]


def test_where_every_author_wrote_whoever_did_not_begin_it_may_approve() -> None:
    found = reviewing([1, 2], [1, 2], 1)

    assert found.needs_second
    assert [found.may_approve(person) for person in (1, 2)] == [False, True]


def test_where_there_is_no_second_author_none_is_needed() -> None:
    assert not reviewing([1], [1]).needs_second


def test_another_text_or_a_removal_is_another_digest() -> None:
    digests = {
        draft_digest({"bank/a.md": "1"}),
        draft_digest({"bank/a.md": "2"}),
        draft_digest({"bank/a.md": None}),
        draft_digest({"bank/b.md": "1"}),
        draft_digest({"bank/a.md": "1", "bank/b.md": "1"}),
    }

    assert len(digests) == 5
    assert draft_digest({"a": "1", "b": "2"}) == draft_digest({"b": "2", "a": "1"})


def test_the_same_files_released_twice_are_two_releases() -> None:
    manifest = {"bank/a.md": "1"}

    one = release_id(manifest, parent="", told="Monday")
    other = release_id(manifest, parent=one, told="Tuesday")
    assert one != other
    assert len(one) == 40


def test_changed_names_are_those_that_came_went_or_differ() -> None:
    old, new = {"a": "1", "b": "1", "c": "1"}, {"b": "2", "c": "1", "d": "1"}

    assert changed_names(old, new) == ("a", "b", "d")
