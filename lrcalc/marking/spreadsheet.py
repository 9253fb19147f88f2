"""Spreadsheets, `.xlsx` and `.ods`: the first sheet with a table as one. Nothing in them is executed.

openpyxl (MIT) and odfpy (Apache 2.0 or GPL) read them; both come with the extra `sheets` and are imported
only when there is such a file.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from lrcalc.marking.cells import Cells, Place, WorksheetError

MOST_ROWS = 10_100
MOST_COLUMNS = 100
MOST_SHEETS = 10
# What a file may hold when it is unpacked, and in how many parts: more is no sheet of answers.
MOST_UNPACKED = 50_000_000
MOST_PARTS = 2_000
LIBRARIES = {"xlsx": "openpyxl"}
_START = b"PK\x03\x04"


def is_spreadsheet(data: bytes) -> bool:
    """Whether the bytes are those of an archive, as .xlsx and .ods are."""
    return data.startswith(_START)


def spreadsheet_table(data: bytes, name: str) -> list[Cells]:
    """The cells of the first sheet that has rows of several cells, line by line. Raises WorksheetError."""
    kind = _kind(data, name)
    try:
        rows = _first_table(_excel_sheets(data) if kind == "xlsx" else _open_document_sheets(data))
    except ImportError:
        library = LIBRARIES.get(kind, "odfpy")
        raise WorksheetError(
            name, f"expected {library} to read a spreadsheet, got none: pip install {library}"
        ) from None
    except (WorksheetError, MemoryError):
        raise
    except Exception as error:  # what a broken file raises is not told by either library
        raise WorksheetError(
            name, f"expected a spreadsheet, got one that cannot be read ({type(error).__name__})"
        ) from None
    return [Cells(texts, Place(number)) for number, texts in enumerate(rows, 1) if any(texts)]


def _first_table(sheets: Iterable[list[list[str]]]) -> list[list[str]]:
    """The first sheet in which cells stand side by side: one of notes may come before it."""
    first: list[list[str]] | None = None
    for rows in sheets:
        if any(sum(map(bool, texts)) > 1 for texts in rows):
            return rows
        first = rows if first is None else first
    return first or []


def _kind(data: bytes, name: str) -> str:
    """Which spreadsheet it is, found without unpacking more than is allowed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise WorksheetError(
                    name, f"expected up to {MOST_UNPACKED} bytes when unpacked, got an archive of more"
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(archive, part, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise WorksheetError(
            name, f"expected a spreadsheet, got an archive that cannot be read ({error})"
        ) from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise WorksheetError(name, "expected .xlsx or .ods, got another archive")


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Refuse a part that unpacks to more than it says, or that defines entities, which can multiply."""
    read, before = 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(1 << 20):
            read += len(chunk)
            if read > part.file_size or read > MOST_UNPACKED:
                raise WorksheetError(
                    name, "expected an archive that is as large as it says, got a larger one"
                )
            if b"<!ENTITY" in before[-16:] + chunk:
                raise WorksheetError(
                    name, "expected a spreadsheet without entities, got one that defines them"
                )
            before = chunk


def _excel_sheets(data: bytes) -> Iterator[list[list[str]]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets[:MOST_SHEETS]:
            rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
            yield [[_text(cell.value, "%" in (cell.number_format or "")) for cell in row] for row in rows]
    finally:
        book.close()


def _text(value: Any, is_percentage: bool = False) -> str:
    """A cell as text; a number to the fifteen digits that a spreadsheet has, a percentage as one."""
    if value is None:
        return ""
    if isinstance(value, float):
        text = f"{value:.15g}"
        return f"{Decimal(text).scaleb(2):f} %" if is_percentage and math.isfinite(value) else text
    return str(value).strip()


def _open_document_sheets(data: bytes) -> Iterator[list[list[str]]]:
    from odf.opendocument import load
    from odf.table import Table

    tables = load(io.BytesIO(data)).spreadsheet.getElementsByType(Table)
    yield from map(_open_document_rows, tables[:MOST_SHEETS])


def _open_document_rows(table: Any) -> list[list[str]]:
    from odf.table import TableCell, TableRow

    rows: list[list[str]] = []
    for row in table.getElementsByType(TableRow):
        texts: list[str] = []
        for cell in row.getElementsByType(TableCell):
            times = int(cell.getAttribute("numbercolumnsrepeated") or 1)
            texts += [_open_document_text(cell)] * min(times, MOST_COLUMNS - len(texts))
        while texts and not texts[-1]:
            texts.pop()
        times = int(row.getAttribute("numberrowsrepeated") or 1) if texts else 1
        rows += [texts] * min(times, MOST_ROWS - len(rows))
        if len(rows) >= MOST_ROWS:
            break
    return rows


def _open_document_text(cell: Any) -> str:
    from odf import teletype

    kind = cell.getAttribute("valuetype")
    if kind in ("float", "percentage", "currency"):
        return _text(float(cell.getAttribute("value")), kind == "percentage")
    return str(teletype.extractText(cell)).strip()
