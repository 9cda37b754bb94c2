"""How things look: icons, badges, avatars, progress marks. Presentation only, never a rule or a query."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from zlib import crc32

from django import template
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from people.rules.browser import browser_in_words
from people.rules.facets import Choice
from people.rules.profile import Card

register = template.Library()

# Drawn on a grid of 24 with strokes; every other name is an icon of KERN (its list is in kern.min.css).
DRAWN = {
    "agreement": "M9 12l2.5 2.5L16 10M5 4h14v17l-7-3-7 3z",
    "building": "M4 21V5l8-2v18M12 8l8 2v11M3 21h18M7 8h2M7 12h2M7 16h2M15 13h2M15 17h2",
    "calendar": "M4 6h16v15H4zM4 10h16M8 3v4M16 3v4",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "clock": "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3 2",
    "cross": "M6 6l12 12M18 6L6 18",
    "dot": "M12 9a3 3 0 100 6 3 3 0 000-6z",
    "download": "M12 4v11M7 11l5 5 5-5M5 20h14",
    "equals": "M6 9h12M6 15h12",
    "filter": "M4 6h16M7 12h10M10 18h4",
    "globe": "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
    "letter": "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7",
    "lock": "M6 11h12v10H6zM8.5 11V8a3.5 3.5 0 017 0v3",
    "mail": "M3 6h18v13H3zM3 7l9 7 9-7",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "missing": "M12 5v9M12 18.5v.5",
    "people": "M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7M2.5 20a6.5 6.5 0 0113 0M16 4.5a3.5 3.5 0 010 6.5M18 15q4 1 4 5",
    "person": "M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 21a7.5 7.5 0 0115 0",
    "phone": "M6 3h3l2 5-2.5 1.5a11 11 0 006 6L16 13l5 2v3a3 3 0 01-3 3A15 15 0 013 6a3 3 0 013-3z",
    "place": "M12 21c5-5.5 7-8.5 7-11.5a7 7 0 00-14 0c0 3 2 6 7 11.5zM12 12a2.5 2.5 0 100-5 2.5 2.5 0 000 5z",
    "print": "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
    "school": "M2 9l10-5 10 5-10 5zM6 11.5V16c3 3 9 3 12 0v-4.5M22 9v6",
    "search": "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L21 21",
    "screen": "M3 5h18v11H3zM9 20h6M12 16v4",
    "slash": "M7 17L17 7",
}
MARKS = {
    "attended": "person",
    "done": "check",
    "recognised": "equals",
    "exempted": "slash",
    "missing": "missing",
    "absent": "cross",
    "open": "dot",
    "planned": "clock",
}
BADGE_ICONS = {"success": "check", "warning": "missing", "danger": "cross"}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon beside a word; it is decoration, so it is silent for a screen reader."""
    if name in DRAWN:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
            DRAWN[name],
        )
    return format_html('<span class="icon kern-icon kern-icon--{}" aria-hidden="true"></span>', name)


@register.simple_tag
def badge(text: object, tone: str = "neutral") -> SafeString:
    """A state in a word; `tone` is neutral, info, success, warning or danger and never speaks alone."""
    kind = "badge--neutral" if tone == "neutral" else f"kern-badge--{tone}"
    return format_html(
        '<span class="kern-badge kern-badge--small {}">{}<span class="kern-label">{}</span></span>',
        kind,
        icon(BADGE_ICONS[tone]) if tone in BADGE_ICONS else "",
        text,
    )


@register.simple_tag
def mark(kind: str, text: object) -> SafeString:
    """A cell of the progress matrix: a symbol for the eye, `text` for everybody else. Kinds: the keys of MARKS."""
    return format_html('<span class="mark mark--{}">{}<span class="vh">{}</span></span>', kind, icon(MARKS[kind]), text)


@register.simple_tag
def bar(value: int, most: int) -> SafeString:
    """The length of `value` against `most`, drawn beside the number in a table; silent, the number says it all."""
    width = f"{100 * value / most:.1f}" if most else "0"
    return format_html(
        '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect width="100" height="4"/><rect width="{}" height="4"/></svg>',
        width,
    )


@register.simple_tag
def avatar(name: object, photo: str = "", size: str = "") -> SafeString:
    """A photo or the initials of `name` in one of four quiet tones; `size` is empty, small or large.

    The name stands beside it, so the picture itself stays silent.
    """
    sized = f" avatar--{size}" if size else ""
    if photo:
        return format_html('<img class="avatar{}" src="{}" alt="">', sized, photo)
    tone = crc32(str(name).encode()) % 4 + 1
    return format_html(
        '<span class="avatar avatar--{}{}" aria-hidden="true">{}</span>', tone, sized, initials(str(name))
    )


@register.simple_tag
def portrait(card: Card, size: str = "") -> SafeString:
    """The avatar of `card`: the photo the person released, else the initials; `size` as for avatar.

    A preview shows the person's own copy, which nobody else can open. A new picture has a new address.
    """
    if not card.photo:
        return avatar(card.pilot, size=size)
    door = reverse("people:my_photo") if card.is_preview else reverse("people:pilot_photo", args=[card.pilot.pk])
    return avatar(card.pilot, f"{door}?v={card.photo[:12]}", size)


def initials(name: str) -> str:
    """The letters of the first and the last part of a name without titles: "Dr. Jördis Ährenfeld, M. A." is JÄ."""
    words = [word for word in name.partition(",")[0].split() if not word.endswith(".")]
    letters = [found[0].upper() for word in words if (found := re.findall(r"[^\W\d_]", word))]
    return "".join(letters[:1] + letters[1:][-1:])


@register.simple_tag
def tick_boxes(name: str, choices: Iterable[Choice]) -> SafeString:
    """The choices of a facet as boxes to tick, each with its count.

    A page has a hundred of them: a template is slow, and so is Django's own escaping, which also looks for lazy texts.
    """
    return SafeString("".join(_tick_box(escape(name), choice) for choice in choices))


def _tick_box(name: str, choice: Choice) -> str:
    value, checked = escape(str(choice.value)), " checked" if choice.is_chosen else ""
    count = "" if choice.count is None else choice.count
    return (
        f'<label class="tick tick--depth-{min(choice.depth, 4)}">'
        f'<input type="checkbox" name="{name}" value="{value}" id="{name}-{value}"{checked}>'
        f'<span>{escape(choice.label)}</span><span class="num muted">{count}</span></label>'
    )


@register.simple_tag(takes_context=True)
def nav_link(context: template.Context, view_name: str, text: object, apart: str = "", also: str = "") -> SafeString:
    """One entry of the main navigation; the page itself and the section it belongs to are marked.

    `apart` names a page of the section that has an entry of its own, `also` one elsewhere whose section belongs to it.
    """
    href = reverse(view_name)
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    within = href != "/" and path.startswith(href) and not (apart and path.startswith(reverse(apart)))
    within = within or bool(also and path.startswith(reverse(also)))
    current = "page" if path == href else "true" if within else ""
    if current:
        return format_html('<li><a href="{}" aria-current="{}">{}</a></li>', href, current, text)
    return format_html('<li><a href="{}">{}</a></li>', href, text)


@register.filter
def page_numbers(paginator: Paginator[object], number: int) -> list[int]:
    """The pages worth a link beside page `number`: the ends and the neighbours; 0 stands for a gap."""
    return [
        page if isinstance(page, int) else 0
        for page in paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    ]


@register.filter
def dialled(phone: str) -> str:
    """A phone number as a `tel:` link dials it: "0641 306-1234" is 06413061234."""
    return re.sub(r"[^+\d]", "", phone)


@register.filter
def breakable(mail: str) -> SafeString:
    """An address of e-mail that a narrow line breaks behind the @, not within a word."""
    name, at, host = mail.partition("@")
    return format_html("{}{}<wbr>{}", name, at, host)


@register.filter
def browser(user_agent: str) -> str:
    """Which browser on which system, for what a browser sends of itself."""
    return browser_in_words(user_agent)
