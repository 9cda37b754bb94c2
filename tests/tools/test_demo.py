"""The demo collects its static files once, and again only when one of them says something else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.core import management

from tools import demo


@pytest.fixture
def source(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One static file, beside those of the packages."""
    (tmp_path / "static").mkdir()
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATIC_ROOT.mkdir()
    monkeypatch.setattr(demo, "STATIC_LOCK", tmp_path / "lock")
    file = tmp_path / "static" / "app.css"
    file.write_text("p {}")
    return file


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """How often, and how, the files were collected."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(management, "call_command", lambda name, **options: calls.append(options))
    return calls


def test_a_file_that_was_only_touched_is_not_collected_again(source: Path, collected: list[dict[str, Any]]) -> None:
    demo.collect_static()

    os.utime(source, (1, 1))
    demo.collect_static()

    assert len(collected) == 1


def test_a_file_that_changed_is_collected_and_nothing_is_taken_from_a_demo_that_runs(
    source: Path, collected: list[dict[str, Any]]
) -> None:
    demo.collect_static()

    source.write_text("b {}")
    demo.collect_static()

    assert [options.get("clear", False) for options in collected] == [False, False]
