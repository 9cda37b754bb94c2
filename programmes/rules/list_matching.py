"""Who each line of a list is, and what enrolling the list would do for each of them. Pure: it looks nothing up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models.department import Department
from people.models.pilot import Pilot
from programmes.rules.known_people import Known, Person
from programmes.rules.people_list import Line

NEW = "new"
_ROOM = {field.name: field.max_length for field in Pilot._meta.concrete_fields if field.max_length}


class Verdict(models.TextChoices):
    """What enrolling the list does with a line."""

    FREE = "free", gettext_lazy("free place")
    WAITING = "waiting", gettext_lazy("waiting for a place")
    FULL = "full", gettext_lazy("no free place")
    INSIDE = "inside", gettext_lazy("already in")
    TWICE = "twice", gettext_lazy("twice in the list")
    SEVERAL = "several", gettext_lazy("please choose")
    UNKNOWN = "unknown", gettext_lazy("not found")
    REFUSED = "refused", gettext_lazy("refused")
    OUT = "out", gettext_lazy("left out")


ENROLLED = frozenset({Verdict.FREE, Verdict.WAITING})
# Somebody has to decide about these, or leave them out; nothing is to do for the others.
OPEN = frozenset({Verdict.FULL, Verdict.SEVERAL, Verdict.UNKNOWN, Verdict.REFUSED})


@dataclass(frozen=True)
class Match:
    """A line with who that is: somebody known, one of several, or somebody new."""

    line: Line
    verdict: Verdict
    person: Person | None = None
    department: Department | None = None
    choices: Sequence[Person] = ()
    may_be_new: bool = False
    sentence: str = ""
    field: str = ""
    clash: str = ""

    @property
    def pilot(self) -> Pilot | None:
        return self.person.pilot if self.person else None

    @property
    def is_new(self) -> bool:
        """Whether enrolling enters the person into the register."""
        return self.verdict in ENROLLED and self.pilot is None

    @property
    def is_open(self) -> bool:
        return self.verdict in OPEN

    @property
    def lacks_department(self) -> bool:
        """Whether all that is missing is which department the line means."""
        return self.verdict == Verdict.UNKNOWN and self.field == "department" and bool(self.line.department)

    @property
    def is_asked(self) -> bool:
        """Whether the list leaves open who is meant, or did before somebody chose."""
        return self.verdict == Verdict.SEVERAL or bool(self.line.choice and self.choices)

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.line.name

    @property
    def mail(self) -> str:
        return self.person.mail if self.person else self.line.mail

    @property
    def parts(self) -> Mapping[str, str]:
        """The name to enter somebody new with; the account’s own, if there is one."""
        account = self.person.account if self.person else None
        if account is not None and account.family_name:
            return {"given_names": account.given_names, "family_name": account.family_name}
        return self.line.parts


def match(lines: Iterable[Line], known: Known) -> list[Match]:
    """Who each line is; whoever may have a place is FREE, before places are counted (`place`)."""
    return [_match(line, known) for line in lines]


def place(matches: Iterable[Match], seats_free: int, *, waitlist: bool) -> list[Match]:
    """Give the free seats in the order of the list; whoever is left waits, if `waitlist`, or has no place."""
    placed: list[Match] = []
    first: dict[str, int] = {}
    for found in matches:
        if found.verdict != Verdict.FREE:
            placed.append(found)
            continue
        who = found.person.key if found.pilot and found.person else found.mail
        earlier = first.setdefault(who, found.line.number)
        if earlier != found.line.number:
            sentence = _("The same person as in line {number}.").format(number=earlier)
            placed.append(replace(found, verdict=Verdict.TWICE, sentence=sentence))
        elif seats_free > 0:
            seats_free -= 1
            placed.append(found)
        elif waitlist:
            placed.append(replace(found, verdict=Verdict.WAITING))
        else:
            placed.append(replace(found, verdict=Verdict.FULL, sentence=_("All seats are taken.")))
    return placed


def mark_of(matches: Iterable[Match]) -> str:
    """A short sign for what a preview showed; it changes with every answer of the register that is another one."""
    told = [f"{found.line.number}:{found.verdict}:{found.person.key if found.person else ''}" for found in matches]
    return sha256("\n".join(told).encode()).hexdigest()[:24]


def refuse(found: Match, sentence: str, field: str = "") -> Match:
    """The line as one that cannot be enrolled as it is."""
    return replace(found, verdict=Verdict.REFUSED, sentence=sentence, field=field)


def _match(line: Line, known: Known) -> Match:
    if line.left_out:
        return Match(line, Verdict.OUT)
    hits = known.by_mail.get(line.mail, ())
    department = known.departments.find(line.department)
    # Whom an address names is beyond question; a name asks, and may be somebody else’s too.
    choices = hits or _namesakes(line, department, known)
    chosen = next((person for person in choices if person.key == line.choice), None)
    if chosen is None and (hits or line.choice != NEW):
        chosen = _only_one(line, hits, choices, department)
        if chosen is None and choices:
            sentence = _which(line, choices)
            return Match(line, Verdict.SEVERAL, choices=choices, may_be_new=not hits, sentence=sentence, field="choice")
    found = Match(line, Verdict.FREE, person=chosen, department=department, choices=choices, may_be_new=not hits)
    return _known(found, known) if found.pilot else _new(found)


def _namesakes(line: Line, department: Department | None, known: Known) -> list[Person]:
    """Known people of the same name; of another department only where no address says who is meant."""
    people = {person.key: person for name in line.folded_names for person in known.by_name.get(name, ())}
    here = [person for person in people.values() if department and person.department == department]
    return here if here or (line.mail and department) else list(people.values())


def _only_one(
    line: Line, hits: Sequence[Person], choices: Sequence[Person], department: Department | None
) -> Person | None:
    """The one person meant beyond doubt: by the address, or without one by the name and the department."""
    if len(hits) == 1:
        return hits[0]
    if len(choices) != 1 or hits or line.mail:
        return None
    return choices[0] if not line.department or choices[0].department == department else None


def _which(line: Line, choices: Sequence[Person]) -> str:
    if line.mail and len(choices) == 1:
        return _("Somebody of this name is known under another address. Is it the same person?")
    if len(choices) == 1:
        return _("Somebody of this name works in another department. Is it the same person?")
    return _("Several people may be meant. Please choose.")


def _known(found: Match, known: Known) -> Match:
    person, pilot = found.person, found.pilot
    if person is None or pilot is None:
        return found
    if pilot.pk in known.inside:
        state = known.inside[pilot.pk]
        return replace(found, verdict=Verdict.INSIDE, sentence=_("In this round: {state}.").format(state=state))
    if known.is_appointed(pilot):
        return refuse(found, _("{name} is appointed already.").format(name=pilot))
    if person.department is None:
        return refuse(found, _("{name} works in no department on this day.").format(name=pilot))
    return replace(found, department=person.department, clash=known.clashes.get(pilot.pk, ""))


def _new(found: Match) -> Match:
    """Somebody to be entered: an account without a pilot, or somebody nobody knows; all of it has to be there."""
    department = found.department or (found.person.department if found.person else None)
    parts = found.parts
    lacks = (
        (not parts["family_name"], "family_name", _("Nobody with this address is known yet: please enter the name.")),
        (not found.mail, "mail", _("Nobody of this name is known here: please enter the official address.")),
        (
            bool(found.mail) and not _is_address(found.mail),
            "mail",
            _("Please enter a full e-mail address, such as name@giessen.example."),
        ),
        (
            department is None,
            "department",
            _("The register knows no single department of this name.")
            if found.line.department
            else _("Nobody with this address is known yet: please enter the department."),
        ),
        (
            any(len(text) > _ROOM[part] for part, text in parts.items()),
            "family_name",
            _("This name is too long for the register."),
        ),
    )
    for is_lacking, field, sentence in lacks:
        if is_lacking:
            return replace(found, verdict=Verdict.UNKNOWN, field=field, sentence=sentence)
    return replace(found, department=department)


def _is_address(mail: str) -> bool:
    try:
        validate_email(mail)
    except ValidationError:
        return False
    return len(mail) <= 254
