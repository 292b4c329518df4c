"""The site's settings, less what would make tests slow, or need a built folder of static files."""

import atexit
import os
import tempfile

_var = tempfile.TemporaryDirectory(prefix="viva-test-")
atexit.register(_var.cleanup)
os.environ["VIVA_VAR_DIR"] = _var.name

from portal.settings import *  # noqa: E402, F403  # reads the environment, which had to be set before

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# pytest-django's live server finds static files by their plain names only.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # A file, as in the product: one in memory would have the live server's threads share the test's own connection,
    # transactions and all. It is thrown away afterwards, so no write waits for the disk.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405  (WhiteNoise warns of a missing one)
