"""Who of a list shares a name with somebody else in the register: a slip, or two people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from people.models.pilot import Pilot


def namesakes(pilots: Iterable[Pilot]) -> dict[int, list[str]]:
    """By the key of a pilot the mail addresses of everybody else with the same name, titles and umlauts aside.

    Who has no namesake has no entry. One query.
    """
    named = {pilot.pk: pilot.sort_key for pilot in pilots}
    by_name: dict[str, list[tuple[int, str]]] = defaultdict(list)
    same = Pilot.objects.filter(sort_key__in=set(named.values())).order_by("mail")
    for pk, sort_key, mail in same.values_list("pk", "sort_key", "mail"):
        by_name[sort_key].append((pk, mail))
    others = {pk: [mail for other, mail in by_name[sort_key] if other != pk] for pk, sort_key in named.items()}
    return {pk: mails for pk, mails in others.items() if mails}
