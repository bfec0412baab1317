"""The rows under a header told apart: data, totals, repeated headers, numbers waiting for lines, remarks, blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.headers import is_number_like, names_in
from neiqin_xl.intake.labels import is_label, is_row_of_labels
from neiqin_xl.intake.placeholders import is_placeholder
from neiqin_xl.intake.sheet import Cell, Sheet, as_text
from neiqin_xl.intake.tables.arithmetic import Sums
from neiqin_xl.intake.tables.charge_labels import charge_of
from neiqin_xl.intake.tables.title_days import is_day
from neiqin_xl.intake.tables.total_labels import TotalLabels
from neiqin_xl.intake.values.damage import is_damaged
from neiqin_xl.intake.vocabulary import foot_labels, headers_of_kinds, sequence_headers, total_words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.spelling import fold, plain

_NOTHING = frozenset({"", "-", "—", "–", "/", "0", "0.0", "0.00"})
_ENDS_OF_WORDS = "计計页頁写寫"
_TELLING = late_pattern(
    rf"(?:^|\D)[：:]|[合小总總累共本前次大][ \u3000]*[{_ENDS_OF_WORDS}]|汇总|[匯彙]總|[计計]$|^sum|total", re.IGNORECASE
)
# One of these is in all that `_TELLING` finds but for the English.
_MARKS = ("：", ":", *_ENDS_OF_WORDS, "汇总", "總")
_LONGEST_TELLING = 40
_SAMPLE = re.compile(r"[xX×*]+(?:[-/_ ][xX×*]+)*")
# 合计人民币金额（大写）：柒佰元整
_TOTAL_LABEL = re.compile(r"\s*[合总小共累][ \u3000]*计[^：:]{0,14}[：:]")
# 合计（大写）伍佰伍拾贰元伍角
_TOTAL_IN_WORDS = re.compile(
    r"\s*[合总小共累][ \u3000]*计\s*(?:[（(【\[]|大写|小写|人民币|金额|[¥￥]|[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+[元圆])"
)
_PAGE = late_pattern(
    r"\W*(?:第?\s*\d*\s*页?\W*共\s*\d*\s*页|第\s*\d+\s*页|page\s*\d+(?:\s*(?:of|/)\s*\d+)?|续表|续上表|续上页|接上表|接上页|接下页|转下页)\W*",
    re.IGNORECASE,
)
# 2、交期以书面确认为准。
_SENTENCE = late_pattern(r"[\s（(]*\d{1,2}[、.．)）]\s*[^\d\s]|.*[。；！;!]\s*$|\s*(?:以上|上述|请)")
_TOTAL_ENDINGS = ("合计", "小计", "总计", "汇总", "total")


_CARRIED = ("承前", "承上", "接前", "接上", "过次", "转次", "转下", "上页")
_OF_PAGE = ("本页", *_CARRIED)
_OF_OTHER_PAGES = ("累计", "本年", *_CARRIED)


class Total(NamedTuple):
    """A total row: its index and its label, "" where it has none."""

    row: int
    label: str

    @property
    def is_of_page(self) -> bool:
        """Whether it only closes or opens a page, in the middle of a document perhaps."""
        return any(mark in fold(self.label) for mark in _OF_PAGE)

    @property
    def is_of_other_pages(self) -> bool:
        """Whether it counts what stands on other pages too: 累计, 承前页, 过次页."""
        return any(mark in fold(self.label) for mark in _OF_OTHER_PAGES)


@dataclass
class Rows:
    """The rows of one table by what they are, as indexes into the sheet's rows.

    `lone` are rows between the data of which only one cell is filled; `numbered` are lines that only bear their
    number; `last` is the last row that belongs to the table.
    """

    data: list[int] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    numbered: list[int] = field(default_factory=list)
    lone: list[int] = field(default_factory=list)
    last: int = 0


def sort_rows(
    sheet: Sheet, first: int, last: int, columns: list[int], names: list[str], again: AbstractSet[int] = frozenset()
) -> Rows:
    """Sort the rows `first` to `last` under a header whose `names` stand over `columns`; the sheet has been turned.

    `again` are the rows of titles and header printed once more.
    """
    named = [column for column, name in zip(columns, names, strict=True) if name]
    sequences = {c for c, name in zip(columns, names, strict=True) if plain(name) in sequence_headers()}
    telling = _telling(sheet, first, last + 1, columns, names).union(again, (row + 1 for row in again))
    # Most rows of most tables are plainly data; only rows with few filled cells or a telling word are looked at singly.
    few = max(2, int(0.6 * len(named)))
    filled = sheet.filled(columns[0], columns[-1])[first : last + 1]
    leading = sheet.columns[named[0]][first : last + 1]
    found = Rows(last=first - 1)
    sums = Sums(sheet, found)
    labels = TotalLabels(sheet, columns, names, sums)
    rows = enumerate(zip(filled, leading, strict=True), first)
    for row, (count, lead) in rows:
        if (count > few or (count > 2 and lead != "")) and row not in telling and found.data:
            found.data.append(row)
        elif row in again:
            found.repeated.append(row)
        elif count:
            _sort(found, sheet, row, columns, names, sequences, sums, labels)
    if len(found.data) > 2 and filled[found.data[-1] - first] <= few:
        _take_closing_total(found, sheet, columns)
    _close(found)
    return found


def _telling(sheet: Sheet, first: int, end: int, columns: list[int], names: list[str]) -> set[int]:
    """Rows with a total word, a label or the header's own text somewhere."""
    found: set[int] = set()
    for column, name in zip(columns, names, strict=True):
        texts = sheet.texts(column, first, end)
        # Most columns hold no mark at all; whether one does is told much faster of all its texts at once than of each.
        if not _may_tell("\n".join(texts)):
            continue
        told = {text for text in texts if len(text) <= _LONGEST_TELLING and _TELLING.search(text) and text != name}
        if told:
            cells = sheet.columns[column][first:end]
            found.update(row for row, cell in enumerate(cells, first) if cell in told)
    named = [(column, name) for column, name in zip(columns, names, strict=True) if name]
    for column, name in named[:2]:
        found.update(sheet.rows_with(name, column, first, end))
    return found


def _may_tell(texts: str) -> bool:
    """Whether there is anything in the texts without which `_TELLING` finds nothing."""
    if any(mark in texts for mark in _MARKS):
        return True
    if not ("u" in texts or "U" in texts or "o" in texts or "O" in texts):
        return False
    folded = texts.casefold()
    return "sum" in folded or "total" in folded


def _sort(
    found: Rows,
    sheet: Sheet,
    row: int,
    columns: list[int],
    names: list[str],
    sequences: set[int],
    sums: Sums,
    labels: TotalLabels,
) -> None:
    cells = [(column, cell) for column in columns if (cell := sheet.rows[row][column]) != ""]
    texts = [cell.strip() for _, cell in cells if isinstance(cell, str) and not is_number_like(cell)]
    is_under_header = not found.data or row - 1 in found.repeated[-1:]
    is_of_header = _repeats(sheet, row, columns, names) or (is_under_header and _is_about_columns(sheet, row, cells))
    if is_of_header or is_of_page(texts):
        found.repeated.append(row)
    elif not found.data and texts and all(_SAMPLE.fullmatch(text) for text in texts) and len(texts) == len(cells):
        found.lone.append(row)
    elif texts and _begins_total(texts, len(names)):
        found.totals.append(Total(row, texts[0]))
    elif _only_numbered(cells, sequences):
        found.numbered.append(row)
    elif _is_remark(cells, texts) or (len(names) > 2 and _is_heading(sheet, row, cells, columns, names[0])):
        found.lone.append(row)
    elif texts and (label := labels.label(row, cells, found.data[-1] if found.data else None)) is not None:
        found.totals.append(Total(row, label))
    elif not texts and (sums.are_equal(cells) or sums.are_partly_equal(cells)):
        found.totals.append(Total(row, ""))
    else:
        found.data.append(row)


def _repeats(sheet: Sheet, row: int, columns: list[int], names: list[str]) -> bool:
    named = [(column, name) for column, name in zip(columns, names, strict=True) if name]
    same = sum(as_text(sheet.rows[row][column]) == name for column, name in named)
    return same >= 2 and same >= 0.8 * len(named)


def _is_about_columns(sheet: Sheet, row: int, cells: list[tuple[int, Cell]]) -> bool:
    """Whether the first row under a header names the columns once more, in English or as fields, or counts them."""
    texts = [cell for _, cell in cells]
    names = names_in(texts)
    if not names.wrong and names.known >= max(2, 0.6 * names.filled):
        return True
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else []
    return is_placeholder(texts, [below[column] for column, _ in cells] if below else [])


def is_of_page(texts: Sequence[str]) -> bool:
    """Whether a row's texts only say which page this is."""
    return 0 < len(texts) <= 2 and all(_PAGE.fullmatch(fold(text)) for text in texts)


def _begins_total(texts: list[str], width: int) -> bool:
    """Whether a row's texts are those of a total: a total word first, and next to nothing else said."""
    if plain(texts[0]) in total_words():
        return len(texts) <= max(2, width // 3)
    first = fold(texts[0])
    label = _TOTAL_LABEL.match(first) or _TOTAL_IN_WORDS.match(first)
    if label is not None and len(texts) <= 2:
        return True
    # 价税合计（大写） 壹佰陆拾玖元伍角 （小写） ¥169.50
    if "大写" in first and len(texts) <= 4 and plain(first).startswith((*words.TOTALS_WITH_TAX, "合计")):
        return True
    return len(texts) == 1 and plain(texts[0]).endswith(_TOTAL_ENDINGS)


def _only_numbered(cells: list[tuple[int, Cell]], sequences: set[int]) -> bool:
    return all(column in sequences or as_text(cell) in _NOTHING for column, cell in cells)


def _is_remark(cells: list[tuple[int, Cell]], texts: list[str]) -> bool:
    """Whether a row is a line under the table: labels with or without what was written behind them."""
    if not texts or not isinstance(cells[0][1], str):
        return False
    first = texts[0]
    if any(isinstance(cell, float) for _, cell in cells):
        # 代垫运费： 120 under a table: the number stands in any column.
        return first.endswith(("：", ":")) and charge_of(first) is not None and is_row_of_labels([c for _, c in cells])
    label = plain(first.split("：")[0].split(":")[0])
    if len(cells) == 1:
        return is_label(first) or label in foot_labels() or len(first) > 30 or bool(_SENTENCE.match(first))
    labels = sum(is_label(text) or plain(text) in foot_labels() for text in texts)
    return (is_label(first) or label in foot_labels()) and 2 * labels >= len(texts)


def _is_heading(sheet: Sheet, row: int, cells: list[tuple[int, Cell]], columns: list[int], first: str) -> bool:
    """Whether a row's only cell heads the lines below it, or remarks on those above: words in the first column.

    A cell with digits may be a code whose line lacks the rest, unless it is merged across, heads blanks, or is a day
    (11月5日) where the `first` column is called anything else.
    """
    column, cell = cells[0]
    if len(cells) > 1 or column != columns[0] or not isinstance(cell, str) or cell.isascii() or is_damaged(cell):
        return False
    if not any(map(str.isdigit, cell)) or any(
        start == column < end for _, start, _, end in sheet.merged_from(row, row)
    ):
        return True
    if is_day(cell) and plain(first) not in headers_of_kinds(Kind.DATE):
        return True
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else []
    return bool(below) and below[column] == "" and sum(below[c] != "" for c in columns) > 1


def _close(found: Rows) -> None:
    """The table ends with its last line or total; what stands alone under it is a closing remark."""
    ends = [*found.data[-1:], *found.numbered[-1:], *(total.row for total in found.totals[-1:])]
    found.last = max(ends, default=found.last)
    found.lone = [row for row in found.lone if row < found.last]
    found.repeated = [row for row in found.repeated if row < found.last]


def _take_closing_total(found: Rows, sheet: Sheet, columns: list[int]) -> None:
    """Numbers alone under the last line are its total although they are no sums: a slip to be asked about."""
    row = found.data.pop()
    cells = [(column, cell) for column in columns if (cell := sheet.rows[row][column]) != ""]
    if Sums(sheet, found).are_near(cells):
        found.totals.append(Total(row, ""))
        found.totals.sort(key=lambda total: total.row)
    else:
        found.data.append(row)
