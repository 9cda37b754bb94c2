"""How the cells of the matrix look. A page has up to 1,200 of them, for which templates are too slow; each is short,
because its sign is drawn once a page and its link is relative to the address of the matrix."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from people.templatetags.presentation import DRAWN, MARKS, badge, icon
from programmes.rules.matrix import OPEN, Cell, Row

register = template.Library()


@register.simple_tag
def signs(words: Mapping[str, str]) -> SafeString:
    """The drawings the cells refer to, for the marks that have `words`."""
    drawn = (
        f'<symbol id="sign-{mark}" viewBox="0 0 24 24"><path d="{DRAWN[MARKS[mark]]}"/></symbol>' for mark in words
    )
    return SafeString(f'<svg class="vh" aria-hidden="true" focusable="false">{"".join(drawn)}</svg>')


@register.simple_tag
def cells(row: Row, words: Mapping[str, str], marked: Collection[str]) -> SafeString:
    """The cells of `row`: a box where a result can be entered, else the sign of what there is, with its word.

    `marked` are the boxes ticked. A box is named by the heads of its column and row: #m5 and #p12.
    """
    return SafeString("".join(_cell(row.person.enrolment.pk, cell, words, marked) for cell in row.cells))


@register.simple_tag
def module_groups(row: Row, words: Mapping[str, str]) -> SafeString:
    """The modules of `row` by what they are: passed, …, open; entries lead to their correction."""
    groups = (
        f'<div><dt><span class="mark mark--{mark}">{_sign(mark)}</span>{escape(words[mark])}</dt>'
        f"<dd>{' '.join(map(_code, group))}</dd></div>"
        for mark, group in row.groups
    )
    return SafeString(f'<dl class="facts">{"".join(groups)}</dl>')


@register.simple_tag
def lacks(row: Row) -> SafeString:
    """What the person of `row` still lacks, in words, and what no date leads to any more."""
    if row.person.is_ready:
        return badge(_("ready"), "success")
    if row.person.has_letter:
        return badge(_("letter issued"))
    if not row.missing:
        return SafeString(escape(_("nothing")))
    said = escape(row.missing)
    if row.lost_in_words:
        lost = _("no date to come for {missing}").format(missing=row.lost_in_words)
        said += f' <span class="lost">{icon("calendar")}{escape(lost)}</span>'
    return SafeString(said)


def _cell(person: int, cell: Cell, words: Mapping[str, str], marked: Collection[str]) -> str:
    module = cell.module.module_id
    if cell.may_enter:
        key = f"{person}-{module}"
        checked = " checked" if key in marked else ""
        named = f'aria-labelledby="m{module} p{person}"'
        box = f'<input type="checkbox" name="marks" value="{key}" {named}{checked}>'
        return f"<td>{box}{_beside(cell, words)}</td>"
    said = f'{_sign(cell.mark)}<span class="vh">{escape(cell.module.code)} {escape(words[cell.mark])}</span>'
    if cell.entry_id:
        return f'<td><a class="mark mark--{cell.mark}" href="{cell.entry_id}/">{said}</a></td>'
    return f'<td><span class="mark mark--{cell.mark}">{said}</span></td>'


def _beside(cell: Cell, words: Mapping[str, str]) -> str:
    """What is known of an open cell; that it is open its box says."""
    if cell.mark == OPEN:
        return ""
    said = f'{_sign(cell.mark)}<span class="vh">{escape(words[cell.mark])}</span>'
    return f'<span class="mark mark--{cell.mark}">{said}</span>'


def _sign(mark: str) -> str:
    return f'<svg class="icon" aria-hidden="true"><use href="#sign-{mark}"/></svg>'


def _code(cell: Cell) -> str:
    code = escape(cell.module.code)
    return (
        f'<a class="chip" href="{cell.entry_id}/">{code}</a>' if cell.entry_id else f'<span class="chip">{code}</span>'
    )
