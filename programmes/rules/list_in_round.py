"""Who of a round the lines of a list mean. Pure: it looks nothing up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from people.errors import Refused
from programmes.models.enrolment import Enrolment
from programmes.rules.people_list import Line

# So many lines are named in a refusal; whoever sees them knows what is wrong with the others.
MOST_NAMED = 5


def people_meant(lines: Iterable[Line], people: Sequence[Enrolment]) -> list[Enrolment]:
    """Each of `people`, with pilot and account at hand, that a line means by an address or by the name; each once.

    Raises Refused, for the field `text`, naming the lines that mean nobody of them, or more than one.
    """
    by_mail: dict[str, set[int]] = defaultdict(set)
    by_name: dict[str, set[int]] = defaultdict(set)
    for person in people:
        by_mail[person.pilot.mail.lower()].add(person.pk)
        if person.pilot.user:
            by_mail[person.pilot.user.email.lower()].add(person.pk)
        by_name[person.pilot.search_text.strip()].add(person.pk)
    meant: dict[int, None] = {}
    unknown: list[Line] = []
    for line in lines:
        found = by_mail[line.mail] or {pk for name in line.folded_names for pk in by_name[name]}
        if len(found) == 1:
            meant |= dict.fromkeys(found)
        else:
            unknown.append(line)
    if unknown:
        raise Refused(_told(unknown), "text")
    by_pk = {person.pk: person for person in people}
    return [by_pk[pk] for pk in meant]


def _told(unknown: Sequence[Line]) -> str:
    named = "; ".join(
        _("line {number}: {said}").format(number=line.number, said=line.said[:60]) for line in unknown[:MOST_NAMED]
    )
    more = "; …" if len(unknown) > MOST_NAMED else ""
    return _("Nobody in training here, or more than one person, fits {lines}.").format(lines=f"{named}{more}")
