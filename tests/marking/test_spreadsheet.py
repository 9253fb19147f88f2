"""Spreadsheets as worksheets, and archives that are none."""

import io
import zipfile

import openpyxl
import pytest

from lrcalc.marking.worksheet import WorksheetError, read_bytes


def excel(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def open_document(rows):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="answers")
    document.spreadsheet.addElement(table)
    for row in rows:
        line = TableRow()
        table.addElement(line)
        for value in row:
            is_number = isinstance(value, (int, float))
            more = {"valuetype": "float", "value": value} if is_number else {"valuetype": "string"}
            cell = TableCell(**more)
            # as a German LibreOffice shows it
            cell.addElement(P(text=str(value).replace(".", ",") if is_number else value))
            line.addElement(cell)
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("make", [excel, open_document])
def test_spreadsheets(make):
    data = make([["Homework"], ["step", "Learning Rate"], [0, 0.002], [1250, 0.001721], [2500, "0.00105"]])
    rows = read_bytes(data, "sheet")
    assert [(row.step, float(row.answers["learning_rate"].value)) for row in rows] == [
        (0, 0.002), (1250, 0.001721), (2500, 0.00105),
    ]  # fmt: skip


def archive(parts, **more):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (archive({"xl/workbook.xml": b"0" * 60_000_000}), "bytes when unpacked"),
        (archive({f"{number}.xml": b"" for number in range(2_001)}), "bytes when unpacked"),
        (archive({"content.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entities"),
        (archive({"readme.txt": b"hello"}), "expected .xlsx or .ods"),
        (archive({"content.xml": b"<not xml"}), "cannot be read"),
        (archive({"xl/workbook.xml": b"<not xml"}), "cannot be read"),
        (excel([["step", "lr"], [1, 2]])[:-30], "cannot be read"),
    ],
)
def test_a_spreadsheet_that_is_none_or_too_large_is_refused(data, words):
    with pytest.raises(WorksheetError, match=words):
        read_bytes(data, "sheet")


def test_notes_may_stand_in_a_sheet_before_the_answers():
    book = openpyxl.Workbook()
    book.active.append(["my notes"])
    book.active.append(["the cosine is in radians"])
    sheet = book.create_sheet("answers")
    for cells in (["step", "learning_rate"], [0, 0.002], [1250, 0.001722]):
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    rows = read_bytes(stream.getvalue(), "notes.xlsx")
    assert [(row.step, str(row.answers["learning_rate"].text)) for row in rows] == [
        (0, "0.002"), (1250, "0.001722"),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["learning rate", "learning rate (%)"])
def test_a_cell_that_is_shown_as_a_percentage_is_one(heading):
    book = openpyxl.Workbook()
    for cells in (["step", heading], [1250, 0.001722]):
        book.active.append(cells)
    book.active["B2"].number_format = "0.0000%"
    stream = io.BytesIO()
    book.save(stream)
    (row,) = read_bytes(stream.getvalue(), "sheet.xlsx")
    assert (row.answers["learning_rate"].text, float(row.answers["learning_rate"].value)) == (
        "0.1722 %", 0.001722,
    )  # fmt: skip
