"""What linters cannot hold: the rules of the house."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.template import TemplateDoesNotExist
from django.template.backends.django import DjangoTemplates
from django.template.loader import get_template

from tests import append_only

ROOT = Path(__file__).resolve().parent.parent
CODE = [path for app in ("digilotsen", "people", "programmes") for path in sorted((ROOT / app).rglob("*.py"))]
TOOLS = sorted((ROOT / "tools").glob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MIGRATIONS = [path for path in CODE if path.parent.name == "migrations" and path.name != "__init__.py"]
BY_HAND = [path for path in [*CODE, *TOOLS, *TESTS, *TEMPLATES] if path not in MIGRATIONS]

MACHINE_NAMED = re.compile(r"_auto_|_and_more$|^\d{4}_(alter|remove|rename|delete)_")
INLINE = re.compile(r"<style|<script(?![^>]*\ssrc=)|\sstyle\s*=|\son[a-z]+\s*=|javascript:|\shx-on", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:\s(?:src|srcset|action)=|<link[^>]*\shref=)["'](?:https?:)?//""")
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
FIRST_TAG = re.compile(r"<[a-z][^>]*>", re.DOTALL)
IGNORE = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
REQUEST_UNPACKED = re.compile(r"\*\*[^,()]*(?:\(\s*)?\b(?:request|self\.request)\.(?:GET|POST|body|headers|COOKIES)\b")
# Django itself asks for these.
OF_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
FLOORS = {"django": (5, 2, 11), "django-allauth": (65, 14, 2)}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_a_file_has_at_most_300_lines() -> None:
    assert [named(path) for path in BY_HAND if len(path.read_text().splitlines()) > 300] == []


def test_a_view_has_at_most_40_lines() -> None:
    views = [path for path in CODE if path.parent.name == "views"]

    long = [
        f"{named(path)}: {function.name}"
        for path in views
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef) and (function.end_lineno or 0) - function.lineno >= 40
    ]

    assert long == []


def test_ignores_are_few_and_give_their_reason() -> None:
    lines = [line for path in BY_HAND if path != Path(__file__) for line in path.read_text().splitlines()]
    ignores = [line.strip() for line in lines if IGNORE.search(line)]

    assert [line for line in ignores if " -- " not in line] == []
    assert len(ignores) <= 10


# --- templates -------------------------------------------------------------------------------------------------------


def used_in_a_library(name: str) -> bool:
    """Whether it overrides a library's template, or is a piece that crispy forms asks its pack for."""
    if name.startswith("kern/"):
        crispy = Path(apps.get_app_config("crispy_forms").path)
        piece = name.removeprefix("kern/")
        return any(piece in path.read_text() for path in crispy.rglob("*.py"))
    libraries = DjangoTemplates({"NAME": "libraries", "DIRS": [], "APP_DIRS": True, "OPTIONS": {}})
    try:
        return bool(libraries.get_template(name))
    except TemplateDoesNotExist:
        return False


def test_every_template_is_used() -> None:
    text = "\n".join(path.read_text() for path in [*CODE, *TEMPLATES])

    unused = [
        name
        for path in TEMPLATES
        if (name := str(path.relative_to(ROOT / "templates"))) not in OF_DJANGO
        and f'"{name}"' not in text
        and f"'{name}'" not in text
        and not used_in_a_library(name)
    ]

    assert unused == []


def test_every_template_can_be_read() -> None:
    for path in TEMPLATES:
        get_template(str(path.relative_to(ROOT / "templates")))


def test_every_template_keeps_to_the_content_policy() -> None:
    texts = {named(path): COMMENT.sub("", path.read_text()) for path in TEMPLATES}

    assert {name: found for name, text in texts.items() if (found := INLINE.findall(text))} == {}
    assert {name: found for name, text in texts.items() if (found := ELSEWHERE.findall(text))} == {}


def test_every_fragment_has_its_id_at_its_root() -> None:
    fragments = [
        path for path in TEMPLATES if path.parent.name in {"people", "programmes"} and path.name.startswith("_")
    ]

    astray = []
    for path in fragments:
        root = FIRST_TAG.search(COMMENT.sub("", path.read_text()))
        if root is None or f'id="{path.stem.lstrip("_").replace("_", "-")}"' not in root[0]:
            astray.append(named(path))

    assert astray == []


# --- record ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_has_a_name_of_its_own() -> None:
    assert [named(path) for path in MIGRATIONS if MACHINE_NAMED.search(path.stem)] == []


@pytest.mark.django_db
def test_append_only_tables_have_their_triggers() -> None:
    expected = append_only.expected(connection.vendor)

    assert len({table for table, name in expected}) >= 3
    assert append_only.standing(connection) >= expected


# --- storeys ---------------------------------------------------------------------------------------------------------


def names_in(path: Path) -> Iterator[str]:
    """Every name, keyword and lookup of a file, in its parts: `filter(enrolments__cohort=1)` names both."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield from node.arg.split("__")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "__" in node.value:
            yield from node.value.lstrip("-").split("__")


def test_people_never_look_up() -> None:
    """A reverse name is an import the linter cannot see."""
    reverse = {
        name
        for model in apps.get_app_config("people").get_models()
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label == "programmes" and not relation.hidden
        for name in (relation.get_accessor_name(), relation.name)
        if name
    }

    looking_up = {named(path): reverse & set(names_in(path)) for path in CODE if path.is_relative_to(ROOT / "people")}

    assert {path: names for path, names in looking_up.items() if names} == {}


def test_people_never_name_programmes() -> None:
    naming = re.compile(r"""["']programmes[.:/"']|^\s*(?:from|import) programmes""", re.MULTILINE)

    assert [
        named(path) for path in CODE if path.is_relative_to(ROOT / "people") and naming.search(path.read_text())
    ] == []


def test_no_query_takes_a_request_as_it_comes() -> None:
    """CVE-2025-64459: an expanded request chooses the connector of the query."""
    assert [named(path) for path in CODE if REQUEST_UNPACKED.search(path.read_text())] == []


@pytest.mark.parametrize("package", FLOORS)
def test_the_lock_holds_what_security_needs(package: str) -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    (version,) = [entry["version"] for entry in lock["package"] if entry["name"] == package]

    assert tuple(int(part) for part in version.split(".")) >= FLOORS[package]
