"""Settings of the tests: a fast hasher, local mail, English texts."""

import os
from pathlib import Path
from tempfile import gettempdir

# Tests make a database of their own: a file, because a race needs two connections, or one on the given server.
_file = Path(gettempdir(), f"register-test-{os.getpid()}.sqlite3")
_on_postgres = os.environ.get("TEST_DATABASE") == "postgres"
os.environ["DATABASE_URL"] = os.environ["POSTGRES_URL"] if _on_postgres else f"sqlite:///{_file}"
os.environ.setdefault("SECRET_KEY", "only-for-tests-and-therefore-known-to-everybody-who-reads-this")
os.environ.setdefault("PUBLIC_URL", "http://localhost")  # letters may go without https only here

from digilotsen.settings import *  # noqa: E402, F403 -- the test settings are the settings

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LANGUAGE_CODE = "en"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if not _on_postgres:
    DATABASES["default"]["TEST"] = {"NAME": str(_file)}  # noqa: F405 -- comes with the settings
WHITENOISE_AUTOREFRESH = True
