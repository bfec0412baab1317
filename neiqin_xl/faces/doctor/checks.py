"""The checks of the doctor, a shelf: each looks at one thing and says how it stands and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from neiqin_xl.machine.computer import Computer
from neiqin_xl.workspace import Workspace

OLDEST_PYTHON = (3, 11)
_LONGEST_PATH, _ROOM_FOR_NAMES = 259, 120
_LEAST_MB = 500
_CLOCK_SECONDS = 120
_NO_MACROS = 4
_NEW_YEAR_KNOWN_FROM = 11  # the State Council names the next year's holidays in November


class State(Enum):
    """How a thing stands."""

    WELL = "well"
    MIND = "mind"
    BAD = "bad"


@dataclass(frozen=True)
class Told:
    """What is said of one thing: its name, how it stands, and a sentence: what is seen, and what to do about it."""

    name: str
    state: State
    text: str


@dataclass(frozen=True)
class Patient:
    """What is looked at: the computer, the workspace where there is one, whether a watcher lives, the day.

    `trouble` is why a workspace that is there cannot be opened, "" for nothing.
    """

    computer: Computer
    workspace: Workspace | None
    is_watched: bool
    today: date
    trouble: str = ""


def examined(patient: Patient) -> list[Told]:
    """Everything that can be said, in the order in which it should be put right."""
    return [told for check in CHECKS for told in check(patient)]


def _python(patient: Patient) -> Iterator[Told]:
    major, minor = patient.computer.python
    shown = f"Python {major}.{minor}（{patient.computer.interpreter}）"
    if (major, minor) < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        yield Told("Python", State.BAD, f"现在是 {shown}，太旧。请安装 Python {oldest} 或更新的，再装一次本程序。")
    elif "WindowsApps" in str(patient.computer.interpreter):
        text = (
            f"{shown} 是应用商店装的，Excel 的按钮常常启动不了它。请改用 python.org 的安装包，再运行 neiqin workbench。"
        )
        yield Told("Python", State.MIND, text)
    else:
        yield Told("Python", State.WELL, shown)


def _excel(patient: Patient) -> Iterator[Told]:
    computer = patient.computer
    if not computer.windows:
        text = "这台电脑不是 Windows，没有 Excel 的按钮；收表、出表都照常。"
        yield Told("Excel", State.MIND, text)
        return
    program = computer.program_behind("Excel.Application")
    wps = computer.program_behind("Ket.Application") or computer.program_behind("Et.Application")
    if not program:
        text = "没有找到 Excel。" + (
            "找到了 WPS：请用 neiqin workbench --mode request 做工作台，或者用不带宏的 工作台.xlsx。"
            if wps
            else "按钮用不了；把表格放进收件箱一样能办。"
        )
        yield Told("Excel", State.MIND, text)
    elif "excel.exe" not in program.lower():
        text = (
            f"别的程序要找 Excel 时，系统给的是“{program}”，多半是 WPS 占了 Excel 的登记。"
            "请在 WPS 的“配置工具 → 高级 → 兼容设置”里取消 Excel 兼容，再用 Excel 的“修复安装”；"
            "改好以前按钮请用 --mode request。"
        )
        yield Told("Excel", State.BAD, text)
    else:
        yield Told("Excel", State.WELL, program)
    if not computer.has_module("xlwings"):
        text = "没有装 xlwings，按钮只能请监视程序办。要让按钮自己办，请运行 pip install xlwings。"
        yield Told("xlwings", State.MIND, text)


def _macros(patient: Patient) -> Iterator[Told]:
    computer = patient.computer
    if not computer.windows:
        return
    if computer.macros_level() == _NO_MACROS:
        text = (
            "Excel 被设成禁用所有宏，而且不提示，按钮不会动。"
            "请在 Excel 的“选项 → 信任中心 → 宏设置”里选“禁用所有宏，并发出通知”；"
            "公司统一设的，请找网管，或者改用不带宏的 工作台.xlsx。"
        )
        yield Told("宏", State.BAD, text)
    else:
        yield Told("宏", State.WELL, "Excel 会问要不要启用宏，请选“启用内容”。")
    if patient.workspace is None:
        return
    for book in sorted(patient.workspace.root.glob("*.xlsm")):
        if computer.is_from_the_internet(book):
            text = (
                f"“{book.name}”带着“来自网络”的标记，Excel 会不声不响地禁用它的宏。"
                "请右键点它，选“属性”，勾上“解除锁定”；或者用 neiqin workbench 在这台电脑上重新做一份。"
            )
            yield Told("网络标记", State.BAD, text)


def _workspace(patient: Patient) -> Iterator[Told]:
    if patient.trouble:
        yield Told("工作区", State.BAD, patient.trouble)
        return
    if patient.workspace is None:
        text = "这里不是工作区，工作区的几项没有检查。请用 neiqin -w 工作区文件夹 doctor 再查一次。"
        yield Told("工作区", State.MIND, text)
        return
    yield Told("工作区", State.WELL, str(patient.workspace.root))
    for name, folder in (("收件箱", patient.workspace.inbox), ("输出", patient.workspace.outbox)):
        if not folder.is_dir():
            text = f"“{folder}”找不到：共享盘断开了，或者文件夹被改名、删掉。请恢复它，或运行 neiqin init 补建。"
            yield Told(name, State.BAD, text)
        elif not patient.computer.may_write(folder):
            text = f"“{folder}”写不进去。请找管理这个文件夹的人，给您开通“修改”的权限（能新建、改名、删除）。"
            yield Told(name, State.BAD, text)
        else:
            yield Told(name, State.WELL, f"“{folder}”能读能写")


def _state_folder(patient: Patient) -> Iterator[Told]:
    if patient.workspace is None:
        return
    folder = patient.workspace.state
    if patient.computer.is_on_a_share(folder):
        text = (
            f"账本放在共享盘上（“{folder}”），共享盘一断就可能坏。"
            '请把 neiqin.toml 里的 state_dir 改成这台电脑自己的文件夹，例如 "D:/内勤账本"，再把原来的内容挪过去。'
        )
        yield Told("账本的位置", State.BAD, text)
    elif folder.is_dir() and (free := patient.computer.free_mb(folder)) < _LEAST_MB:
        text = f"放账本的磁盘只剩 {free} MB，满了以后什么都存不下。请清出一些地方，至少 {_LEAST_MB} MB。"
        yield Told("账本的位置", State.BAD, text)
    else:
        yield Told("账本的位置", State.WELL, str(folder))


def _watcher(patient: Patient) -> Iterator[Told]:
    if patient.workspace is None:
        return
    if patient.is_watched:
        yield Told("监视程序", State.WELL, "在运行")
    else:
        text = "没有在运行，放进收件箱的表没有人收。请运行 neiqin watch；要开机就自动运行，用 neiqin autostart。"
        yield Told("监视程序", State.MIND, text)


def _paths(patient: Patient) -> Iterator[Told]:
    if patient.workspace is None:
        return
    room = _LONGEST_PATH - len(str(patient.workspace.outbox))
    if patient.computer.long_paths() or room >= _ROOM_FOR_NAMES:
        yield Told("路径长度", State.WELL, "够用")
    else:
        text = (
            f"工作区的路径太长，留给文件名的只有 {room} 个字，名字长的客户的文件会存不下。"
            "请把工作区挪到浅一点的地方，例如 D:/内勤。"
        )
        yield Told("路径长度", State.MIND, text)


def _names(patient: Patient) -> Iterator[Told]:
    """Macros write names of files in the computer's code page."""
    if patient.workspace is None or not patient.computer.windows:
        return
    try:
        str(patient.workspace.inbox).encode(patient.computer.code_page())
    except (UnicodeEncodeError, LookupError):
        text = (
            f"工作区的路径里有这台电脑的宏认不得的字（“{patient.workspace.inbox}”），请监视程序办的按钮会写不进去。"
            "请把工作区的文件夹改成英文字母或常用汉字。"
        )
        yield Told("路径里的字", State.BAD, text)


def _fonts(patient: Patient) -> Iterator[Told]:
    found = patient.computer.fonts()
    if found:
        yield Told("字体", State.WELL, "、".join(found))
    else:
        text = "没有找到微软雅黑和宋体，打印出来的字会换样、会挤。请安装中文字体。"
        yield Told("字体", State.MIND, text)


def _holidays(patient: Patient) -> Iterator[Told]:
    from neiqin_xl.dates import knows_holidays_of

    year = patient.today.year
    wanted = [year, year + 1] if patient.today.month > _NEW_YEAR_KNOWN_FROM else [year]
    missing = [str(one) for one in wanted if not knows_holidays_of(one)]
    if missing:
        text = (
            f"还不知道 {'、'.join(missing)} 年哪些天放假、哪些周末上班，先按周一到周五算，到期日可能差几天。"
            "请运行 pip install -U chinesecalendar。"
        )
        yield Told("节假日", State.MIND, text)
    else:
        yield Told("节假日", State.WELL, f"知道 {'、'.join(map(str, wanted))} 年的")


def _clock(patient: Patient) -> Iterator[Told]:
    if patient.workspace is None or not patient.workspace.inbox.is_dir():
        return
    ahead = patient.computer.clock_ahead_seconds(patient.workspace.inbox)
    if abs(ahead) > _CLOCK_SECONDS:
        way = "快" if ahead > 0 else "慢"
        text = (
            f"这台电脑的钟比放收件箱的那台{way}了 {round(abs(ahead) / 60)} 分钟，日期会记错，按钮的请求会被当成过期。"
            "请在两台电脑上都打开“自动设置时间”。"
        )
        yield Told("时钟", State.BAD, text)
    else:
        yield Told("时钟", State.WELL, f"今天是 {patient.today:%Y-%m-%d}")


def _pdf(patient: Patient) -> Iterator[Told]:
    computer = patient.computer
    ways = [name for name in ("Excel.Application", "Ket.Application") if computer.program_behind(name)]
    if ways or computer.office_suite():
        yield Told("PDF", State.WELL, "有能出 PDF 的程序")
    else:
        text = "没有找到 Excel、WPS 或 LibreOffice，对账单只出 Excel 文件，不出 PDF。要 PDF，请装其中一个。"
        yield Told("PDF", State.MIND, text)


CHECKS: tuple[Callable[[Patient], Iterator[Told]], ...] = (
    _python,
    _excel,
    _macros,
    _workspace,
    _state_folder,
    _watcher,
    _paths,
    _names,
    _fonts,
    _holidays,
    _clock,
    _pdf,
)
"""In the order in which they are told."""


def opened_at(path: Path) -> tuple[Workspace | None, str]:
    """The workspace at that folder, None where there is none; and why one that is there cannot be opened."""
    from neiqin_xl.workspace import SETTINGS_FILE, WorkspaceError, open_workspace

    try:
        return open_workspace(path), ""
    except (WorkspaceError, ValueError) as error:
        return None, str(error) if (path / SETTINGS_FILE).exists() else ""
