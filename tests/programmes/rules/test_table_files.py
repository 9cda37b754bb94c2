"""What an uploaded file may be, and that a hostile one costs a sentence and nothing else."""

from __future__ import annotations

import resource
from time import process_time

import pytest

from people.errors import Refused
from programmes.rules.table_files import read_csv, read_table
from tests.programmes.hostile import HOSTILE, ods, workbook, xlsx

ROWS = [["Name", "E-Mail", "Amt"], ["Änne Müller", "aenne@giessen.example", "51"]]
TEXT = "Name;E-Mail;Amt\r\nÄnne Müller;aenne@giessen.example;51\r\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.replace(";", ",").encode(),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace("\r\n", "\n").encode(),
        f"sep=;\r\n{TEXT}".encode(),
        b"\n".join(b";".join(b'"%s"' % fact.encode() for fact in row) for row in ROWS),
        workbook(["Name", "E-Mail", "Amt"], ["Änne Müller", "aenne@giessen.example", 51]),
    ],
    ids=["utf-8", "bom", "windows-1252", "utf-16", "commas", "tabs", "unix", "told what divides it", "quoted", "xlsx"],
)
def test_a_table_is_read_however_it_was_saved(content: bytes) -> None:
    assert read_table(content) == ROWS


def test_an_open_document_is_read() -> None:
    told = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row>{}</table:table-row>"
    rows = "".join(row.format("".join(told.format(fact) for fact in facts)) for facts in ROWS)
    # What an office program writes below the last row.
    rest = '<table:table-cell table:number-columns-repeated="16384"/>'
    rest = f'<table:table-row table:number-rows-repeated="1048574">{rest}</table:table-row>'

    assert read_table(ods(rows + rest)) == ROWS


def test_a_comma_within_a_name_divides_no_table() -> None:
    assert read_csv('"Müller, Änne";51\nMuster, Kim;32\n') == [["Müller, Änne", "51"], ["Muster, Kim", "32"]]


def test_a_formula_of_an_open_document_is_what_it_came_to_last() -> None:
    told = '<table:table-cell table:formula="of:=WEBSERVICE(1)" office:value-type="string"><text:p>Kim</text:p>'

    assert read_table(ods(f"<table:table-row>{told}</table:table-cell></table:table-row>")) == [["Kim"]]


def test_a_formula_is_what_it_came_to_last() -> None:
    row = '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://elsewhere.example","x")</f><v>Kim</v></c></row>'

    assert read_table(xlsx(row)) == [["Kim"]]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_once_and_costs_no_memory(name: str) -> None:
    make, sentence = HOSTILE[name]
    content = make()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time()

    with pytest.raises(Refused) as refusal:
        read_table(content)

    assert (str(refusal.value), refusal.value.field) == (sentence, "file")
    assert process_time() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024  # kilobytes
