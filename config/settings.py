"""Every setting, in one file. What an operator may change is read from the environment."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.env import (
    env_database,
    env_flag,
    env_folder,
    env_hosts,
    env_text,
    env_time_zone,
    env_web_addresses,
    env_whole_number,
)
from config.keys import read_or_make_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env_folder("STEADY_DATA", BASE_DIR / "var")

SITE_NAME = env_text("SITE_NAME", "Steady", longest=40)
ALLOWED_HOSTS = env_hosts("STEADY_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
# Plain http is for trying the site on one's own machine; `make run` asks for it.
PLAIN_HTTP = env_flag("STEADY_PLAIN_HTTP", default=False)
# A proxy that ends TLS must overwrite X-Forwarded-Proto before this is switched on.
BEHIND_PROXY = env_flag("STEADY_BEHIND_PROXY", default=False)
if PLAIN_HTTP and BEHIND_PROXY:
    raise ImproperlyConfigured(
        "STEADY_PLAIN_HTTP and STEADY_BEHIND_PROXY are both set. Behind a proxy that ends TLS,"
        " leave STEADY_PLAIN_HTTP out; for trying the site out without TLS, leave out the other."
    )

# What is written into the data folder is its owner's alone.
os.umask(0o077)

# How many processes serve, and how many seconds a request that is not yet whole may keep still.
WORKERS = env_whole_number("STEADY_WORKERS", 2, least=1, most=64)
SLOW_SECONDS = env_whole_number("STEADY_SLOW_SECONDS", 20, least=1, most=120)

DEBUG = False
SECRET_KEY = read_or_make_secret_key(DATA_DIR)
SERVER_KEYS_FILE = DATA_DIR / "server.keys"
NAMES_KEY_FILE = DATA_DIR / "names.key"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "skills_app",
]

MIDDLEWARE = [
    "skills_app.holding.PatienceMiddleware",
    "skills_app.probes.ProbesMiddleware",
    "skills_app.incoming.IncomingMiddleware",
    "skills_app.exits.fronting.ForwardedProtoMiddleware",
    "skills_app.exits.middleware.QuietHeadersMiddleware",
    "skills_app.exits.middleware.CookiesOnceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "skills_app.packing.PackingMiddleware",
    "skills_app.whole.WholeMiddleware",
    "csp.middleware.CSPMiddleware",
    "skills_app.exits.left.LeftMiddleware",
    "skills_app.middleware.SeeOtherMiddleware",
    "skills_app.exits.middleware.UnreadMiddleware",
    "skills_app.holding.HeldSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "skills_app.holding.TokenMiddleware",
    "skills_app.holding.WhoMiddleware",
    "skills_app.vault.unlocking.middleware.UnlockCookieMiddleware",
    "skills_app.vault.unlocking.middleware.MembersFirstMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "skills_app.middleware.ComfortMiddleware",
    "skills_app.middleware.CoverMiddleware",
    "skills_app.exits.middleware.NotAllowedMiddleware",
    "skills_app.exits.again.AgainMiddleware",
    "skills_app.holding.HoldingMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "skills_app.context_processors.house",
            ],
        },
    },
]

ONE_MACHINE = {
    "ENGINE": "config.engines.sqlite3",
    "NAME": DATA_DIR / "steady.sqlite3",
    # A file, as in life: a server under test has connections of its own.
    "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
    "OPTIONS": {
        "timeout": 15,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
            "PRAGMA temp_store=MEMORY;"
        ),
    },
}
DATABASES = {"default": env_database("DATABASE_URL", ONE_MACHINE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Who is here -----------------------------------------------------------------
AUTH_USER_MODEL = "skills_app.User"
AUTHENTICATION_BACKENDS = ["skills_app.account.backends.MemberBackend"]
PASSWORD_HASHERS = ["skills_app.vault.unlocking.hashing.GatedArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "skills_app.vault.unlocking.passwords.NothingUnseen"},
    {"NAME": "skills_app.vault.unlocking.guessing.NotEasilyGuessed"},
]
LOGIN_REDIRECT_URL = "/space/"
LOGOUT_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "skills_app.account.adapter.QuietAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_FORMS = {
    "login": "skills_app.account.forms.SignInForm",
    "signup": "skills_app.account.forms.SignUpForm",
    "change_password": "skills_app.account.forms.NewPasswordForm",
}
# Tries are counted in the database (vault/unlocking/throttle): these would be each process's own.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_PREVENT_ENUMERATION = False  # a name in use has to be said, or nobody can join

# --- Sessions: sealed under the server's key, gone when the browser closes ----------
SESSION_ENGINE = "skills_app.vault.unlocking.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_NAME = "s" if PLAIN_HTTP else "__Host-s"
CSRF_COOKIE_NAME = "c" if PLAIN_HTTP else "__Host-c"
CSRF_COOKIE_SECURE = not PLAIN_HTTP
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "skills_app.exits.errors.refused_form"
TRIED_COOKIE_NAME = "t" if PLAIN_HTTP else "__Host-t"  # leaving was tried out; ten minutes
UNLOCK_COOKIE_NAME = "k" if PLAIN_HTTP else "__Host-k"
# Set by the page's own script at the press, for the next request to act on (skills_app/marks.py).
LEFT_COOKIE_NAME = "x" if PLAIN_HTTP else "__Host-x"
COVERED_COOKIE_NAME = "y" if PLAIN_HTTP else "__Host-y"
MESSAGE_STORAGE = "skills_app.said.SaidStorage"

# --- Leaving ------------------------------------------------------------------------
EXIT_PAGES = env_web_addresses(
    "STEADY_EXIT_PAGES",
    [
        "https://www.wikipedia.org/",
        "https://www.bbc.com/weather",
        "https://www.google.com/",
    ],
)

# --- Headers --------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "connect-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- What comes in is small text, kept in memory, never in a temporary file -----------
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
# Far above what any page takes, so that the page itself can say so and give the words back:
# beyond this, Django refuses before a view is asked, and without scripts the words are lost.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 0

# --- Words ----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
CONTENT_LIBRARY = BASE_DIR / "skills_app" / "content" / "library"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env_time_zone("STEADY_TIME_ZONE", "UTC")

# --- Files served -----------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "config.static.BundledStaticStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Logs: what went wrong, never who, where from, or what was written -------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"quiet": {"()": "skills_app.exits.logs.QuietFilter"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["quiet"],
            "formatter": "plain",
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}

# Space stays open this long without a page being opened, and at the very most.
OPEN_IDLE_MINUTES = env_whole_number("STEADY_OPEN_IDLE_MINUTES", 15, least=1, most=60)
# A sign-in ends a day after its session last changed, and this long after it began at the latest.
SIGN_IN_MOST_DAYS = env_whole_number("STEADY_SIGN_IN_MOST_DAYS", 7, least=1, most=30)
OPEN_MOST_HOURS = env_whole_number("STEADY_OPEN_MOST_HOURS", 12, least=1, most=24)
# Within how many days backups and the server keys of their time are destroyed; people are told.
BACKUP_DAYS = env_whole_number("STEADY_BACKUP_DAYS", 30, least=1, most=3650)
