"""Every setting of Viva, read once from VIVA_* environment variables (README, "Settings"); safe when none is set."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from portal.environment import (
    SQLITE,
    read_address,
    read_choice,
    read_database,
    read_folder,
    read_mail,
    read_number,
    read_or_create_secret,
    read_origin,
    read_switch,
    read_text,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = read_folder("VIVA_VAR_DIR", BASE_DIR / "var")

# The site

DEBUG = read_switch("VIVA_DEBUG")
SECRET_KEY = read_text("VIVA_SECRET_KEY") or read_or_create_secret(VAR_DIR / "secret_key")
_origin = read_origin("VIVA_ORIGIN", "http://localhost:8000")
ORIGIN = _origin.geturl()
HAS_TLS = _origin.scheme == "https"
BIND = read_address("VIVA_BIND", "127.0.0.1:8000")
WEB_WORKERS = read_number("VIVA_WEB_WORKERS", 2, at_least=1)
WEB_THREADS = read_number("VIVA_WEB_THREADS", 2, at_least=1)
# Viva itself speaks plain HTTP: where browsers use https, one proxy at least stands in front and says so.
TRUSTED_PROXIES = read_number("VIVA_TRUSTED_PROXIES", int(HAS_TLS), at_least=0)
PUBLIC_GUIDES = read_switch("VIVA_PUBLIC_GUIDES")
GUIDE_BYTES = read_number("VIVA_GUIDE_BYTES", 8_000_000, at_least=1_000)
OPEN_SIGN_UP = read_switch("VIVA_OPEN_SIGN_UP")
STALE_FACTS_DAYS = read_number("VIVA_STALE_FACTS_DAYS", 365, at_least=1)

_own_names = {_origin.hostname or "localhost"}
if _own_names & {"localhost", "127.0.0.1"}:
    _own_names |= {"localhost", "127.0.0.1", "[::1]"}
ALLOWED_HOSTS = sorted(_own_names)
CSRF_TRUSTED_ORIGINS = [ORIGIN]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "portal",
    "portal.accounts",
    "portal.guides",
    "portal.interviews",
    "portal.cohorts",
    "portal.cheatsheets",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.PolicyMiddleware",
    "portal.middleware.PrivacyMiddleware",
    "portal.middleware.AddressMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.prepared.strangers.StrangersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.accounts.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "portal.accounts.middleware.TimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.site",
            ],
        },
    },
]

# Data

_database = read_database("VIVA_DATABASE_URL", folder=VAR_DIR)
if _database["ENGINE"] == SQLITE:
    _database["CONN_MAX_AGE"] = None
    _database["OPTIONS"] = {
        # IMMEDIATE: a read-then-write never meets a lock it cannot wait for. FULL: a power cut takes back no save.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
    _database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": WEB_THREADS + 2, "timeout": 10}
DATABASES = {"default": _database}

# Rate limits count over all processes, so the cache they use is one that all of them share.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
WITHHOLDER = "portal.interviews.withholding"  # what portal.guides.withholding asks
ERASERS = ["portal.cohorts.person"]  # what else is scrubbed when a person is anonymised (accounts.traces)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Files

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
CONTENT_DIR = BASE_DIR / "content"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# People

AUTH_USER_MODEL = "accounts.User"
INSTRUCTORS_GROUP = "Instructors"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SESSION_ENGINE = "portal.accounts.sessions"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())

ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.LoginForm",
    "signup": "portal.accounts.forms.SignupForm",
    "add_email": "portal.accounts.forms.AddEmailForm",
}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = read_choice("VIVA_EMAIL_VERIFICATION", "optional", ("none", "optional", "mandatory"))
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _origin.scheme
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Viva] "
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter tells of every change of password, address or second factor
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before such a change, unless asked within five minutes
ACCOUNT_PRESERVE_USERNAME_CASING = False  # names are kept in one spelling (accounts.fields)
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "portal.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "portal.accounts.key_forms.AddKeyForm",
    "authenticate_webauthn": "portal.accounts.key_forms.AuthenticateKeyForm",
    "login_webauthn": "portal.accounts.key_forms.LoginKeyForm",
    "reauthenticate_webauthn": "portal.accounts.key_forms.ReauthenticateKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Viva"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HAS_TLS

# Mail: to the console until a server is named

_mail = read_mail("VIVA_EMAIL_URL")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"]
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read_text("VIVA_EMAIL_FROM", f"Viva <viva@{_origin.hostname}>")

# What the browser may do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # Pico's icons and the QR code of an authenticator app are data: images.
        "img-src": [SELF, "data:"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HAS_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HAS_TLS
SECURE_SSL_REDIRECT = HAS_TLS and TRUSTED_PROXIES > 0  # who else could say that a request came in plain?
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HAS_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Preloading HSTS is the domain owner's decision, not ours; the other four ask for TLS.
_needs_tls = [f"security.{code}" for code in ("W004", "W008", "W012", "W016")]
SILENCED_SYSTEM_CHECKS = ["security.W021"] + ([] if HAS_TLS else _needs_tls)

LOG_LEVEL = read_choice("VIVA_LOG_LEVEL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "portal": {"level": "INFO"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners ask for any name, a traceback each
        "django_tasks_db": {"level": "ERROR"},  # its warnings only tell that it was asked to stop
    },
}
