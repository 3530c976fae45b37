"""Evidence is a web or mail address, which is linked, or a file's relative path, which is not."""

from __future__ import annotations

import pytest

from bptip.plan.addresses import evidence_fault, is_link

WEB_OR_MAIL = [
    "https://www.baliprocess.net/minutes.pdf",
    "http://example.org",
    "HTTPS://EXAMPLE.ORG/A",
    "https://example.org/a?b=c#d",
    "https://example.org:8443/",
    "https://example.org/(brackets)",
    "https://xn--bcher-kva.example/",
    "https://example.org/ທີ່",
    "mailto:secretariat@example.org",
    "MAILTO:secretariat@example.org",
]

RELATIVE_PATHS = [
    "minutes.pdf",
    "evidence/2025/minutes of the third meeting.pdf",
    "evidence\\minutes.pdf",
    "./minutes.pdf",
    "evidence/ລາຍງານ.pdf",
    "2025-06-30.txt",
    ".hidden",
]

NEITHER = [
    pytest.param("", id="nothing"),
    pytest.param("   ", id="only spaces"),
    pytest.param("javascript:alert(1)", id="a script"),
    pytest.param("JavaScript:alert(1)", id="a script in capitals"),
    pytest.param(" javascript:alert(1)", id="a script after a space, which browsers pass over"),
    pytest.param("java\tscript:alert(1)", id="a script with a tab, which browsers pass over"),
    pytest.param("\x01javascript:alert(1)", id="a script after a control character"),
    pytest.param("data:text/html,x", id="data"),
    pytest.param("file:///etc/passwd", id="a file by its address"),
    pytest.param("ftp://example.org/a", id="another protocol"),
    pytest.param("vbscript:x", id="another script"),
    pytest.param("http:", id="a protocol alone"),
    pytest.param("https://", id="a protocol without a place"),
    pytest.param("https:///a", id="a path without a place"),
    pytest.param("https:example.org", id="a protocol without slashes"),
    pytest.param("https://example.org/a b", id="a web address with a space"),
    pytest.param("https://example.org/a\nb", id="a web address over two lines"),
    pytest.param("https://example.org/\x1b[31m", id="a web address with an escape sequence"),
    pytest.param("mailto:", id="mail to nobody"),
    pytest.param("mailto:nobody", id="mail without a place"),
    pytest.param("/etc/passwd", id="an absolute path"),
    pytest.param("//example.org/a", id="a place without a protocol"),
    pytest.param("\\\\server\\share\\a.pdf", id="a path on a server"),
    pytest.param("C:\\minutes.pdf", id="an absolute path on Windows"),
    pytest.param("c:minutes.pdf", id="a drive's path on Windows"),
    pytest.param("minutes\n.pdf", id="a path over two lines"),
    pytest.param("minutes\x00.pdf", id="a path with NUL"),
    pytest.param("<javascript:1>", id="a script between brackets"),
]

PASTED = [
    pytest.param("<{}>", "begins with <", id="angle brackets, as in an e-mail"),
    pytest.param("({})", "begins with (", id="brackets"),
    pytest.param("\u201c{}\u201d", "begins with \u201c", id="quotes of Word"),
    pytest.param('"{}"', 'begins with "', id="quotes"),
    pytest.param("[{}]", "begins with [", id="square brackets"),
    pytest.param("\u200b{}", "U+200B (zero width space)", id="an invisible sign before it"),
    pytest.param("{}\u200b", "U+200B (zero width space)", id="an invisible sign after it"),
    pytest.param("\u2060<{}>\u00a0", "U+2060 (word joiner)", id="invisible signs and brackets"),
]
"""Signs that programs and people put around an address, and what a message says about them."""


@pytest.mark.parametrize("address", WEB_OR_MAIL)
def test_a_web_or_mail_address_is_evidence_and_linked(address: str) -> None:
    assert evidence_fault(address) is None
    assert is_link(address)


@pytest.mark.parametrize("address", RELATIVE_PATHS)
def test_a_files_relative_path_is_evidence_but_not_linked(address: str) -> None:
    assert evidence_fault(address) is None
    assert not is_link(address)


@pytest.mark.parametrize("address", NEITHER)
def test_neither_evidence_nor_linked_is(address: str) -> None:
    assert evidence_fault(address) is not None
    assert not is_link(address)


@pytest.mark.parametrize("address", ["https://example.org/a", "evidence/minutes.pdf"])
@pytest.mark.parametrize(("around", "wrong"), PASTED)
def test_signs_around_an_address_are_named(address: str, around: str, wrong: str) -> None:
    """The message has the address without them."""
    pasted = around.format(address)
    fault = evidence_fault(pasted)
    assert fault is not None
    assert wrong in fault.wrong
    assert fault.hint == f"Write {address}"
    assert not is_link(pasted)


def test_an_invisible_sign_within_an_address_is_named() -> None:
    """The address would lead elsewhere than it seems to."""
    fault = evidence_fault("https://exam\u00adple.org/a")
    assert fault is not None
    assert fault == ("contains an invisible character, U+00AD (soft hyphen)", fault.hint)
    assert fault.hint == "Write https://example.org/a"


def test_brackets_that_belong_to_an_address_stay() -> None:
    """A bracket is stray where it is not opened in the address."""
    assert evidence_fault("https://example.org/Bali_(island)") is None
    assert evidence_fault("(draft) minutes.pdf") is None
    fault = evidence_fault("https://example.org/a)")
    assert fault == ("ends with )", "Write https://example.org/a")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("The minutes are on file with the ministry.", "Write a text in note (--note)."),
        ("www.example.org/a", "Write https://www.example.org/a"),
        ("secretariat@example.org", "Write mailto:secretariat@example.org"),
    ],
)
def test_a_text_that_is_no_file_is_refused_with_what_to_write(text: str, hint: str) -> None:
    """A sentence, a web address without https://, a mail address without mailto:."""
    fault = evidence_fault(text)
    assert fault is not None
    assert fault.hint == hint


@pytest.mark.parametrize(
    "sign", [".", ",", ";", ":", "|", "\u3002", "\uff0c", "\u2026", ").", ">,", "\u201d."]
)
def test_a_sign_of_the_sentence_around_an_address_is_named(sign: str) -> None:
    """The address was copied with it, and would lead nowhere."""
    fault = evidence_fault(f"https://example.org/a{sign}")
    assert fault == (f"ends with {sign}", "Write https://example.org/a")


@pytest.mark.parametrize(
    "address", ["https://example.org/wiki/U.S.", "https://example.org/a?", "minutes of 3 May."]
)
def test_a_full_stop_of_initials_or_of_a_file_stays(address: str) -> None:
    fault = evidence_fault(address)
    assert fault is None or "ends with" not in fault.wrong
