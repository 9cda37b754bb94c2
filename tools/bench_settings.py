"""Settings of the measurements: those of the tests, with Django's admin beside the register to compare with."""

from digilotsen.settings_test import *  # noqa: F403 -- the bench measures what the tests test
from digilotsen.settings_test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "tools.bench_urls"
