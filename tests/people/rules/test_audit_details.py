"""What the actions store with an event is told in the words of the page."""

from __future__ import annotations

import ast
from pathlib import Path

from people.models.consent import VoluntaryField
from people.models.role_grant import Role
from people.rules.audit_details import NAMES, WORDS, details
from programmes.models.cohort import CohortState
from programmes.models.curriculum import ModuleKind
from programmes.models.enrolment import EnrolmentState
from programmes.models.module_result import ResultKind

ROOT = Path(__file__).resolve().parents[3]


def recorded_names() -> set[str]:
    """The keys of every dictionary an action hands to `record`."""
    calls = (
        node
        for app in ("people", "programmes")
        for path in (ROOT / app / "actions").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record"
    )
    dictionaries = (node for call in calls for node in ast.walk(call) if isinstance(node, ast.Dict))
    return {str(key.value) for node in dictionaries for key in node.keys if isinstance(key, ast.Constant)}


def test_every_name_an_action_records_has_its_words() -> None:
    names = recorded_names()

    assert len(names) > 30
    assert names - set(NAMES) == set()


def test_every_state_has_the_word_of_its_model() -> None:
    choices = (CohortState, EnrolmentState, ResultKind, ModuleKind, VoluntaryField)
    stored = {str(value): str(label) for kind in choices for value, label in kind.choices}
    stored |= {role.value: str(role.label) for role in Role if role.value in WORDS}

    assert {value: str(WORDS.get(value)) for value in stored} == stored


def test_a_change_is_told_in_words() -> None:
    told = details({"from": "in_training", "to": "deferred", "is_external": False, "deputy": None})

    assert told == [
        ("from", "in training"),
        ("to", "moved to a later round"),
        ("works outside the administration", "no"),
        ("deputy", "–"),
    ]


def test_a_name_that_looks_like_a_state_stays_a_name() -> None:
    assert details({"name": "open", "needs": ["D1", "C1"]}) == [("name", "open"), ("needs", "D1, C1")]


def test_a_field_without_a_word_is_called_as_its_model_calls_it() -> None:
    changes = {"fields": ["footer_note", "number_format", "street", "not_there"]}

    told = "further lines of the footer, format of the numbers, street, not_there"
    assert details(changes, "programmes.lettersettings") == [("fields", told)]
    assert details(changes) == [("fields", "footer_note, number_format, street, not_there")]
