"""All settings, read once from the environment. A wrong value stops the start with a sentence (see `environment`)."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from recert.config import environment as env

VERSION = "0.1.0"
HOME = env.folder("RECERT_HOME", default=Path.cwd() / ".recert")
DEBUG = False
DEVELOPMENT = env.flag("RECERT_DEVELOPMENT", default=False)
SECRET_KEY = env.secret("RECERT_SECRET_KEY", kept_in=HOME / "secret-key")
ALLOWED_HOSTS = env.words("RECERT_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
SITE_URL = env.url("RECERT_URL", default=f"http://127.0.0.1:{env.port()}")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
HTTPS = SITE_URL.startswith("https://")
PROXIES = env.count("RECERT_PROXIES", default=0)
PROGRAM = env.slug("RECERT_PROGRAM", default="atlassian")  # the program that a person joins by signing up

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_q",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "recert.config",
    "recert.people",
    "recert.journal",
    "recert.records",
    "recert.audits",
    "recert.requests",
    "recert.demo",
    "recert.notices",
    "recert.design",
    "recert.portal",
    "recert.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "recert.config.headers.headers",
    "recert.config.errors.refuse_too_large",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "recert.config.urls"
WSGI_APPLICATION = "recert.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.database("DATABASE_URL", embedded=HOME / "recert.sqlite3")}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "recert.config.templates.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "recert.config.templates.context",
            ],
        },
    },
]

CACHES = {
    # Sign-in attempts are counted here. A count in one process's memory would give an attacker as many tries as there
    # are processes, and a restart would forget them; a cache server would be one more thing to install. The database is
    # shared already, and only people who are signing in, signing up or resetting a password cost it a write.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # The worker would write its own heartbeat twice a second; `doctor` looks at the tasks it finished instead.
    "worker": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# Sessions are rows of people.Session: one indexed read finds the session with its account and what a page is about,
# and deleting the row ends the session everywhere at once.
SESSION_ENGINE = "recert.people.sessions"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True  # forms carry the token; no script needs to read the cookie
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "recert.config.errors.csrf_failure"
LANGUAGE_COOKIE_SECURE = HTTPS
BROWSER_COOKIE_NAME = "__Host-browser" if HTTPS else "browser"  # see people/browsers.py

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and PROXIES else None

# Five files of 10 MB, and room for the words beside them. Larger requests are refused before they are read.
UPLOAD_LIMIT = 52 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o600

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 24 * 3600

ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
ACCOUNT_ADAPTER = "recert.people.account.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up; anywhere else it asks to sign in
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_MAX_EMAIL_ADDRESSES = 10
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    "report": "5/10m/ip",
    "merge": "5/h/user",
    "read_evidence": "10/10m/user",
}  # counted where sign-in attempts are, whose own limits stay
ACCOUNT_FORMS = {
    "login": "recert.people.forms.Login",
    "signup": "recert.people.forms.Signup",
    "add_email": "recert.people.forms.AddAddress",
    "change_password": "recert.people.forms.ChangePassword",
    "set_password": "recert.people.forms.SetPassword",
    "reset_password": "recert.people.forms.AskForReset",
    "reset_password_from_key": "recert.people.forms.ResetPassword",
    "reauthenticate": "recert.people.forms.ConfirmPassword",
}

MFA_ADAPTER = "recert.people.account.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # a second address may be added later too; nobody signs in before the first is verified
)
# Signing up by passkey alone needs a code typed in the same browser instead of a link: one way in is kept simple, and
# a passkey is added once the address is known to be theirs.
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_TOTP_ISSUER = "Recert"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers themselves allow this on localhost alone
MFA_FORMS = {
    "authenticate": "recert.people.forms.EnterCode",
    "reauthenticate": "recert.people.forms.ConfirmCode",
    "activate_totp": "recert.people.forms.ActivateAuthenticator",
    "add_webauthn": "recert.people.forms.AddPasskey",
    "edit_webauthn": "recert.people.forms.RenamePasskey",
}

EMAIL_BACKEND = "recert.notices.backend.RowBackend"
MAIL_SERVER = env.mail("EMAIL_URL")
DEFAULT_FROM_EMAIL = env.sender("RECERT_MAIL_FROM", host=SITE_URL.split("//")[1].split(":")[0])
SERVER_EMAIL = DEFAULT_FROM_EMAIL

Q_CLUSTER = {
    "name": "recert",
    "orm": "default",
    "cache": "worker",
    "workers": 2,
    "timeout": 600,  # no task takes ten minutes; one that does is ended …
    "retry": 900,  # … and tried again after that, never beside itself
    "max_attempts": 5,
    "catch_up": False,
    "poll": 1,
    "guard_cycle": 1,
    "save_limit": 500,
    "label": "Background work",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "recert.config.errors.Referenced"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {reference}{message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["reference"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django-q": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", _("English"))]
USE_I18N = True
FORMAT_MODULE_PATH = ["recert.design.dates"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "media"}},
    "evidence": env.storage("EVIDENCE_URL", folder=HOME / "evidence"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
