"""Texts that attack a terminal, Markdown or a reader's eye, and strategies that make more of them.

They stand where people write freely: titles, notes, names, addresses. Each must come out as text.
"""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

ACTING: Final = {
    "rich markup": "[bold red]x[/bold red] [link=http://a.b]c[/link] [/]",
    "clear screen": "\x1b[2J\x1b[31mred\x1b[0m",
    "window title": "\x1b]0;owned\x07",
    "osc 8": "\x1b]8;;http://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "c1 control": "a\x9b31mb\x85c",
    "nul and delete": "a\x00b\x7fc",
    "backspace": "yes\b\b\bno",
    "carriage return": "harmless\revil",
    "windows line ends": "a\r\nb",
    "form feed": "a\x0cb\x0bc\x1cd\x1ee",
    "lines": "a\n\nb\n- c\n# d",
    "tabs": "a\tb\tc",
    "right to left override": "invoice\u202egpj.exe",
    "isolates": "\u2066a\u2069\u200fb\u061cc",
    "zero width": "a\u200bb\u2060c\ufeffd",
    "line separator": "a\u2028b\u2029c",
    "lone surrogates": "a\ud800b\udfffc",
    "tags": "a\U000e0041\U000e0042b",
}
"""Texts that make a stream or an eye do something."""

FOREIGN: Final = {
    "combining": "e\u0301\u0323 n\u0303 Z\u0335\u0327\u031a\u0300",
    "emoji": "👍🏽 👩‍👩‍👧‍👦 🇮🇩 ☎️ 1️⃣",
    "chinese": "人口贩运问题工作组（2024–2026年）",
    "korean": "\u1112\u1161\u11ab국어",
    "arabic": "خطة العمل ١٢٣",
    "thai": "แผนงานล่วงหน้า",
    "vietnamese": "Kế hoạch công tác tương lai",
    "no-break": "1\u00a0250\u202f000 km",
    "ligature": "ﷺ ﬁ Ⅷ ½",
}
"""Texts that honest people write."""

MARKDOWN: Final = {
    "heading": "# x",
    "setext": "===",
    "rule": "---",
    "stars": "* * *",
    "bullet": "- x",
    "plus": "+ x",
    "star": "* x",
    "number": "1. x",
    "bracketed number": "12) x",
    "year": "2024. The year of the plan",
    "quotation": "> x",
    "four blanks": "    x",
    "six blanks": "      x",
    "task": "[ ] x",
    "fence": "```",
    "tilde fence": "~~~ x",
    "definition": ": x",
    "title block": "% x",
    "reference": "[x]: http://a.b",
    "footnote": "[^1]: x[^1]",
    "row": "| a | b |",
    "pipe": "a|b",
    "escaped pipe": "a\\|b",
    "backslashes": "a\\\\b\\",
    "emphasis": "*a* _b_ **c** __d__ a*b*c snake_case_",
    "struck": "~~a~~ ~b~ H~2~O",
    "superscript": "x^2^ ^[note]",
    "code": "`a` ``b` `` ```",
    "backtick": "a`b",
    "maths": "$a_1$ $$b$$ \\(c\\)",
    "html": "<b>x</b> <script>alert(1)</script>",
    "comment": "<!-- x -->",
    "autolink": "<http://a.b> <a@b.c>",
    "bare address": "https://a.b/c?d=e&f=g_h HTTP://A.B ftp://a.b www.a.b/c",
    "mail": "a.b_c@d.org",
    "link": "[x](http://a.b) [x][y] [x]",
    "script": "[x](javascript:alert(1)) <javascript:alert(1)>",
    "image": "![x](http://a.b/c.png)",
    "entities": "&amp; &lt;b&gt; &#65; &#x41; &copy; &copy &",
    "attributes": "x {.y #z} {{ x }}",
    "citation": "@cite [@cite] #1 @name",
    "exclamation": "Agreed!",
    "formula": '=HYPERLINK("http://a.b")',
    "hard break": "a  \nb\\\nc",
}
"""Texts that Markdown would read as more than text."""

PANDOC: Final = {
    "letter": "a. x",
    "roman": "iv) x",
    "bracketed": "(1) x",
    "auto number": "#. x",
    "emoji code": ":smile: :+1: 10:30:45",
    "caption": "Table: x",
    "quotes": "\"a\" 'b' it's",
    "dashes": "a -- b --- c...",
}
"""Texts that pandoc reads as more than text, though GitHub doesn't."""

HOSTILE: Final = {**ACTING, **FOREIGN, **MARKDOWN, **PANDOC}

SAFE_ADDRESSES: Final = (
    "https://example.org",
    "http://example.org/a_b/*c*/(d)?e=[f]&g=~h~#i",
    "https://example.org/a|b`c\\d<e>\"f\"'g'",
    "https://example.org/?a=1&copy;=2&lt;=3&#65;=4",
    "https://example.org/sekretär/人口?x=abc",
    "https://example.org/100%25",
    "https://user@example.org/@name",
    "mailto:secretariat@example.org",
    "MAILTO:a_b@example.org?subject=x&body=y",
    "HTTPS://EXAMPLE.ORG/",
)
"""Addresses that may be linked to, however ugly."""

UNSAFE_ADDRESSES: Final = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\x00script:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:x",
    "file:///etc/passwd",
    "https://example.org\x1b]8;;x",
    "https://exa mple.org",
    "https://example.org/sekretär/人口?x=\u202eabc",
    "//example.org",
    "minutes/2025-12.docx",
    "1. Minutes.docx",
    "- x",
    "    x",
)
"""Addresses that no format may link to: dangerous, or a file beside the plan."""

PIECES: Final = (
    *"\x1b\x00\x9b\u202e\ud800\t\n\r\\`*_~[]()<>|#&;:!.-+=1 aé",
    *("http", "://", "www", "amp;", "  ", "**", "人", "\u0301", "👩\u200d👩\u200d👧"),
)
"""Parts of the texts that a rule for whole texts would miss."""

texts: Final = st.one_of(
    st.sampled_from(list(HOSTILE.values())),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(st.characters(), max_size=20),
    st.text("abcdefg é", max_size=40),
)
"""Any text: hostile as a whole, by its parts, by chance, or harmless."""

addresses: Final = st.one_of(
    st.sampled_from((*SAFE_ADDRESSES, *UNSAFE_ADDRESSES)),
    texts.map(lambda text: "https://a.b/" + text),
    texts,
)
"""Any address, safe to link to or not."""
