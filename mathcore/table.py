"""Table: a CSV file as columns of text, with the line that each row comes from."""

import csv
import io
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from mathcore.data import DataError

DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Table:
    """Cells of text under named columns.

    Parameters
    ----------
    path : the file, for messages.
    columns : the names, stripped.
    rows : the cells of each row, stripped.
    lines : the number of each row's first line in the file, counted from 1.
    delimiter : what stands between cells.
    """

    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str

    def column(self, name: str) -> list[str]:
        """Return the cells under `name`.

        Raises
        ------
        DataError
            There is no such column; a close match is suggested.
        """
        if name not in self.columns:
            close = get_close_matches(name, self.columns, n=1) or [c for c in self.columns if c.lower() == name.lower()]
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise DataError(f"{self.path} has no column {name!r}.{hint} Its columns are: {', '.join(self.columns)}.")
        j = self.columns.index(name)
        return [row[j] for row in self.rows]

    def problem(self, row: int, column: str, what: str) -> DataError:
        """Return the error that names the file, the line, the column and what to do."""
        return DataError(f"{self.path}, line {self.lines[row]}, column {column!r}: {what}")


def read_table(path: str | Path) -> Table:
    """Read a CSV file: UTF-8, with a header; commas, semicolons or tabs; blank lines are skipped.

    Raises
    ------
    DataError
        The file cannot be read, is not text or has no rows; a column has no name or another's; a row is too short or
        too long.
    """
    path = Path(path)
    return parse_table(path, _text(path))


def parse_table(path: Path, text: str) -> Table:
    """Read a table from the text of a file, or of its beginning; see `read_table`."""
    delimiter = _delimiter(text)
    header, *rows = _records(path, text, delimiter) or [(1, [])]
    columns = tuple(header[1])
    _check_header(path, columns)
    if not rows:
        raise DataError(f"{path} has a header but no rows: add one row for each observation.")
    for line, cells in rows:
        if len(cells) != len(columns):
            found = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            raise DataError(f"{path}, line {line}: {found}, but the header names {len(columns)} columns "
                            f"({', '.join(columns)}). {_ragged_hint(len(cells) < len(columns), delimiter)}")
    return Table(path, columns, tuple(tuple(cells) for _, cells in rows), tuple(line for line, _ in rows), delimiter)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"There is no file {path}: check the name and the folder.") from None
    except IsADirectoryError:
        raise DataError(f"{path} is a folder: name the CSV file inside it.") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from None
    if b"\0" in raw:
        raise DataError(f"{path} is not a text file: save the table as CSV (UTF-8); a spreadsheet file will not do.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[:error.start].count(b"\n") + 1
        raise DataError(f"{path}, line {line}: not UTF-8 text. Save the table as CSV (UTF-8).") from None
    if not text.strip():
        raise DataError(f"{path} is empty: it needs a header of column names and one row for each observation.")
    return text


def _delimiter(text: str) -> str:
    """Return the delimiter that the header uses most, outside of quotes; a comma where it has one column."""
    header = next(line for line in text.splitlines() if line.strip())
    outside = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _records(path: Path, text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return the first line's number and the stripped cells of each record that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                records.append((line, stripped))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"{path}, line {line}: not a valid CSV row ({error}). Check its quotation marks.") from None
    return records


def _check_header(path: Path, columns: tuple[str, ...]) -> None:
    for j, name in enumerate(columns):
        if not name:
            raise DataError(f"{path}: column {j + 1} has no name; the first line must name every column.")
        if name in columns[:j]:
            raise DataError(f"{path}: two columns are called {name!r}; give each its own name.")
    if all(is_number(name) for name in columns):
        raise DataError(f"{path}: the first line holds numbers ({', '.join(columns)}); put a line of column names "
                        "above it.")


def is_number(text: str) -> bool:
    """Tell whether a cell reads as a number; 1_000, which Python would take, does not."""
    try:
        float(text)
    except ValueError:
        return False
    return "_" not in text


def _ragged_hint(short: bool, delimiter: str) -> str:
    if short:
        return "Fill in the missing cells, or remove the row."
    if delimiter == ",":
        return "Write decimals with a point (1.5), and quote cells that hold a comma."
    return f"Quote cells that hold a {'semicolon' if delimiter == ';' else 'tab'}."
