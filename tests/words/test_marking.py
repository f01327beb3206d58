"""No page, mail or download says something that no translator has seen."""

import ast

import pytest

from tests.words import marking, python_texts, template_texts
from tests.words.catalogues import words_of_the_code
from tpmlearn.config import ROOT

MARKS = {"_", "ngettext", "pgettext", "N_", "later"}
MARKED_FIRST = MARKS - {"pgettext"}


def test_every_file_but_those_that_wait_marks_what_it_says() -> None:
    found = marking.unmarked_files()

    assert {name: texts for name, texts in found.items() if name not in marking.waiting()} == {}


def test_the_list_of_those_that_wait_only_shrinks() -> None:
    done = set(marking.waiting()) - set(marking.unmarked_files())

    assert done == set(), "python -m tests.words.marking --shrink"


@pytest.mark.parametrize(
    "template",
    [
        "<p>Saved.</p>",
        '<p aria-label="All lessons"></p>',
        "<p>{{ n }} lessons</p>",
        "{{ cards.door('Go on') }}",
        '{{ "thing" if n == 1 else "some things" }}',
        '<a href="/x" title="{{ n }} more">1</a>',
        "{% if a %}Yes, it is{% endif %}",
        "{{ {'sent': 'Sent to review'}[kind] }}",
    ],
)
def test_it_finds_what_a_template_says_without_a_mark(template: str) -> None:
    assert template_texts.unmarked(template)


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ _('Saved.') }}</p>",
        "<p>{% trans n=n %}{{ n }} lesson{% pluralize %}{{ n }} lessons{% endtrans %}</p>",
        "<code>flask serve</code>",
        '<p class="a b" id="x y">{{ name }} · {{ 3 }} %</p>',
        "{{ url_for('home.index', next='Go on') }}",
        "{% if kind == 'Not this' %}1{% endif %}",
        "{{ {'sent to review': 3}[kind] }}",
        '{% call form(x, **{"class": "wide flow"}) %}{% endcall %}',
        "{# A comment for authors. #}",
    ],
)
def test_it_passes_what_is_marked_or_says_nothing(template: str) -> None:
    assert template_texts.unmarked(template) == []


@pytest.mark.parametrize(
    "code",
    [
        'flash("Your work is saved.")',
        'x = f"{n} lessons left"',
        'A = {"a": "Not yet done"}',
        'flash("It is open again; what was answered stays.")',
    ],
)
def test_it_finds_what_python_says_without_a_mark(code: str) -> None:
    assert python_texts.unmarked(code)


@pytest.mark.parametrize(
    "code",
    [
        '"""A docstring of a module."""',
        'flash(_("Your work is saved."))',
        'x = ngettext("%(num)s lesson left", "%(num)s lessons left", n)',
        'raise ValueError("There is no such thing")',
        'log.warning("Something is odd")',
        'Limit("sign-in address", who, 5)',
        'a = {"X-Robots-Tag": "noindex, nofollow", "Content-Type": "text/html; charset=utf-8"}',
        'x = a == "Not this one"',
    ],
)
def test_it_passes_python_that_marks_or_speaks_to_operators(code: str) -> None:
    assert python_texts.unmarked(code) == []


def test_every_mark_is_found_by_what_makes_the_catalogues() -> None:
    """Marks within an f-string are not: what they say would be English in every language."""
    known = {one.id if isinstance(one.id, str) else one.id[0] for one in words_of_the_code()}
    lost = {
        (path.name, node.lineno, text)
        for path in (ROOT / "tpmlearn").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in MARKED_FIRST
        for text in [getattr(node.args[0], "value", None) if node.args else None]
        if isinstance(text, str) and text not in known
    }

    assert lost == set()


def test_every_mark_has_the_words_themselves_in_it() -> None:
    for path in (ROOT / "tpmlearn").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name in MARKS and isinstance(node, ast.Call):
                made = [one for one in node.args if isinstance(one, ast.JoinedStr | ast.BinOp)]
                assert not made, f"{path}:{node.lineno}: a text that is put together"


def test_a_mark_in_a_template_has_the_words_themselves_in_it() -> None:
    """A variable in a mark would go out as markup: `|said` looks those up, and escapes."""
    for path in (ROOT / "tpmlearn").rglob("templates/**/*.html"):
        assert template_texts.marks_of_variables(path.read_text(encoding="utf-8")) == [], path
