"""A Django project in one module: the administration, with the first user signed in."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

PEOPLE = ("jan", "mira", "tove", "ivo")
GROUPS = ("Dispatchers", "Drivers", "Accounts")


def main(folder: Path, port: int) -> None:
    settings.configure(
        DEBUG=True,  # serves the administration's style sheets
        SECRET_KEY="bench",  # noqa: S106 nothing is kept
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="bench.observe.apps.django_urls",
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "site.sqlite3"}
        },
        INSTALLED_APPS=[
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "bench.observe.apps.django_site.signed_in",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        STATIC_URL="/static/",
        USE_TZ=True,
        TIME_ZONE="UTC",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()
    call_command("migrate", verbosity=0)
    _seed()
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)


def _seed() -> None:
    from django.contrib.auth.models import Group, User  # noqa: PLC0415 models need the settings

    User.objects.create_superuser("ada", "ada@example.org")
    groups = [Group.objects.create(name=name) for name in GROUPS]
    for name in PEOPLE:
        person = User.objects.create_user(name, f"{name}@example.org", is_staff=True)
        person.groups.add(groups[0])


def signed_in(respond: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Middleware: whoever asks is the first user."""
    from django.contrib.auth.models import User  # noqa: PLC0415 as above

    def as_first(request: Any) -> Any:  # noqa: ANN401 Django has no types here
        request.user = User.objects.get(pk=1)
        return respond(request)

    return as_first


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
