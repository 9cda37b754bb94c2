"""How the people of the matrix look, as rows and as cards. A page has up to 1,200 cells, for which templates are too
slow; each is short, because its sign is drawn once a page and its link is relative to the address of the matrix."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from people.templatetags.presentation import DRAWN, MARKS, badge, icon
from programmes.models.enrolment import EnrolmentState
from programmes.rules.matrix import OPEN, Cell, Matrix, Row

register = template.Library()


@register.simple_tag
def signs(words: Mapping[str, str]) -> SafeString:
    """The drawings the cells refer to, for the marks that have `words`."""
    drawn = (
        f'<symbol id="sign-{mark}" viewBox="0 0 24 24"><path d="{DRAWN[MARKS[mark]]}"/></symbol>' for mark in words
    )
    return SafeString(f'<svg class="vh" aria-hidden="true" focusable="false">{"".join(drawn)}</svg>')


@register.simple_tag
def person_rows(matrix: Matrix, words: Mapping[str, str], marked: Collection[str]) -> SafeString:
    """A row of the table for each person: the name, a cell for each module, how many are done, what is lacking.

    `marked` are the boxes ticked. A box is named by the heads of its column and row: #m5 and #p12.
    """
    return SafeString("".join(_row(row, words, marked) for row in matrix.rows))


@register.simple_tag
def person_cards(matrix: Matrix, words: Mapping[str, str]) -> SafeString:
    """The same people as items of a list, each with the modules to unfold."""
    modules, lacking = escape(_("Modules")), escape(_("Still lacks"))
    return SafeString("".join(_card(row, words, modules, lacking) for row in matrix.rows))


def _row(row: Row, words: Mapping[str, str], marked: Collection[str]) -> str:
    enrolment = row.person.enrolment
    name = f'<a id="p{enrolment.pk}" href="../enrolments/{enrolment.pk}/">{escape(enrolment.pilot.list_name)}</a>'
    state = "" if _trains(row) else f' <span class="muted small">{escape(enrolment.get_state_display())}</span>'
    cells = "".join(_cell(enrolment.pk, cell, words, marked) for cell in row.cells)
    return (
        f'<tr><th scope="row">{name}{state}</th>{cells}'
        f'<td class="nowrap">{_done(row)}</td><td class="matrix__words">{_lacks(row)}</td></tr>'
    )


def _card(row: Row, words: Mapping[str, str], modules: str, lacking: str) -> str:
    enrolment = row.person.enrolment
    name = escape(enrolment.pilot.list_name)
    state = "" if _trains(row) else f"{escape(enrolment.get_state_display())} · "
    lead = "" if row.person.progress.is_complete else f"{lacking}: "
    return (
        f'<li class="card"><div class="row row--between"><h2><a href="../enrolments/{enrolment.pk}/">{name}</a></h2>'
        f'<p class="nowrap">{_done(row)}</p></div><p>{state}{lead}{_lacks(row)}</p>'
        f'<details class="disclosure"><summary>{modules}<span class="vh"> {name}</span></summary>'
        f"{_module_groups(row, words)}</details></li>"
    )


def _trains(row: Row) -> bool:
    return row.person.enrolment.state == EnrolmentState.IN_TRAINING


def _done(row: Row) -> str:
    return escape(_("{done} of {all}").format(done=row.person.progress.done, all=len(row.cells)))


def _module_groups(row: Row, words: Mapping[str, str]) -> str:
    """The modules of `row` by what they are: passed, …, open; entries lead to their correction."""
    groups = (
        f'<div><dt><span class="mark mark--{mark}">{_sign(mark)}</span>{escape(words[mark])}</dt>'
        f"<dd>{' '.join(map(_code, group))}</dd></div>"
        for mark, group in row.groups
    )
    return f'<dl class="facts">{"".join(groups)}</dl>'


def _lacks(row: Row) -> str:
    """What the person of `row` still lacks, in words, and what no date leads to any more."""
    if row.person.is_ready:
        return badge(_("ready"), "success")
    if row.person.has_letter:
        return badge(_("letter issued"))
    if not row.missing:
        return escape(_("nothing"))
    said = escape(row.missing)
    if row.lost_in_words:
        lost = _("no date to come for {missing}").format(missing=row.lost_in_words)
        said += f' <span class="lost">{icon("calendar")}{escape(lost)}</span>'
    return said


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
