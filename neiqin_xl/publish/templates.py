"""Documents filled from templates: the office's own where it has one that is right, else the one that is shipped."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from neiqin_xl import machine
from neiqin_xl.model.document import TAB, Document

if TYPE_CHECKING:
    from neiqin_xl.workbook.template import Mistake, Template

ENDING = ".xlsx"
_KEPT = 64
_TOLD = 20
_log = logging.getLogger(__name__)
_compiled: dict[tuple[str, int, int], _Own] = {}


class Templates:
    """The templates of one office, whose own lie in `folder`; None for one that has none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def filled_by(self, document: Document, values: Iterable[Mapping[str, Any]]) -> Iterator[tuple[bytes, Template]]:
        """The document with each of these values and the template by which it was filled, as that lies there now.

        The same values and template give the same bytes. A template of the office's that is wrong, or does not fit the
        values, never stops a publication: `faults_in` and `unfit_in` then say what is wrong with it.
        """
        own = None if self._folder is None else _own(self._folder, document)
        for one in values:
            if own is not None and own.template is not None:
                try:
                    filled = own.template.render(one), own.template
                except Exception as error:  # noqa: BLE001  # whatever a person drew, her papers come out
                    own.unfit = _told(error)
                else:
                    yield filled
                    continue
            plain = shipped(document.word.shown)
            yield plain.render(one), plain


def faults_in(folder: Path, of: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """What is wrong with an office's own templates of these documents: Chinese sentences by the file's name.

    That a template does not fit the values comes out only where they are filled in: see `unfit_in`.
    """
    own = ((document, _own(folder, document)) for document in of)
    return {_file(document): one.faults for document, one in own if one is not None and one.faults}


class Look(NamedTuple):
    """What tells one saving of a file from the next."""

    modified_ns: int
    size: int


def look_of(path: Path) -> Look | None:
    """How the file lies there now; None where there is none, OSError where nobody can tell."""
    try:
        known = path.stat()
    except FileNotFoundError:
        return None
    return Look(known.st_mtime_ns, known.st_size)


class Unfit(NamedTuple):
    """A template that failed while it was filled in: the file as it was then, and Chinese sentences."""

    look: Look
    faults: tuple[str, ...]


def unfit_in(folder: Path, of: Iterable[Document]) -> dict[str, Unfit]:
    """Those of an office's own templates that failed while this process filled them in, by the file's name."""
    own = ((document, _own(folder, document)) for document in of)
    return {
        _file(document): Unfit(one.look, one.unfit)
        for document, one in own
        if one is not None and one.look is not None and one.unfit
    }


@dataclass
class _Own:
    """An office's own template as it lies there now; `template` is None where it cannot be used at all."""

    template: Template | None
    faults: tuple[str, ...] = ()
    look: Look | None = None
    unfit: tuple[str, ...] = ()


def _own(folder: Path, document: Document) -> _Own | None:
    path = folder / _file(document)
    try:
        look = look_of(path)
        if look is None:
            return None
        key = (str(path), *look)
        if key not in _compiled:
            if len(_compiled) >= _KEPT:
                _compiled.clear()
            _compiled[key] = replace(_read(path, look, document), look=look)
        return _compiled[key]
    except OSError:
        # Not kept: once it is closed, or may be read, it is the same file.
        return _Own(None, ("文件读不了，请看它是不是正被打开、有没有权限",))


@cache
def shipped(name: str) -> Template:
    """The template of that name that comes with the program."""
    from neiqin_xl.workbook.template import Template

    return Template((shipped_folder() / f"{name}{ENDING}").read_bytes())


def shipped_folder() -> Path:
    """Where the templates lie that come with the program."""
    package = Path(__file__).parent.parent
    inside = package / "workbook_templates"
    return inside if inside.is_dir() else package.parent / "workbook_templates"


def _read(path: Path, look: Look, document: Document) -> _Own:
    """The template at that path, with all that is wrong with it; OSError where it cannot be read now."""
    from neiqin_xl.intake.gate.admission import Admission, Container, admit
    from neiqin_xl.intake.job import Caps
    from neiqin_xl.workbook.template import Template

    caps = Caps()
    if look.size > caps.file_mb << 20:
        return _Own(None, (f"文件超过 {caps.file_mb} MB，太大了",))
    data = machine.open_shared(path)
    admitted = admit(data, caps)
    if not isinstance(admitted, Admission):
        return _Own(None, (admitted.message,))
    if admitted.container is not Container.XLSX:
        return _Own(None, ("这不是 .xlsx 工作簿，请用 Excel 打开，另存为 .xlsx",))
    try:
        template = Template(data)
        wrong = wrong_with(template, document)
    except Exception as error:  # noqa: BLE001  # whatever a person drew, her papers come out
        return _Own(None, _told(error))
    return _Own(None, _sentences(wrong)) if wrong else _Own(template)


def _told(error: Exception) -> tuple[str, ...]:
    """What kept a template from being read or filled."""
    from neiqin_xl.workbook.repack import PackageError
    from neiqin_xl.workbook.template import TemplateError

    if isinstance(error, TemplateError):
        return _sentences(error.mistakes)
    if isinstance(error, PackageError):
        return (str(error),)
    _log.warning("a template could not be used", exc_info=error)
    return ("文件的内容残缺或自相矛盾，请用 Excel 打开、另存一份",)


def wrong_with(template: Template, document: Document) -> list[Mistake]:
    """What keeps the template from being used for documents of that kind."""
    from neiqin_xl.workbook.template import Mistake

    wrong = [*template.mistakes, *template.unknown(list(document.used()))]
    needed = f"{document.required}.{TAB}"
    if document.required and needed not in template.names:
        message = f"要有一张工作表，名字写成 {{{{ {needed} }}}}，{document.about}才不会漏"
        wrong.append(Mistake("", "整份模板", "", message))
    return wrong


def _sentences(mistakes: Iterable[Mistake]) -> tuple[str, ...]:
    told = list(dict.fromkeys(map(str, mistakes)))
    return (*told[:_TOLD], f"另有 {len(told) - _TOLD} 处") if len(told) > _TOLD else tuple(told)


def _file(document: Document) -> str:
    return f"{document.word.shown}{ENDING}"
