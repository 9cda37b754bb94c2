"""People who do not exist, each hard on a paper in another way: what it looks like is tried out on them.

All names are invented; nobody has to be chosen from the register to see a letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models.pilot import FormOfAddress, Pilot
from people.models.role_name import RoleForm

_HERE = "Jugendamt"
_LONG = "Stabsstelle Organisationsentwicklung & digitale Strategie"


@dataclass(frozen=True)
class ExamplePerson:
    """An invented person, the department they work in, and what makes their name hard."""

    key: str
    hard: str | Promise
    department: str
    name: dict[str, str]

    @property
    def pilot(self) -> Pilot:
        """The person as the register would know them; in no database."""
        return Pilot(**self.name)


def _person(key: str, hard: str | Promise, given: str, family: str, /, **more: str) -> ExamplePerson:
    department = more.pop("department", _HERE)
    return ExamplePerson(key, hard, department, {"given_names": given, "family_name": family, **more})


_MS = {"form_of_address": FormOfAddress.MS.value, "role_form": RoleForm.FEMININE.value}
_MR = {"form_of_address": FormOfAddress.MR.value, "role_form": RoleForm.MASCULINE.value}

LONG_NAME = _person(
    "long",
    _("a very long name in the department with the longest one"),
    "Lieselotte Wilhelmine",
    "Hinterhuber-Schnabelwitz-Langenscheid",
    department=_LONG,
    **_MS,
)
EXAMPLE_PEOPLE: Sequence[ExamplePerson] = (
    _person("title", _("a title"), "Jördis", "Ährenfeld", academic_title="Dr.", **_MS),
    _person("particle", _("a particle before the name"), "Maximilian", "Testau", name_particle="von der", **_MR),
    _person("neutral", _("no form of address, a sign of Turkish"), "Kim", "Yıldız-Muster"),
    _person("titles", _("two titles"), "Beata", "Łukowska-Probe", academic_title="Prof. Dr.", **_MS),
    _person("degree", _("a degree behind the name"), "Anne-Sophie", "Öztürk-Beispiel", academic_suffix="M. A.", **_MS),
    _person("diplom", _("a degree before the name"), "Emil", "Häcker", academic_title="Dipl.-Ing.", **_MR),
    _person("accent", _("an accent and an apostrophe"), "Noé", "D’Exempel", **_MR),
    _person(
        "order", _("a name written in another order"), "Demo Thị", "Nguyễn", display_name_override="Nguyễn Thị Demo"
    ),
    _person("mononym", _("a single name"), "", "Sam"),
    LONG_NAME,
    _person(
        "longest",
        _("all at once: titles, particle, a long name and a degree"),
        "Anna-Katharina",
        "Schnabelwitz-Langenscheid",
        academic_title="Prof. Dr.",
        name_particle="von und zu",
        academic_suffix="LL.M.",
        department=_LONG,
    ),
)


def example_person(key: str) -> ExamplePerson:
    """The example with this `key`; the first one where there is none."""
    return next((person for person in EXAMPLE_PEOPLE if person.key == key), EXAMPLE_PEOPLE[0])
