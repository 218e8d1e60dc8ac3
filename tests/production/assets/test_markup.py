"""Words, data and links survive HTML, and nothing that they say is taken for markup."""

from __future__ import annotations

import inspect
import json
from html.parser import HTMLParser
from pathlib import PurePosixPath
from types import ModuleType
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lectures import HOSTILE

from scenes.production.assets import page, slides
from scenes.production.assets.markup import address, escape, filled, page_words, script_json, template

PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc")))


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(markup: str) -> Seen:
    parser = Seen()
    parser.feed(markup)
    parser.close()
    return parser


@given(PRINTABLE)
def test_a_text_is_a_text(text: str) -> None:
    found = seen(f'<p title="{escape(text)}">{escape(text)}</p>')
    assert found.tags == [("p", {"title": text})]
    assert found.text == text


def test_what_no_page_may_hold_is_replaced() -> None:
    assert escape("a\x00b\x07c\ud800d\te\nf") == "a\ufffdb\ufffdc\ufffdd\te\nf"


@pytest.mark.parametrize("text", HOSTILE)
def test_data_in_a_script_come_out_again(text: str) -> None:
    found = seen(f'<script type="application/json">{script_json([text, {text: 1}])}</script><p>after</p>')
    assert [tag for tag, _ in found.tags] == ["script", "p"]
    assert json.loads(found.text.removesuffix("after")) == [text, {text: 1}]


@given(st.recursive(st.none() | st.floats(allow_nan=False) | PRINTABLE, lambda inner: st.lists(inner)))
def test_data_hold_nothing_that_ends_a_script(value: object) -> None:
    written = script_json(value)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == value


@given(st.lists(PRINTABLE.filter(lambda name: name not in ("", ".", "..") and "/" not in name), min_size=1))
def test_a_link_leads_to_its_file_and_nowhere_else(parts: list[str]) -> None:
    link = address(PurePosixPath(*parts))
    whole = urlsplit(urljoin("file:///folder/index.html", link))
    assert unquote(whole.path) == "/folder/" + "/".join(parts)
    assert (whole.scheme, whole.netloc, whole.query, whole.fragment) == ("file", "", "", "")


def test_holes_are_filled_once() -> None:
    page = "<p>{{first}}{{second.word}}</p>{{whole}}"
    found = filled(page, {"first": "<{{whole}}>", "second.word": "&"}, {"whole": "<hr>{{first}}"})
    assert found == "<p>&lt;{{whole}}&gt;&amp;</p><hr>{{first}}"
    with pytest.raises(KeyError, match="second"):
        filled(page, {"first": ""}, {"whole": ""})


@pytest.mark.parametrize("module", [page, slides])
def test_every_word_is_used(module: ModuleType) -> None:
    name = module.__name__.rpartition(".")[2]
    source = template(f"{name}.html") + inspect.getsource(module)
    words = page_words("en", name)
    for key in words:
        written = f"{{{{{key}}}}}", f"words.{key}", f'"{key}"'
        assert key.startswith(("kinds.", "made.", "values.", "parts.")) or any(way in source for way in written), key
    assert list(words) == list(page_words("zh", name))
