"""What pilots can be asked about."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.topic import Topic
from people.models.user import User
from people.rules.folding import word_sort_key


@action
def add_topic(name: str, *, by: User | None, synonyms: Iterable[str] = ()) -> Topic:
    """Add a topic under its usual name and the other words people use for it; raise Refused where it exists."""
    if Topic.objects.filter(name=name).exists():
        raise Refused(_("There is a topic with this name already."), "name")
    topic = Topic.objects.create(name=name, synonyms=list(synonyms), sort_key=word_sort_key(name))
    record(by, "topic added", topic, {"name": name, "synonyms": topic.synonyms})
    return topic
