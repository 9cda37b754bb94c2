from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"

    def ready(self) -> None:
        from people.rules.moves import follow_moves
        from people.rules.profile_parts import add_part
        from programmes.actions.moves import follow
        from programmes.rules.projects import projects_part

        add_part(projects_part)
        follow_moves(follow)
