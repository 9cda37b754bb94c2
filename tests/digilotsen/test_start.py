"""A start without what it needs stops at once, with one sentence."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

COMPLETE = {
    "SECRET_KEY": "only-for-this-test-only-for-this-test-only-for-this-test",
    "PUBLIC_URL": "https://register.example",
}


def start(*command: str, without: str) -> subprocess.CompletedProcess[str]:
    """Run Python with a production's environment, less one variable."""
    environment = {name: value for name, value in (os.environ | COMPLETE).items() if name not in (without, "DEMO")}
    environment["DJANGO_SETTINGS_MODULE"] = "digilotsen.settings"
    return subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("variable", sorted(COMPLETE))
@pytest.mark.parametrize(
    "command", [("manage.py", "check"), ("-c", "import digilotsen.wsgi")], ids=["manage", "server"]
)
def test_a_start_without_a_required_variable_says_which_one(command: tuple[str, ...], variable: str) -> None:
    ended = start(*command, without=variable)

    assert ended.returncode
    assert f"The register does not start. The environment variable {variable} is missing" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_complete_environment_starts() -> None:
    assert start("-c", "import digilotsen.wsgi", without="NOTHING").returncode == 0
