from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from people.models.append_only import protect

        post_migrate.connect(protect, dispatch_uid="append-only")
