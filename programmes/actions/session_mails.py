"""People are told of sessions by mail, with a file for their calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from people.actions.action import action
from people.errors import Refused
from people.models.user import User
from programmes.actions.mails import Draft, post
from programmes.exports.calendar import Method, invitation, place_of, read
from programmes.models.cohort import Cohort
from programmes.models.mail import MailBatch, MailKind
from programmes.rules.mail_facts import LANGUAGE, NOTHING, session_facts, when_in_words
from programmes.rules.session_news import News, news_of

# The file of such a mail takes the session out of the calendar.
TAKE_OUT = (MailKind.SESSION_CANCELLED, MailKind.UNINVITED)


def drafts_of(news: Sequence[News], at: datetime) -> list[Draft]:
    """The mails that tell `news`."""
    return [_draft(one, at) for one in news]


@action
def tell(kind: MailKind, cohort: Cohort, *, by: User, at: datetime) -> MailBatch:
    """Set off the mails of one kind about the sessions of `cohort`; raise Refused where everybody knows.

    The round's row is locked first, so that two coordinators who click together tell people once.
    """
    fresh = Cohort.objects.select_for_update().get(pk=cohort.pk)
    drafts = drafts_of([one for one in news_of(fresh, at) if one.kind == kind], at)
    if not drafts:
        raise Refused(_("Everybody knows of this already."))
    return post(kind, drafts, cohort=fresh, by=by, at=at)


def _draft(news: News, at: datetime) -> Draft:
    session = news.session
    link = settings.PUBLIC_URL + (
        reverse("programmes:my_qualification")
        if news.guest.enrolment
        else reverse("programmes:session_list", args=[session.cohort_id])
    )
    facts = {**session_facts(session, LANGUAGE), "name": news.guest.name, "link": link, "changes": _changes(news)}
    method: Method = "CANCEL" if news.kind in TAKE_OUT else "REQUEST"
    return Draft(
        news.guest.to,
        facts,
        LANGUAGE,
        pilot=news.guest.enrolment.pilot if news.guest.enrolment else None,
        enrolment=news.guest.enrolment,
        session=session,
        calendar=invitation(session, to=news.guest.to, name=news.guest.name, method=method, at=at),
    )


def _changes(news: News) -> str:
    """What is different from what the person was told, in the language of the mail."""
    if not news.told:
        return NOTHING
    before, session = read(news.told), news.session
    changes = []
    if (before.starts_at, before.ends_at) != (session.starts_at, session.ends_at):
        changes.append(when_in_words(session.starts_at, session.ends_at, LANGUAGE))
    if before.place != place_of(session):
        changes.append(place_of(session) or NOTHING)
    return "; ".join(changes) or session_facts(session, LANGUAGE)["trainer"]
