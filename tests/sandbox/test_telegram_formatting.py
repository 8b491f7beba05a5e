"""HTML as the Bot API server reads it: entities in UTF-16 units, complaints with byte offsets."""

import pytest

from sandbox.telegram.entities import find_entities, trim
from sandbox.telegram.formatting import parse_html
from sandbox.telegram.refusal import Refusal


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain 5 > 3", "plain 5 > 3", []),
        ("&lt;b&gt; &amp; &quot;x&quot; &#39;", '<b> & "x" \'', []),
        ("&nbsp; &copy; AT&T &", "&nbsp; &copy; AT&T &", []),
        ("&#x1F600;<b>x</b>", "😀x", [entity("bold", 2, 1)]),
        ("<b>ผ้าไหม</b> A12", "ผ้าไหม A12", [entity("bold", 0, 6)]),
        ("😀<i>a😀</i>", "😀a😀", [entity("italic", 2, 3)]),
        (
            "<B>one <i>two</I></b>",
            "one two",
            [entity("bold", 0, 7), entity("italic", 4, 3)],
        ),
        (
            "<s>a</s><del>b</del><strike>c</strike><u>d</u><ins>e</ins>",
            "abcde",
            [
                entity("strikethrough", 0, 1),
                entity("strikethrough", 1, 1),
                entity("strikethrough", 2, 1),
                entity("underline", 3, 1),
                entity("underline", 4, 1),
            ],
        ),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        (
            '<a href="https://example.com/?a=1&amp;b=2">pay</a>',
            "pay",
            [entity("text_link", 0, 3, url="https://example.com/?a=1&b=2")],
        ),
        (
            "<a href='example.com'>x</a>",
            "x",
            [entity("text_link", 0, 1, url="http://example.com/")],
        ),
        ('<a href="http://localhost/x">x</a>', "x", []),
        ("<b></b>x", "x", []),
        ("<code>a</code>", "a", [entity("code", 0, 1)]),
        (
            '<pre><code class="language-python">a</code></pre>',
            "a",
            [entity("pre", 0, 1, language="python")],
        ),
        ("<blockquote>q</blockquote>", "q", [entity("blockquote", 0, 1)]),
        (
            "<blockquote expandable>q</blockquote>",
            "q",
            [entity("expandable_blockquote", 0, 1)],
        ),
        ("<b>x</>", "x", [entity("bold", 0, 1)]),
    ],
)
def test_it_parses_html(source: str, text: str, entities: list[object]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("ผ <br/>", 'Unsupported start tag "br/" at byte offset 4'),
        ("<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("<b>x</b ", "Unclosed end tag at byte offset 4"),
        ("<a href=x y z>x</a", "Unclosed end tag at byte offset 15"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=http://x.com>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_it_complains_about_broken_html(source: str, complaint: str) -> None:
    with pytest.raises(Refusal) as seen:
        parse_html(source)
    assert seen.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_it_finds_what_telegram_marks_by_itself() -> None:
    text = "😀 /cart@livestall_bot @anna_r #silk $THB a@b.co https://x.it/p?a=1. go.com 19.90 a/b"
    found = [(one["type"], one["offset"], one["length"]) for one in find_entities(text)]
    assert found == [
        ("bot_command", 3, 19),
        ("mention", 23, 7),
        ("hashtag", 31, 5),
        ("cashtag", 37, 4),
        ("email", 42, 6),
        ("url", 49, 18),
        ("url", 69, 6),
    ]


def test_outer_space_goes_and_entities_move_with_the_text() -> None:
    entities = [entity("bold", 0, 4), entity("italic", 6, 2)]
    assert trim("  ab cd ", entities) == ("ab cd", [entity("bold", 0, 2), entity("italic", 4, 1)])
