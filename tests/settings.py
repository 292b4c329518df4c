"""The site's settings, less what would make tests slow, or need a built folder of static files."""

import os
import tempfile

os.environ.setdefault("VIVA_VAR_DIR", tempfile.mkdtemp(prefix="viva-test-"))

from portal.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# pytest-django's live server finds static files by their plain names only.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405  (WhiteNoise warns of a missing one)
