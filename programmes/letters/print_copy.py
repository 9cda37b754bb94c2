"""A letter once more, for paper that has its letterhead already: a copy to be printed, never to be kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from programmes.errors import LetterInvalid
from programmes.letters.letter import from_json
from programmes.letters.render import render

# The layout that has the words of another one at the same places, and nothing of its letterhead.
WITHOUT_LETTERHEAD = {"ernennung-v1": "vordruck-v1", "ernennung-v2": "vordruck-v1"}


def print_copy(content: Mapping[str, Any]) -> bytes:
    """Set the frozen `content` of a letter (as `to_json` wrote it) without letterhead, crest, marks and footer.

    The same words at the same places; the stored file stays what it is. Raises LetterInvalid for a layout that has no
    such variant, and as `render` does.
    """
    letter = from_json(json.dumps(content))
    if letter.layout not in WITHOUT_LETTERHEAD:
        raise LetterInvalid("layout", _("This letter has no variant for paper with a letterhead."))
    return render(replace(letter, layout=WITHOUT_LETTERHEAD[letter.layout])).pdf
