"""The only place that reads the environment."""

from __future__ import annotations

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)


def required(name: str, demo_value: str, *, what_for: str) -> str:
    """The value of `name`; in demo mode `demo_value` where it is missing.

    Raises ImproperlyConfigured with one clear sentence, so that a production start without it stops at once.
    """
    value = env.str(name, default="")
    if value:
        return str(value)
    if DEMO:
        return demo_value
    raise ImproperlyConfigured(f"The environment variable {name} is missing: {what_for}")


def database() -> dict[str, object]:
    """Django's settings of the one database, from DATABASE_URL; an SQLite file of the register where it is missing."""
    (BASE_DIR / "var").mkdir(exist_ok=True)
    name = "demo.sqlite3" if DEMO else "register.sqlite3"
    config: dict[str, object] = env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / name}")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-32000;"
                "PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;"
            ),
        }
    else:
        config["CONN_MAX_AGE"] = 600
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = {"connect_timeout": 4}
    return config
