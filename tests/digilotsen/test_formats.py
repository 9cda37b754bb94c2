from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

MORNING = datetime(2026, 3, 2, 9, 5)  # noqa: DTZ001 -- words, not a moment


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("en", "DATE_FORMAT", "2 March 2026"),
        ("en", "SHORT_DATE_FORMAT", "2 Mar 2026"),
        ("en", "SHORT_DATETIME_FORMAT", "2 Mar 2026, 09:05"),
        ("en", "TIME_FORMAT", "09:05"),
        ("de", "DATE_FORMAT", "2. März 2026"),
        ("de", "SHORT_DATE_FORMAT", "02.03.2026"),
    ],
)
def test_the_day_comes_first_in_both_languages(language: str, name: str, words: str) -> None:
    with translation.override(language):
        assert date_format(MORNING, name) == words
