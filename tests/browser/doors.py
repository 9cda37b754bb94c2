"""Which pages the browser looks at, and as whom: what the table of permissions opens, and states no address shows."""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.access import read_table

VISITOR = "anonymous"
# The table's accounts that the demo has, by the name they sign in with there.
NAMES = {
    VISITOR: VISITOR,
    "staff": "staff",
    "pilot": "pilot",
    "trainee": "trainee",
    "head": "head",
    "trainer": "trainer",
    "coordinator": "coordinator",
    "other_coordinator": "coordinator2",
    "admin": "admin",
    "mayors_office": "office",
    "dpo": "dpo",
}
# Words of health for machines, files, and pages that need something no demo account has.
NO_PAGES = {
    "livez",
    "readyz",
    "accounts/2fa/reauthenticate/",
    "agreements/dates.ics",
    "api/v1/openapi.json",
    "cohorts/<int:pk>/people.<slug:extension>",
    "cohorts/<int:pk>/sessions/export.<slug:extension>",
    "cohorts/<int:pk>/progress/export.<slug:extension>",
    "coverage/export.<slug:extension>",
    "cohorts/<int:pk>/imports/<int:import_pk>/",  # there is one only once somebody read a list: test_enrol_list.py
    "departments/<int:pk>/notice.pdf",
    "letters/<int:pk>/letter.pdf",
    "letters/export.<slug:extension>",
    "ceremonies/<int:pk>/papers/<slug:paper>.pdf",
    "my/dates/<int:session_pk>.ics",
    "letters/<int:pk>/thanks/",  # there is a link only once an appointment has ended
    "my/profile/photo.jpg",
    "pilots/<int:pk>/card.vcf",
    "pilots/<int:pk>/photo.jpg",
    "reports/report.pdf",
    "cohorts/<int:pk>/sessions/<int:session_pk>/sheet.pdf",
    "recognitions/<int:pk>/evidence/<int:evidence_pk>/",
    "cohorts/<int:pk>/progress/<int:result_pk>/certificate.pdf",
    "my/qualification/certificates/<int:pk>.pdf",
    "sites/<int:pk>/notice.pdf",
}
# Pages that show some accounts more than the first one in the table that may open them.
MORE = {
    "": ("trainee", "trainer", "head", "coordinator", "admin"),
    "pilots/<int:pk>/": ("coordinator",),
    "departments/": ("coordinator",),
    "departments/<int:pk>/": ("coordinator",),
    "sites/": ("coordinator",),
    "my/profile/": ("trainee",),
    "programme/": ("coordinator",),
    "projects/": ("coordinator",),
    "projects/<int:pk>/": ("coordinator",),
    "cohorts/": ("coordinator",),
    "cohorts/<int:pk>/sessions/": ("coordinator",),
    "letters/<int:pk>/": ("admin",),
    "my/qualification/": ("trainee",),
    "my/recognition/": ("trainee",),
}
# Addresses that come by mail, and pages that only the dates to come of the third round lead to; of the ceremonies, the
# first one with all its letters and the next one, which can still be changed.
KNOWN = {
    "ceremonies/<int:pk>/": "/ceremonies/1/",
    "ceremonies/<int:pk>/hall/": "/ceremonies/1/hall/",
    "ceremonies/<int:pk>/edit/": "/ceremonies/2/edit/",
    "ceremonies/<int:pk>/letters/": "/ceremonies/2/letters/",
    "cohorts/<int:pk>/calendar/": "/cohorts/3/calendar/",
    "cohorts/<int:pk>/enrolments/<int:enrolment_pk>/dates/": "/cohorts/2/enrolments/17/dates/",
    "cohorts/<int:pk>/sessions/tell/": "/cohorts/3/sessions/tell/",
    "cohorts/<int:pk>/sessions/<int:session_pk>/edit/": "/cohorts/3/sessions/27/edit/",
    "accounts/^confirm-email/(?P<key>[-:\\w]+)/$": "/accounts/confirm-email/unknown/",
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "/accounts/password/reset/key/1-unknown/",
}


class State(NamedTuple):
    """A page as no link shows it: its address, the status it has, and the selector of what is pressed there."""

    address: str
    status: int = 200
    press: str = ""


STATES = {
    VISITOR: (
        State("/verify/0000-0000-0000-0000/", 404),
        State("/verify/", press="[aria-labelledby=by-code] button"),
        State("/verify/", press="form[action='/verify/file/'] button"),
        State("/accounts/login/", press="form:has(#id_password) button"),
    ),
    "staff": (
        State("/pilots/?q=Xyzzy"),
        State("/pilots/?q=jugndamt"),
        State("/pilots/?q=e-akte&reachable=1"),
        State("/pilots/999999/", 404),
        State("/audit/", 403),
    ),
    "trainee": (State("/my/recognition/", press="main form.form button.kern-btn--primary"),),
    "coordinator": (
        State("/cohorts/5/"),
        State("/coverage/?on=2027-01-01&show=gaps"),
        State("/programme/dashboard/?by=quarter"),
        State("/reports/?year=2023"),
        State("/departments/new/", press="main form button.kern-btn--primary"),
        State("/projects/new/", press="main form button.kern-btn--primary"),
        State("/cohorts/5/progress/"),
        State("/cohorts/5/enrolments/new/"),
        State("/cohorts/2/progress/?show=ready"),
        State("/cohorts/2/progress/recognise/", press="main form button.kern-btn--primary"),
        State("/cohorts/3/progress/?show=at-risk"),
        State("/cohorts/3/progress/new/?session=26"),
        State("/cohorts/3/progress/new/?module=3"),
        State("/cohorts/4/enrolments/new/", press="main form button.kern-btn--primary"),
        State("/cohorts/3/sessions/new/", press="main form button.kern-btn--primary"),
        State("/cohorts/4/imports/new/", press="main form button.kern-btn--primary"),
        State("/cohorts/4/ask/?question=consent"),
        State("/programme/modules/new/", press="main form button.kern-btn--primary"),
    ),
    "admin": (
        State("/letters/?standing=voided"),
        State("/letters/handover/?round=1"),
        State("/letters/1/replace/", press="main form button.kern-btn--primary"),
        State("/letters/1/void/", press="main form button.kern-btn--danger"),
        State("/letters/1/thanks/"),
        State("/letters/1/evidence/"),
        State("/letters/terms/"),
        State("/audit/?q=Xyzzy"),
    ),
}


def doors() -> dict[str, list[str]]:
    """The patterns of the pages each account looks at, those without an object first.

    Each page is looked at as the first account of the table that may open it. A page about an object is reached over a
    link, so a visitor, who has none, leaves it to the next one.
    """
    chosen: dict[str, list[str]] = {name: [] for name in NAMES.values()}
    rows = {pattern: row for (pattern, method), row in read_table().items() if method == "GET"}
    for pattern, row in sorted(rows.items(), key=_depth):
        allowed = [name for account, name in NAMES.items() if row[account] == "200"]
        if "<" in pattern and pattern not in KNOWN and VISITOR in allowed:
            allowed = ["pilot"]
        if pattern not in NO_PAGES and allowed:
            for name in dict.fromkeys((allowed[0], *MORE.get(pattern, ()))):
                chosen[name].append(pattern)
    return {name: patterns for name, patterns in chosen.items() if patterns}


def _depth(row: tuple[str, dict[str, str]]) -> tuple[int, int]:
    """How deep in the register a page lies: those about an object come after the ones that lead to it."""
    return row[0].count("<"), len(row[0])


def address(pattern: str, links: list[str]) -> str:
    """The address of a door: its own, or the first of `links` that leads there; "" where none does."""
    if pattern in KNOWN:
        return KNOWN[pattern]
    if "<" not in pattern:
        return f"/{pattern}"
    expression = re.compile("/" + re.sub(r"<(?:str|slug):\w+>", r"[\\w-]+", re.sub(r"<int:\w+>", r"\\d+", pattern)))
    return next((link for link in links if expression.fullmatch(link)), "")
