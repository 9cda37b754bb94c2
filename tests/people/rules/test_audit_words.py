"""Every verb the actions write has its words."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

from people.rules.audit_words import OBJECTS, VERBS
from programmes.models.cohort import CohortState
from programmes.models.enrolment import EnrolmentState

ROOT = Path(__file__).resolve().parents[3]
RECORDED = re.compile(r'record\(\s*\w+,\s*"([^"]+)"')


def test_every_verb_of_an_action_has_its_words() -> None:
    verbs = {
        verb
        for app in ("people", "programmes")
        for path in (ROOT / app / "actions").glob("*.py")
        for verb in RECORDED.findall(path.read_text())
    }
    verbs |= {f"round {state.value}" for state in CohortState} | {
        f"enrolment {state.value}" for state in EnrolmentState
    }

    assert len(verbs) > 40
    assert verbs - set(VERBS) == set()


def test_every_object_with_words_is_a_model_of_exactly_one_floor() -> None:
    names = [
        model._meta.model_name for app in ("people", "programmes") for model in apps.get_app_config(app).get_models()
    ]

    assert len(names) == len(set(names))
    assert set(OBJECTS) - set(names) == set()
