"""Rules of our own for what must not stand in the program; each is tried on a bad example too."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tpmlearn.config import ROOT

SOURCES = [*sorted((ROOT / "tpmlearn").rglob("*.py")), ROOT / "app.py"]
TEMPLATES = sorted((ROOT / "tpmlearn").rglob("*.html"))
SCRIPTS = [
    path
    for path in sorted((ROOT / "tpmlearn" / "web" / "static").rglob("*.js"))
    if "vendor" not in path.parts
]

# What our own rendering has cleaned, or our own figures have drawn; tests/rendering/ tries both.
CLEANED = {
    *("html", "stem", "story", "reason", "explanation", "history", "left", "label", "before"),
    *("intro", "given", "key", "words", "late_words", "wide", "narrow", "drawing", "figure"),
    *("picture", "linked", "svg"),
}
# Files that may do what the rest may not, each for its reason.
ALLOWED: dict[str, set[str]] = {
    # Puts a prefix before ids of our own HTML; marks words in what was escaped before.
    # Pieces of pages that a template of ours rendered; words of ours with their values escaped.
    "no text is declared safe": {
        "tpmlearn/web/templating.py",
        "tpmlearn/search/interface.py",
        "tpmlearn/web/languages.py",
        "tpmlearn/web/shared_pieces.py",
    },
    # Names of pragmas and tables of our own; tests/test_db.py tries them.
    "no statement is put together from text": {
        "tpmlearn/db.py",
        "tpmlearn/calibration/versions.py",
    },
    # git, by a list of words; the server takes the place of the command that starts it; a piece of
    # background work that is too large for a worker, by its number.
    "no program is started elsewhere": {
        "tpmlearn/git.py",
        "tpmlearn/cli/serve.py",
        "tpmlearn/jobs/running.py",
    },
    # The mail server that the operator names, from the site and from the doctor; a free port.
    "nothing is fetched elsewhere": {
        "tpmlearn/mail.py",
        "tpmlearn/cli/doctor/services.py",
        "tpmlearn/cli/serve.py",
        # Opens the sockets that it listens at.
        "tpmlearn/serving.py",
        # Reads the document of the provider that the operator names.
        "tpmlearn/oidc.py",
    },
}
OUTWARD = (
    "aiohttp",
    "ftplib",
    "http.client",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "xmlrpc",
)
RUNS_TEXT = frozenset({"eval", "exec", "compile", "__import__"})
UNPICKLES = ("pickle", "marshal", "shelve", "dill", "jsonpickle")
# Of `(option.left ~ " :: ")` the name; of `words|join("; ")` and `figure.html("Title")` too.
WORDS = re.compile(r"\"[^\"]*\"|'[^']*'|\|\s*join|\.html\(.*\)")
NAME = re.compile(r"[A-Za-z_]+")
OPENLY = re.compile(r"(^|\.)(Tree|ElementTree|etree|minidom|sax)\.(parse|fromstring|XML)")
Rule = Callable[[ast.Module], Iterator[int]]


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _is_put_together(node: ast.expr) -> bool:
    """Whether a text is made of others where it stands."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod)
    return isinstance(node, ast.Call) and _last(ast.unparse(node.func)) in {"format", "join"}


def declares_safe(tree: ast.Module) -> Iterator[int]:
    """`Markup` of something that is no word of ours."""
    for name, call in _calls(tree):
        is_safe = _last(name) == "Markup" and call.args
        if is_safe and not isinstance(call.args[0], ast.Constant):
            yield call.lineno


def puts_statements_together(tree: ast.Module) -> Iterator[int]:
    """A statement for the database that is made of text where it is sent."""
    senders = {"text", "execute", "exec_driver_sql", "literal_column", "executescript"}
    for name, call in _calls(tree):
        # The text of a figure has a size.
        is_figure = any(word.arg == "size" for word in call.keywords)
        sends = _last(name) in senders and call.args and not is_figure
        if sends and _is_put_together(call.args[0]):
            yield call.lineno


def renders_text(tree: ast.Module) -> Iterator[int]:
    """A template that is a text: whoever writes the text writes a program."""
    for name, call in _calls(tree):
        if _last(name) in {"render_template_string", "stream_template_string", "from_string"}:
            yield call.lineno


def starts_programs(tree: ast.Module) -> Iterator[int]:
    """Another program."""
    for name, line in _imports(tree):
        if name.split(".")[0] in {"subprocess", "pty", "commands"}:
            yield line
    for name, call in _calls(tree):
        if re.match(r"os\.(system|popen|spawn|exec|posix_spawn)", name):
            yield call.lineno


def uses_a_shell(tree: ast.Module) -> Iterator[int]:
    """A shell that reads what it is given."""
    for name, call in _calls(tree):
        for word in call.keywords:
            is_on = not (isinstance(word.value, ast.Constant) and word.value.value is False)
            if word.arg == "shell" and is_on:
                yield call.lineno
        if name in {"os.system", "os.popen"}:
            yield call.lineno


def runs_text(tree: ast.Module) -> Iterator[int]:
    """Text or bytes that become a program."""
    for name, call in _calls(tree):
        if name in RUNS_TEXT:
            yield call.lineno
        is_unsafe = name.startswith("yaml.") and _last(name) in {
            "load",
            "load_all",
            "unsafe_load",
            "full_load",
        }
        if is_unsafe and not any(word.arg == "Loader" for word in call.keywords):
            yield call.lineno
    for name, line in _imports(tree):
        if name.split(".")[0] in UNPICKLES:
            yield line


def reads_xml_openly(tree: ast.Module) -> Iterator[int]:
    """XML read by a parser that follows entities: that is defusedxml's."""
    for name, call in _calls(tree):
        reads = re.search(
            r"(^|\.)(Tree|ElementTree|etree|minidom|sax)\.(parse|fromstring|XML)", name
        )
        if reads or _last(name) in {"XMLParser", "iterparse", "parseString"}:
            yield call.lineno


def reaches_out(tree: ast.Module) -> Iterator[int]:
    """A connection to somewhere."""
    for name, line in _imports(tree):
        if any(name == one or name.startswith(f"{one}.") for one in OUTWARD):
            yield line


def leads_anywhere(tree: ast.Module) -> Iterator[int]:
    """A redirect to what the request says, past `local_path`."""
    for name, call in _calls(tree):
        if name != "redirect" or not call.args:
            continue
        told = ast.unparse(call.args[0])
        asks = re.search(r"\b(request|typed|form)\b", told)
        if asks and not told.startswith(("url_for(", "local_path(")):
            yield call.lineno


def has_no_zone(tree: ast.Module) -> Iterator[int]:
    """The time of nowhere."""
    for name, call in _calls(tree):
        if name.endswith("datetime.now") and not call.args and not call.keywords:
            yield call.lineno
        if _last(name) in {"utcnow", "utcfromtimestamp"}:
            yield call.lineno


def sets_cookies(tree: ast.Module) -> Iterator[int]:
    """A cookie beside the one that Flask signs."""
    for name, call in _calls(tree):
        if _last(name) in {"set_cookie", "delete_cookie"}:
            yield call.lineno


RULES: dict[str, tuple[Rule, str]] = {
    "no text is declared safe": (declares_safe, "Markup(name)"),
    "no statement is put together from text": (
        puts_statements_together,
        'session.execute(text(f"SELECT {name}"))',
    ),
    "no template is a text": (renders_text, "flask.render_template_string(name)"),
    "no program is started elsewhere": (starts_programs, "from subprocess import run"),
    "no shell reads anything": (uses_a_shell, "run(name, shell=True)"),
    "no text becomes a program": (runs_text, "eval(name)"),
    "no bytes become objects": (runs_text, "import pickle"),
    "no YAML makes objects": (runs_text, "yaml.load(name)"),
    "no XML is read openly": (reads_xml_openly, "Tree.fromstring(name)"),
    "nothing is fetched elsewhere": (reaches_out, "import requests"),
    "nobody is led elsewhere": (leads_anywhere, "redirect(request.args['next'])"),
    "every time has a zone": (has_no_zone, "datetime.now()"),
    "there is one cookie": (sets_cookies, "response.set_cookie('a', 'b')"),
}


@pytest.mark.parametrize("name", RULES)
def test_the_program_keeps_it(name: str) -> None:
    rule, _ = RULES[name]

    found = [
        f"{place}:{line}"
        for path in SOURCES
        if (place := path.relative_to(ROOT).as_posix()) not in ALLOWED.get(name, set())
        for line in rule(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []


@pytest.mark.parametrize("name", RULES)
def test_it_finds_what_breaks_it(name: str) -> None:
    rule, bad = RULES[name]

    assert list(rule(ast.parse(bad))) != []


def safe_names(html: str) -> list[str]:
    """The last name of each thing that a template takes for HTML of ours."""
    found = re.findall(r"([^{}]*?)\|\s*safe\b", html)
    return [(NAME.findall(WORDS.sub("", before)) or [""])[-1] for before in found]


def flaws_of(html: str) -> list[str]:
    """What may stand in no template: handlers, styles, scripts within, forms without a token."""
    plain = re.sub(r"\{#.*?#\}", "", html, flags=re.DOTALL)
    flaws = [f"safe {name}" for name in safe_names(plain) if name not in CLEANED]
    flaws += re.findall(r"\son[a-z]+\s*=\s*[\"']", plain)
    flaws += re.findall(r"\sstyle\s*=\s*[\"']", plain)
    flaws += re.findall(r"<style\b", plain)
    flaws += re.findall(r"autoescape\s+false", plain)
    flaws += re.findall(r"(?:href|src|action)=[\"']?javascript:", plain)
    flaws += re.findall(r"(?:src|action)=[\"']?https?:|<link\b[^>]*https?:", plain)
    for script in re.findall(r"<script\b[^>]*>", plain):
        if "src=" not in script and "ld+json" not in script:
            flaws.append(script)
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", plain, re.DOTALL):
        if not any(word in form for word in ("csrf(", "csrf_token", "hidden_tag", "again")):
            flaws.append(form[:80])
    flaws += [
        link for link in re.findall(r"<a\b[^>]*_blank[^>]*>", plain) if "noopener" not in link
    ]
    return flaws


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_keeps_the_rules(path: Path) -> None:
    assert flaws_of(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "bad",
    [
        "{{ person.name|safe }}",
        "{{ note | safe }}",
        '<p onclick="go()">',
        '<p style="color: red">',
        "<style>p {}</style>",
        "{% autoescape false %}",
        '<a href="javascript:go()">',
        '<img src="https://elsewhere.example/a.png">',
        "<script>go()</script>",
        '<form method="post" action="/x"><button>Go</button></form>',
        '<a href="/x" target="_blank">',
    ],
)
def test_it_finds_what_breaks_them(bad: str) -> None:
    assert flaws_of(bad) != []


def flaws_of_script(text: str) -> list[str]:
    """What makes a program or a page of text, and what speaks to another site."""
    return re.findall(
        r"\beval\(|new Function|document\.write|insertAdjacentHTML|outerHTML\s*="
        r"|innerHTML\s*=(?!\s*html;)|setTimeout\(\s*[\"'`]|https?://(?!www\.w3\.org)",
        text,
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_keeps_the_rules(path: Path) -> None:
    # The editor shows what the server has rendered and cleaned, as the page itself does.
    assert flaws_of_script(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "bad",
    [
        "eval(text)",
        "new Function(text)",
        "document.write(text)",
        "box.innerHTML = text;",
        "box.insertAdjacentHTML('beforeend', text)",
        'setTimeout("go()", 1)',
        'fetch("https://elsewhere.example/")',
    ],
)
def test_it_finds_what_breaks_those_of_scripts(bad: str) -> None:
    assert flaws_of_script(bad) != []


def test_what_is_allowed_is_still_there() -> None:
    gone = {
        place for places in ALLOWED.values() for place in places if not (ROOT / place).is_file()
    }

    assert gone == set()
