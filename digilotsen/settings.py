"""Settings of the register. What differs between places comes through env.py; docs/operations.md lists it."""

from __future__ import annotations

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from digilotsen.env import BASE_DIR, DEMO, database, env, required

# --- what this installation is ---------------------------------------------------------------------
PUBLIC_URL = required(
    "PUBLIC_URL", "http://127.0.0.1:8000", what_for="the https address under which the register is reached."
).rstrip("/")
CITY_NAME = env.str("CITY_NAME", default="Universitätsstadt Gießen")
REGISTER_NAME = env.str("REGISTER_NAME", default="Digi-Lots*innen")
DEMO_MODE = DEMO
OFFICE_MAIL = env.str("OFFICE_MAIL", default="digi-lotsen@giessen.example")
OFFICE_PHONE = env.str("OFFICE_PHONE", default="0641 306-0000")
# The sender as letters print it, and how they are numbered, until the office lays it down in the register.
CITY_STREET = env.str("CITY_STREET", default="Berliner Platz 1")
CITY_TOWN = env.str("CITY_TOWN", default="35390 Gießen")
# The wording of the privacy page, decided by the data protection officer; empty: the proposal in people/views/legal.py.
LEGAL_BASIS = env.str("LEGAL_BASIS", default="")
LETTER_NUMBER_FORMAT = env.str("LETTER_NUMBER_FORMAT", default="DL-{year}-{number:04}")
# Whether a second admin has to confirm that a letter is withdrawn.
LETTER_FOUR_EYES = env.bool("LETTER_FOUR_EYES", default=False)
# How long an appointment holds, in months; 0: until further notice. So many days before its end people are told.
APPOINTMENT_TERM_MONTHS = env.int("APPOINTMENT_TERM_MONTHS", default=0)
APPOINTMENT_TERM_NOTICE_DAYS = env.int("APPOINTMENT_TERM_NOTICE_DAYS", default=60)
_secure = PUBLIC_URL.startswith("https://")

SECRET_KEY = required(
    "SECRET_KEY",
    "demo-only-key-that-protects-nothing-because-every-person-here-is-invented",
    what_for="a random secret of at least 50 characters that signs sessions and links.",
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[PUBLIC_URL.split("//")[-1].split("/")[0].split(":")[0]])
if DEMO:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# --- application -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "people",
    "programmes",
    "post_office",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "digilotsen.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "digilotsen.middleware.chosen_language",
    "digilotsen.middleware.not_allowed_page",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "digilotsen.idle.idle_sessions",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "people.middleware.first_steps",
    "digilotsen.middleware.private_pages",
]
ROOT_URLCONF = "digilotsen.urls"
WSGI_APPLICATION = "digilotsen.wsgi.application"
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
                "people.context.register",
            ],
        },
    },
]
FORM_RENDERER = "digilotsen.crispy.KernRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "kern"
CRISPY_TEMPLATE_PACK = "kern"
CRISPY_FAIL_SILENTLY = False

# --- record ----------------------------------------------------------------------------------------
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Limits of sign-in attempts must count across processes, so the cache is shared, never one per process.
# So many entries that nobody pushes a counter out of it by knocking under many addresses.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- sign-in --------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "programmes:start"
ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
# One address may be the whole city behind its proxy: the limit per address is high, the one per account is low.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/5m/key,300/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Addresses come from the administration by invitation; without this nobody could activate a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _secure
MFA_TOTP_ISSUER = REGISTER_NAME
# Coordinators and admins need a second factor; only the demo, where everybody is invented, asks for none.
MFA_FORCED = env.bool("MFA_FORCED", default=not DEMO)
SOCIALACCOUNT_ENABLED = True
# Whoever issues, replaces or withdraws a letter proves again who they are where the sign-in is longer ago.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * env.int("REAUTHENTICATION_MINUTES", default=5)
SESSION_COOKIE_AGE = 12 * 60 * 60
# Who does nothing for so long has to sign in again; 0 turns it off.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=60)
# Messages name people, so they stay on the server.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Nobody "stays signed in": the session ends with the browser, after twelve hours at the latest.
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_NAME = "__Host-session" if _secure else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _secure else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _secure
CSRF_COOKIE_HTTPONLY = True
USERSESSIONS_TRACK_ACTIVITY = False

# --- wire ------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = _secure
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _secure
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
EMAIL_CONFIG = env.email_url(
    "EMAIL_URL", default=f"filemail:///{BASE_DIR}/var/outbox" if DEMO else "smtp://localhost:25"
)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=OFFICE_MAIL)
# So long a batch of mails waits in the outbox, where it can be stopped.
MAIL_HOLD_MINUTES = env.int("MAIL_HOLD_MINUTES", default=10)
# So long after it left the outbox keeps the text and the address of a mail.
MAIL_RETENTION_DAYS = env.int("MAIL_RETENTION_DAYS", default=90)
# A head of department who has not answered for so long is reminded, once.
AGREEMENT_REMINDER_DAYS = env.int("AGREEMENT_REMINDER_DAYS", default=7)
# How many days after a session its trainer may still note who was there.
TRAINER_ACCESS_DAYS = env.int("TRAINER_ACCESS_DAYS", default=7)
# How big a file with evidence of what was learned elsewhere may be, and how many days after the decision it stays.
EVIDENCE_MAX_MB = env.int("EVIDENCE_MAX_MB", default=5)
EVIDENCE_RETENTION_DAYS = env.int("EVIDENCE_RETENTION_DAYS", default=90)
# Groups of fewer people than this have no number of their own in the report.
REPORT_SMALLEST_GROUP = env.int("REPORT_SMALLEST_GROUP", default=5)

# --- words, days, files ----------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["digilotsen.formats"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    # What post_office asks for; the register itself keeps no file outside of its database.
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"pikepdf": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
