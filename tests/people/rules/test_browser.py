import pytest

from people.rules.browser import browser_in_words

_MOZILLA = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) {}"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Windows"),
        (_MOZILLA.format("Windows NT 10.0", "Chrome/126.0 Safari/537.36 Edg/126.0"), "Edge on Windows"),
        (_MOZILLA.format("X11; Linux x86_64", "Chrome/126.0 Safari/537.36"), "Chrome on Linux"),
        (_MOZILLA.format("Linux; Android 14", "Chrome/126.0 Mobile Safari/537.36"), "Chrome on Android"),
        (_MOZILLA.format("Macintosh; Intel Mac OS X 14_5", "Version/17.5 Safari/605.1"), "Safari on macOS"),
        (_MOZILLA.format("iPhone; CPU iPhone OS 17_5 like Mac OS X", "CriOS/126.0 Safari/604.1"), "Chrome on iPhone"),
        ("curl/8.8.0", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_is_named_in_words(user_agent: str, words: str) -> None:
    assert browser_in_words(user_agent) == words
