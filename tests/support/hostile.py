"""Requests as nobody sends them by mistake: for every route, with every kind of odd text."""

import importlib
import inspect
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_from_bytes

from flask import Flask
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import Client, TestResponse
from wtforms import Form

from tpmlearn.config import ROOT

NASTY = (
    "",
    " ",
    "\0",
    "a\0b",
    "\x01\x1f\x7f\x85",
    "\u202e\u2066bidi\u2069",
    "\ufeff\u200b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "e\u0301" * 200,
    "\U0001f4a9" * 50,
    "-1",
    "0",
    "1",
    "2",
    "3",
    "99999999999999999999999999",
    "1e400",
    "NaN",
    "-Infinity",
    "0x10",
    "٣",
    "²",
    "1_000",
    "' OR 1=1 --",
    '"; DROP TABLE people; --',
    "%s%n%x",
    "%00",
    "%25%30%30",
    "{{7*7}}",
    "{% raw %}",
    "${7*7}",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "../../../../etc/passwd",
    "..\\..\\x",
    "//evil.example",
    "/\\evil.example",
    "http://[::1",
    "file:///etc/passwd",
    "=cmd|'/c calc'!A1",
    "[]",
    "{}",
    "[[[[[[[[[[[[]]]]]]]]]]]]",
    "null",
    '{"__proto__": 1}',
    "2026-02-30",
    "2026-11-29",
    "9999-12-31",
    "0001-01-01",
    "24:61",
    "Europe/Nowhere",
    "../../Europe/Berlin",
    "on",
    "yes",
    "tpm",
    "CTL2",
    "ctl",
    "ada@example.org",
    "a@b@c",
    "x" * 5_000,
    "é" * 300,
    "---\ntitle: &a [*a, *a]\n---\n",
    "!!python/object/apply:os.system ['id']",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
    "$$\\frac{" * 20,
    "`" * 300,
    "[" * 300,
)
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.sampled_from(NASTY),
    st.text(max_size=40),
    st.integers(-(10**22), 10**22).map(str),
)
METHODS = ("GET", "GET", "POST", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND")
TYPES = (
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded; charset=utf-7",
    "multipart/form-data",
    "multipart/form-data; boundary=\x7f",
    "application/xml",
    "x" * 300,
    "",
)
BODIES = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b'"a"',
            b"1",
            b'{"entries": null}',
            b'{"entries": [null, 1, {"position": "x"}]}',
            b'{"entries": [{"key": "\\u0000", "position": 1, "seq": 1, "given": [[]]}]}',
            b'{"entries": [{"key": "k", "position": 1e999, "seq": -1, "given": {}}]}',
            b'{"text": "\\ud800", "turn": 99999999999999999999}',
            b"[" * 20_000,
            b'--x\r\nContent-Disposition: form-data; name="a"; filename="\0"\r\n\r\n',
            b"&&&===%zz%",
        ]
    ),
)
HEADERS = (
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
    "HTTP_COOKIE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_X_REQUEST_ID",
    "HTTP_X_REQUESTED_WITH",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_AUTHORIZATION",
    "HTTP_HOST",
    "HTTP_ORIGIN",
    "REMOTE_ADDR",
)
ASKED_FOR = re.compile(r'(?:form|args|values|files)(?:\.get|\.getlist)?[\[(]"(\w+)"')


@dataclass(frozen=True)
class Sent:
    """One request, as it goes onto the wire."""

    method: str
    path: bytes
    query: bytes = b""
    body: bytes = b""
    type: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def field_names(app: Flask, endpoint: str) -> list[str]:
    """The names that a page may be sent: those of its feature's forms, and those its views ask
    for."""
    module = app.view_functions[endpoint].__module__
    names: set[str] = set()
    try:
        forms = importlib.import_module(module.replace(".views", ".forms"))
    except ImportError:
        forms = None
    for _, form in inspect.getmembers(forms, inspect.isclass) if forms else ():
        if issubclass(form, Form):
            names |= {name for name, made in vars(form).items() if hasattr(made, "field_class")}
    source = ROOT / (module.replace(".", "/") + ".py")
    if source.exists():
        names |= set(ASKED_FOR.findall(source.read_text(encoding="utf-8")))
    return sorted(names | {"q", "next", "answer"})


@st.composite
def requests_to(
    draw: st.DrawFn, rules: list[Rule], names: dict[str, list[str]], known: dict[str, Any]
) -> Sent:
    """A request to one of the rules: known values or odd ones in its path, its query, its body."""
    rule = draw(st.sampled_from(rules))
    path = b"".join(
        _value(draw, name, known) if is_dynamic else name.encode()
        for is_dynamic, name in rule._trace
        if name != "|"
    )
    fields = st.lists(st.tuples(st.sampled_from(names[rule.endpoint]), TEXTS), max_size=8)
    is_odd = draw(st.integers(0, 3)) == 0
    method = draw(st.sampled_from(METHODS)) if is_odd else draw(st.sampled_from(_methods(rule)))
    query = _encoded(draw(fields)) if method == "GET" or is_odd else b""
    body, type_ = b"", ""
    if method not in {"GET", "HEAD", "OPTIONS"}:
        if is_odd:
            body, type_ = draw(BODIES), draw(st.sampled_from(TYPES))
        else:
            body, type_ = _encoded(draw(fields)), "application/x-www-form-urlencoded"
    headers = draw(st.dictionaries(st.sampled_from(HEADERS), TEXTS, max_size=3)) if is_odd else {}
    return Sent(method, path, query, body, type_, headers)


def send(client: Client, sent: Sent) -> TestResponse:
    """Send it without anything being put right on the way."""
    environ = {
        "REQUEST_METHOD": sent.method,
        "QUERY_STRING": sent.query.decode("latin-1"),
        "REMOTE_ADDR": "127.0.0.1",
        **{name: _on_the_wire(text) for name, text in sent.headers.items()},
    }
    if sent.type:
        environ["CONTENT_TYPE"] = sent.type
    return client.open(
        "/",
        method=sent.method,
        data=sent.body or None,
        environ_overrides={**environ, "PATH_INFO": sent.path.decode("latin-1")},
    )


def _methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or {"GET"}) - {"OPTIONS", "HEAD"})


def _value(draw: st.DrawFn, name: str, known: dict[str, Any]) -> bytes:
    if name in known and draw(st.integers(0, 3)):
        return str(known[name]).encode()
    return draw(TEXTS).encode("utf-8", "surrogatepass")


def _encoded(fields: list[tuple[str, str]]) -> bytes:
    return b"&".join(
        name.encode() + b"=" + quote_from_bytes(text.encode("utf-8", "surrogatepass")).encode()
        for name, text in fields
    )


def _on_the_wire(text: str) -> str:
    """What a server hands on: bytes as Latin-1, and never the end of a line."""
    raw = text.encode("utf-8", "surrogatepass")[:2_000]
    return re.sub(rb"[\r\n\0]", b" ", raw).decode("latin-1")
