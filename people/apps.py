from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from digilotsen import fresh
        from digilotsen.idle import note_sign_in
        from people.models.append_only import protect

        user_logged_in.connect(note_sign_in, dispatch_uid="idle-sessions")
        user_logged_in.connect(fresh.note_sign_in, dispatch_uid="fresh-sign-in")
        post_migrate.connect(protect, dispatch_uid="append-only")
