"""The door of the web server."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digilotsen.settings")

try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.stderr.write(f"The register does not start. {error}\n")
    sys.exit(3)  # what gunicorn takes for a worker that will never boot: it stops instead of trying again
