"""What the form and status macros put on a page."""

from collections.abc import Iterator
from xml.etree import ElementTree as Tree

import html5lib
import pytest
from flask import Flask
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, RadioField, StringField
from wtforms.validators import InputRequired

from tpmlearn.config import ROOT
from tpmlearn.web.application import Application
from tpmlearn.web.languages import init_languages


class Form(FlaskForm):  # type: ignore[misc]
    name = StringField("Name", [InputRequired("Give a name.")])
    hours = IntegerField("Hours a week")
    view = RadioField(
        "View",
        [InputRequired("Choose one.")],
        choices=[("one", "One"), ("all", "All")],
    )


@pytest.fixture
def site() -> Iterator[Flask]:
    app = Application(__name__, template_folder=str(ROOT / "tpmlearn" / "web" / "templates"))
    app.config["SECRET_KEY"] = "test-secret"
    CSRFProtect(app)
    init_languages(app, lambda: "en")
    with app.test_request_context("/"):
        yield app


def form(**values: str) -> Form:
    made = Form(formdata=MultiDict(values), meta={"csrf": False})
    made.validate()
    return made


def render(site: Flask, source: str, **context: object) -> Tree.Element:
    imports = "".join(
        f'{{% import "macros/{name}.html" as {name} %}}'
        for name in ("forms", "status", "cards", "figures", "progress", "empty", "pager")
    )
    html = site.jinja_env.from_string(imports + source).render(**context)
    root: Tree.Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return root


def words(element: Tree.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def test_it_ties_label_hint_and_error_to_a_field(site: Flask) -> None:
    root = render(site, '{{ forms.field(f.name, hint="As on a profile.") }}', f=form())

    field = root.find(".//input")
    assert field is not None
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "name-hint name-error"
    assert words(root.find(".//p[@id='name-hint']")) == "As on a profile."
    assert words(root.find(".//p[@id='name-error']")) == "Give a name."
    assert words(root.find(".//label[@for='name']")) == "Name"


def test_it_keeps_what_was_typed_and_calls_nothing_wrong_that_is_right(site: Flask) -> None:
    root = render(site, "{{ forms.field(f.name) }}", f=form(name='Asha "Ash" <b>'))

    field = root.find(".//input")
    assert field is not None
    assert field.get("value") == 'Asha "Ash" <b>'
    assert field.get("aria-invalid") is None
    assert field.get("aria-describedby") is None


def test_it_says_which_fields_are_optional(site: Flask) -> None:
    root = render(site, "{{ forms.field(f.hours) }}{{ forms.field(f.name) }}", f=form())

    assert words(root.find(".//label[@for='hours']")) == "Hours a week (optional)"
    assert words(root.find(".//label[@for='name']")) == "Name"


def test_it_groups_choices_under_a_legend(site: Flask) -> None:
    root = render(site, "{{ forms.field(f.view) }}", f=form(name="Asha"))

    group = root.find(".//fieldset")
    assert group is not None
    assert words(group.find("legend")) == "View"
    assert group.get("aria-describedby") == "view-error"
    assert [label.get("for") for label in group.findall(".//label")] == ["view-0", "view-1"]


def test_its_summary_leads_to_the_fields(site: Flask) -> None:
    root = render(
        site,
        "{{ forms.error_summary(f) }}{{ forms.field(f.name) }}{{ forms.field(f.view) }}",
        f=form(),
    )

    links = root.findall(".//div[@role='alert']//a")
    ids = {element.get("id") for element in root.iter()}
    assert [(link.get("href"), words(link)) for link in links] == [
        ("#name", "Give a name."),
        ("#view-0", "Choose one."),
    ]
    assert {(link.get("href") or "").removeprefix("#") for link in links} <= ids


def test_it_shows_no_summary_where_nothing_is_wrong(site: Flask) -> None:
    root = render(site, "{{ forms.error_summary(f) }}", f=form(name="Asha", hours="4", view="one"))

    assert root.findall(".//div") == []


def test_two_forms_carry_a_token_each_and_share_no_id(site: Flask) -> None:
    root = render(
        site,
        '{% call forms.form("/a") %}{% endcall %}{% call forms.saving("/b") %}{% endcall %}',
    )

    found = root.findall(".//form")
    tokens = [one.find("input[@name='csrf_token']") for one in found]
    assert ["data-save" in one.attrib for one in found] == [False, True]
    assert all(token is not None and token.get("value") for token in tokens)
    assert [token.get("id") for token in tokens if token is not None] == [None, None]


@pytest.mark.parametrize(
    ("type_", "selected", "checked"),
    [("radio", 2, ["2"]), ("radio", "", []), ("checkbox", [0, 2], ["0", "2"])],
)
def test_it_marks_the_chosen_statements(
    site: Flask, type_: str, selected: object, checked: list[str]
) -> None:
    source = (
        '{{ forms.choices("level", "Risk", [(0, "No", ""), (2, "Yes", "")], selected, type=kind) }}'
    )
    root = render(site, source, selected=selected, kind=type_)

    boxes = root.findall(".//input")
    assert [box.get("value") for box in boxes if "checked" in box.attrib] == checked
    assert [box.get("id") for box in boxes] == ["level-0", "level-2"]


def test_it_never_lets_text_become_markup(site: Flask) -> None:
    source = """{{ forms.text("q", text, value=text, hint=text, errors=[text]) }}
        {{ cards.card(text, kicker=text, meta=[text]) }}{{ status.badge(text) }}
        {{ figures.table(text, [text], [[text]]) }}
        {{ forms.post_button("/x", text, about=text) }}"""
    root = render(site, source, text="<i>&\"'")

    assert root.findall(".//i") == []
    assert words(root.find(".//caption")) == "<i>&\"'"


@pytest.mark.parametrize(
    ("done", "total", "width"), [(0, 0, "0"), (0, 12, "0.0"), (7, 12, "116.7"), (12, 12, "200.0")]
)
def test_its_bar_is_as_long_as_the_count_in_words(
    site: Flask, done: int, total: int, width: str
) -> None:
    root = render(site, '{{ progress.bar(done, total, "passed") }}', done=done, total=total)

    bars = [node for node in root.iter() if str(node.tag).endswith("rect")]
    assert bars[1].get("width") == width
    assert words(root.find(".//span")) == f"{done} of {total} passed"


def test_it_never_draws_a_dot_for_what_is_not_rated(site: Flask) -> None:
    root = render(site, "{{ progress.scale(none, 3) }}")

    assert [node for node in root.iter() if str(node.tag).endswith("circle")] == []


@pytest.mark.parametrize(
    ("macro", "said"),
    [
        ("rated", "rated, not tested"),
        ("claimed", "claimed, not confirmed"),
        ("confirmed", "confirmed"),
        ("declined", "declined, carries nothing"),
        ("unrated", "not rated"),
    ],
)
def test_it_says_how_far_a_claim_goes(site: Flask, macro: str, said: str) -> None:
    root = render(site, f"{{{{ status.{macro}() }}}}")

    assert words(root) == said
