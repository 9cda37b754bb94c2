"""Settings of the measurements: those of the tests with a database that is told, and with Django's admin to compare."""

import os

from digilotsen.env import database
from digilotsen.settings_test import *  # noqa: F403 -- the bench measures what the tests test
from digilotsen.settings_test import INSTALLED_APPS

# The tests choose a database of their own; the bench has just made its own as well.
os.environ["DATABASE_URL"] = os.environ["BENCH_DATABASE_URL"]
DATABASES = {"default": database()}
INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "tools.bench_urls"
