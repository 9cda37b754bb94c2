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


class Phrases:
    """What is said again and again on one page, put together once: the words of the marks, of cells, of what lacks."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = {mark: escape(word) for mark, word in words.items()}
        self.done = escape(_("{done} of {all}"))
        self.ready, self.issued = badge(_("ready"), "success"), badge(_("letter issued"))
        self.nothing, self.lacking, self.modules = map(escape, (_("nothing"), _("Still lacks"), _("Modules")))
        self.no_date = escape(_("no date to come for {missing}"))
        self._cells: dict[tuple[str, str], str] = {}

    def of_cell(self, code: str, mark: str) -> str:
        """The sign of a cell and its word, for everybody who does not see the sign."""
        if (code, mark) not in self._cells:
            self._cells[code, mark] = f'{_sign(mark)}<span class="vh">{escape(code)} {self.words[mark]}</span>'
        return self._cells[code, mark]

    def of_done(self, row: Row) -> str:
        """How many modules are done."""
        return self.done.format(done=row.person.progress.done, all=len(row.cells))

    def of_lack(self, row: Row) -> str:
        """What the person of `row` still lacks, in words, and what no date leads to any more."""
        if row.person.is_ready:
            return self.ready
        if row.person.has_letter:
            return self.issued
        if not row.missing:
            return self.nothing
        said = escape(row.missing)
        if row.lost_in_words:
            lost = self.no_date.format(missing=escape(row.lost_in_words))
            said += f' <span class="lost">{icon("calendar")}{lost}</span>'
        return said


@register.simple_tag
def person_rows(matrix: Matrix, words: Mapping[str, str], marked: Collection[str]) -> SafeString:
    """A row of the table for each person: the name, a cell for each module, how many are done, what is lacking.

    `marked` are the boxes ticked. A box is named by the heads of its column and row: #m5 and #p12.
    """
    phrases = Phrases(words)
    return SafeString("".join(_row(row, phrases, marked) for row in matrix.rows))


@register.simple_tag
def person_cards(matrix: Matrix, words: Mapping[str, str]) -> SafeString:
    """The same people as items of a list, each with the modules to unfold."""
    phrases = Phrases(words)
    return SafeString("".join(_card(row, phrases) for row in matrix.rows))


def _row(row: Row, phrases: Phrases, marked: Collection[str]) -> str:
    enrolment = row.person.enrolment
    name = f'<a id="p{enrolment.pk}" href="../enrolments/{enrolment.pk}/">{escape(enrolment.pilot.list_name)}</a>'
    state = f' <span class="muted small">{said}</span>' if (said := _state(row)) else ""
    cells = "".join(_cell(enrolment.pk, cell, phrases, marked) for cell in row.cells)
    return (
        f'<tr><th scope="row">{name}{state}</th>{cells}'
        f'<td class="nowrap">{phrases.of_done(row)}</td><td class="matrix__words">{phrases.of_lack(row)}</td></tr>'
    )


def _card(row: Row, phrases: Phrases) -> str:
    enrolment = row.person.enrolment
    name = escape(enrolment.pilot.list_name)
    state = f"{said} · " if (said := _state(row)) else ""
    lead = "" if row.person.progress.is_complete else f"{phrases.lacking}: "
    return (
        f'<li class="card"><div class="row row--between"><h2><a href="../enrolments/{enrolment.pk}/">{name}</a></h2>'
        f'<p class="nowrap">{phrases.of_done(row)}</p></div><p>{state}{lead}{phrases.of_lack(row)}</p>'
        f'<details class="disclosure"><summary>{phrases.modules}<span class="vh"> {name}</span></summary>'
        f"{_module_groups(row, phrases)}</details></li>"
    )


def _state(row: Row) -> str:
    """What there is to say beside the name; nothing of whoever is in training, as most are."""
    state = EnrolmentState(row.person.enrolment.state)
    return "" if state == EnrolmentState.IN_TRAINING else escape(str(state.label))


def _module_groups(row: Row, phrases: Phrases) -> str:
    """The modules of `row` by what they are: passed, …, open; entries lead to their correction."""
    groups = (
        f'<div><dt><span class="mark mark--{mark}">{_sign(mark)}</span>{phrases.words[mark]}</dt>'
        f"<dd>{' '.join(map(_code, group))}</dd></div>"
        for mark, group in row.groups
    )
    return f'<dl class="facts">{"".join(groups)}</dl>'


def _cell(person: int, cell: Cell, phrases: Phrases, marked: Collection[str]) -> str:
    module = cell.module.module_id
    if cell.may_enter:
        key = f"{person}-{module}"
        checked = " checked" if key in marked else ""
        named = f'aria-labelledby="m{module} p{person}"'
        # That a cell is open its box says; what else is known of it stands beside.
        beside = "" if cell.mark == OPEN else _marked("span", cell, phrases)
        return f'<td><input type="checkbox" name="marks" value="{key}" {named}{checked}>{beside}</td>'
    return f"<td>{_marked('a' if cell.entry_id else 'span', cell, phrases)}</td>"


def _marked(tag: str, cell: Cell, phrases: Phrases) -> str:
    link = f' href="{cell.entry_id}/"' if tag == "a" else ""
    return f'<{tag} class="mark mark--{cell.mark}"{link}>{phrases.of_cell(cell.module.code, cell.mark)}</{tag}>'


def _sign(mark: str) -> str:
    return f'<svg class="icon" aria-hidden="true"><use href="#sign-{mark}"/></svg>'


def _code(cell: Cell) -> str:
    code = escape(cell.module.code)
    return (
        f'<a class="chip" href="{cell.entry_id}/">{code}</a>' if cell.entry_id else f'<span class="chip">{code}</span>'
    )
