"""Templates checked and filled without a workspace: a clerk's own workbook, and plain data from a file."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neiqin_xl import machine
from neiqin_xl.desk.plain_values import PlainValuesError, names_in, plain_values, told_of_texts
from neiqin_xl.desk.results import Json
from neiqin_xl.intake.gate.admission import Admission, Container, admit
from neiqin_xl.intake.job import Caps
from neiqin_xl.model.finding import Severity
from neiqin_xl.workbook.formulas import column_number

if TYPE_CHECKING:
    from neiqin_xl.model.document import Document
    from neiqin_xl.workbook.template import Mistake, Template

_log = logging.getLogger(__name__)
_CAPS = Caps()
_CELL = re.compile("([A-Z]{1,3})([1-9][0-9]*)")
_LOCKED = "F103"
_OTHER_FORMATS = {
    Container.XLS: "这是 .xls（Excel 97-2003）格式，不能做模板，请用 Excel 或 WPS 打开，另存为 .xlsx 再试",
    Container.XLSB: "这是 .xlsb 格式，不能做模板，请用 Excel 打开，另存为 .xlsx 或 .xlsm 再试",
    Container.ODS: "这是 .ods 格式，不能做模板，请打开它，另存为 .xlsx 再试",
}
# What all parts of a workbook saved as Strict Open XML speak.
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml"
_STRICT_SAID = "这份工作簿存成了“严格 Open XML”格式，请在 Excel 里另存，类型选“Excel 工作簿（*.xlsx）”，再试"
_ENDINGS = {"sheet.main+xml": ".xlsx", "macroEnabled.main+xml": ".xlsm"}


class TemplateRefused(ValueError):  # noqa: N818 (it is an answer to the person who asked, not a fault)
    """What was asked for cannot be done with these files; the text is a Chinese sentence."""


def check_template(file: Path | str, *, data: Path | str | None = None) -> Json:
    """Everything that is wrong with a template, at once, and what it uses.

    {"file", "kind", "ok", "problems", "uses", "may_use"}: a problem has its "severity" (error, warning), "sheet",
    "cell", "written", "nearest" and "message", the last a sentence with all of them. "may_use" tells by name what each
    name that the template may use holds: those of `data`, which is held against it as if it were filled; without data
    those of the kind of document (对账单 …) with whose name the file's begins, which is the "kind". Where it is
    neither, both are None. TemplateRefused where a file cannot be read at all, or the data is none.
    """
    values = None if data is None else _data(Path(data))
    document = _document(Path(file)) if values is None else None
    told: Json = {"file": Path(file).name, "kind": None, "ok": False, "problems": [], "uses": [], "may_use": None}
    if document is not None:
        told["kind"], told["may_use"] = document.word.shown, document.names()
    elif values is not None:
        told["may_use"] = dict.fromkeys(names_in(values), "")
    from neiqin_xl.workbook.template import Template
    from neiqin_xl.workbook.template.unreached import unreached

    lists = {name for name, is_list in _names_as_used(values or {}).items() if is_list}
    if document is not None:
        lists = document.lists()
    try:
        content = _workbook(Path(file))
        _ending_of(content, Path(file))
        with _damage_is_said(file):
            template = Template(content)
            wrong = template.mistakes or _misfits(template, values, document)
            doubtful = [*unreached(content), *template.first_copies(lists)]
    except TemplateRefused as refusal:
        told["problems"] = [_problem(Severity.ERROR, "", "", "", "", str(refusal))]
        return told
    told["uses"] = template.names
    told["problems"] = [*_told(Severity.ERROR, wrong), *_told(Severity.WARNING, doubtful)]
    told["problems"] += _long_numbers(values or {}, template)
    if not template.names and not told["problems"]:
        nothing = "没有找到占位符，填出来和原来一样；占位符的写法是 {{ 客户.名称 }}"
        told["problems"] = [_problem(Severity.WARNING, "", "", "", "", nothing)]
    told["ok"] = not wrong
    return told


def fill_template(file: Path | str, data: Path | str, output: Path | str, *, overwrite: bool = False) -> Json:
    """Fill a template with the values of a JSON file: {"file", "output", "written", "problems"}.

    Where the two do not fit, nothing is written and the problems are those of `check_template`; else they are numbers
    that had to be written as text. The output is written whole or not at all, over another file only with `overwrite`,
    and never over the template or the data. TemplateRefused where a file cannot be read or written.
    """
    template_file, data_file, target = Path(file), Path(data), Path(output)
    content = _workbook(template_file)
    _require_free(target, (template_file, data_file), overwrite=overwrite)
    _require_ending(_ending_of(content, template_file), target)
    values = _data(data_file)
    told: Json = {"file": template_file.name, "output": str(target), "written": False, "problems": []}
    from neiqin_xl.workbook.template import Template, TemplateError

    with _damage_is_said(file):
        template = Template(content)
        try:
            made = template.render(values)
        except TemplateError as error:
            told["problems"] = _told(Severity.ERROR, template.mistakes or _all_of(template, values, error.mistakes))
            return told
    _write(target, made, overwrite=overwrite)
    told["written"], told["problems"] = True, _long_numbers(values, template)
    return told


def _workbook(file: Path) -> bytes:
    """The bytes of a workbook that may be opened."""
    content = _read(file, "模板")
    admitted = admit(content, _CAPS)
    if not isinstance(admitted, Admission):
        locked = "这份工作簿加了密，请在 Excel 里去掉密码，另存一份再试"
        raise TemplateRefused(locked if admitted.code == _LOCKED else admitted.message)
    if admitted.container is not Container.XLSX:
        raise TemplateRefused(_OTHER_FORMATS.get(admitted.container, "这不是 .xlsx 或 .xlsm 工作簿，不能做模板"))
    return content


def _read(file: Path, called: str) -> bytes:
    if not file.is_file():
        raise TemplateRefused(f"没有“{file}”这个文件，请检查{called}的路径和文件名")
    try:
        if file.stat().st_size > _CAPS.file_mb << 20:
            raise TemplateRefused(f"“{file}”超过 {_CAPS.file_mb} MB，太大了")
        return file.read_bytes()
    except OSError:
        raise TemplateRefused(f"“{file}”读不了，请看它是不是正被打开、有没有权限") from None


def _data(file: Path) -> dict[str, Any]:
    try:
        return plain_values(_read(file, "数据"))
    except PlainValuesError as error:
        raise TemplateRefused(f"“{file.name}”不能用：{error}") from None


@contextmanager
def _damage_is_said(file: Path | str) -> Iterator[None]:
    """A workbook whose parts are damaged or contradict each other is refused, whoever stumbles over it first."""
    from neiqin_xl.workbook.repack import PackageError

    try:
        yield
    except PackageError as error:
        raise TemplateRefused(str(error)) from None
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError) as error:
        _log.info("a template could not be understood: %s", file, exc_info=error)
        raise TemplateRefused("模板文件的内容残缺或自相矛盾，请用 Excel 打开、另存一份再试") from None


def _document(file: Path) -> Document | None:
    """The kind of document with whose name that of the file begins; the longest where several do."""
    from neiqin_xl.publish.documents import documents

    found = [name for name in documents() if file.stem.startswith(name)]
    return documents()[max(found, key=len)] if found else None


def _misfits(template: Template, values: Mapping[str, Any] | None, document: Document | None) -> list[Mistake]:
    """What in the template does not fit its values, or its kind of document."""
    if values is not None:
        return _against(template, values)
    if document is None:
        return []
    from neiqin_xl.publish.templates import wrong_with

    return wrong_with(template, document)


def _against(template: Template, values: Mapping[str, Any]) -> list[Mistake]:
    """What does not fit when the template is filled with the values."""
    from neiqin_xl.workbook.template import TemplateError

    try:
        template.render(values)
    except TemplateError as error:
        return _all_of(template, values, error.mistakes)
    return []


def _all_of(template: Template, values: Mapping[str, Any], found: list[Mistake]) -> list[Mistake]:
    """Every unknown name, and what filling found before it gave up, which names the tabs that sheets became."""
    names = _names_as_used(values)
    blank = [f"{name}." for name, value in values.items() if value == []]
    unknown = template.unknown([*names, *(name for name in template.names if name.startswith(tuple(blank)))])
    told = {(one.cell, one.written) for one in unknown}
    return [*unknown, *(one for one in found if (one.cell, one.written) not in told)]


def _names_as_used(values: Mapping[str, Any]) -> dict[str, bool]:
    """The names of the data and which are lists.

    On a sheet that stands for each item of a list, the fields of the items need not name the list.
    """
    names = names_in(values)
    outer = [f"{name}." for name, value in values.items() if isinstance(value, list)]
    shorter = {
        name.removeprefix(one): is_list for one in outer for name, is_list in names.items() if name.startswith(one)
    }
    return names | {name: names.get(name, False) or is_list for name, is_list in shorter.items()}


def _told(severity: Severity, found: Iterable[Mistake]) -> list[Json]:
    """The mistakes sheet by sheet, those in cells by row and column, then those elsewhere."""

    def place(one: Mistake) -> tuple[int, bool, int, int]:
        cell = _CELL.fullmatch(one.cell)
        at = (False, int(cell[2]), column_number(cell[1])) if cell else (True, 0, 0)
        return sheets.index(one.sheet), *at

    ones = list(found)
    sheets = list(dict.fromkeys(one.sheet for one in ones))
    return [
        _problem(severity, one.sheet, one.cell, one.written, one.nearest, str(one)) for one in sorted(ones, key=place)
    ]


def _long_numbers(values: Mapping[str, Any], template: Template) -> list[Json]:
    return [_problem(Severity.WARNING, "", "", "", "", one) for one in told_of_texts(values, template.names)]


def _problem(severity: Severity, sheet: str, cell: str, written: str, nearest: str, message: str) -> Json:
    return {
        "severity": severity.value,
        "sheet": sheet,
        "cell": cell,
        "written": written,
        "nearest": nearest,
        "message": message,
    }


def _require_free(target: Path, sources: Iterable[Path], *, overwrite: bool) -> None:
    if target.is_dir():
        raise TemplateRefused(f"“{target}”是文件夹，请写要存成的文件名")
    if not target.absolute().parent.is_dir():
        raise TemplateRefused(f"没有“{target.absolute().parent}”这个文件夹，请先建好")
    if not target.exists():
        return
    for source in sources:
        if source.is_file() and target.samefile(source):
            raise TemplateRefused(f"“{target}”就是“{source.name}”自己，不能覆盖，请换一个文件名")
    if not overwrite:
        raise _taken(target)


def _taken(target: Path) -> TemplateRefused:
    return TemplateRefused(f"已经有“{target}”了，没有覆盖；请换一个文件名，或者加上 --overwrite")


def _require_ending(ending: str, target: Path) -> None:
    """A workbook under the ending of another kind is one that Excel refuses to open."""
    if target.suffix.lower() != ending:
        macros = "带宏" if ending == ".xlsm" else "不带宏"
        raise TemplateRefused(f"这份模板{macros}，填好的文件名要以 {ending} 结尾，现在是“{target.name}”")


def _ending_of(content: bytes, file: Path) -> str:
    """The ending that belongs to what the workbook says it is."""
    from neiqin_xl.workbook.relations import content_type, workbook_part
    from neiqin_xl.workbook.repack import Package

    with _damage_is_said(file):
        package = Package(content)
        book = workbook_part(package)
        kind = content_type(package, book) or ""
        is_strict = _STRICT in package.read(book)
    if is_strict:
        raise TemplateRefused(_STRICT_SAID)
    ending = next((ending for told, ending in _ENDINGS.items() if kind.endswith(told)), None)
    if ending is None:
        raise TemplateRefused("这份模板是 .xltx 之类的格式，请用 Excel 打开，另存为 .xlsx 或 .xlsm 再试")
    return ending


def _write(target: Path, made: bytes, *, overwrite: bool) -> None:
    try:
        (machine.write_atomically if overwrite else machine.write_new)(target, made)
    except FileExistsError:
        raise _taken(target) from None
    except machine.BusyFile:
        raise TemplateRefused(f"“{target}”正开着，或者没有权限写，请关掉它再试") from None
