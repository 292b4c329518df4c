#!/usr/bin/env python
"""Django's command line, for Viva."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018  # reads the settings: what is wrong with them is a sentence, no traceback
    except ImproperlyConfigured as error:
        sys.exit(f"Viva cannot start: {error}")
    execute_from_command_line(sys.argv)
