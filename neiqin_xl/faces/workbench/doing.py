"""What a button does: an action, a period and a customer → what the desk did, in a sentence and files to open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from neiqin_xl import words
from neiqin_xl.faces.telling import told_intake, told_pdf, told_pending, told_refused, told_set_aside
from neiqin_xl.faces.workbench.choices import customer_meant, period_meant
from neiqin_xl.failures import sentence_for
from neiqin_xl.workspace import WorkspaceError

if TYPE_CHECKING:
    from neiqin_xl.desk import Desk

_MOST_FILES, _MOST_LINES = 8, 12


@dataclass(frozen=True)
class Asked:
    """What stood in the cells of the workbench: the period and the customer as they were typed, "" for none."""

    period: str = ""
    customer: str = ""


@dataclass(frozen=True)
class Done:
    """What the clerk is told, and the files that she may open, as full paths."""

    text: str
    files: tuple[str, ...] = ()
    well: bool = True


DONE_BEFORE = Done("这一次已经办过了，没有再办。结果在“输出”里。", well=False)


def failed(error: Exception) -> Done:
    """What is told of an error that ended a press before it was done, and is in the log."""
    said = sentence_for(error) or "程序出错了；详情在日志里，请告诉维护人。"
    return Done(f"没有办成，{said}", well=False)


def do(desk: Desk, action: str, asked: Asked) -> Done:
    """Do what the button of that name asks for; what goes wrong is told in the answer, never raised.

    Buttons that need the open workbook are none of these: see buttons.py.
    """
    doing = _DOING.get(action)
    if doing is None:
        return Done(f"没有“{action}”这个按钮可做的事。这个工作台可能比程序新，请找维护人重新做一份。", well=False)
    try:
        return doing(desk, Asked(period_meant(asked.period, desk.today), asked.customer.strip()))
    except (WorkspaceError, ValueError) as error:
        return Done(str(error), well=False)


def states_of(desk: Desk) -> tuple[str, ...]:
    """How things stand, in the order in which the workbench lists it."""
    status = desk.status()
    last = status["last"]
    return (
        "在运行" if desk.is_served() else "没有在运行；放进收件箱的表要等它，或者按“立即处理收件箱”",
        f"{status['inbox']} 个文件",
        f"{status['held']} 行" if status["held"] else "没有",
        f"批次 {last['batch']}  {last['arrived']}  {last['file']}：{last['message']}" if last else "还没有",
    )


def taken(desk: Desk, result: Mapping[str, Any]) -> Done:
    """What became of files that were taken in, with their replies."""
    replies = paths_of(desk, [one["reply"] for one in result["files"] if one.get("reply")])
    lines = list(told_intake(result))
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"……还有 {len(lines) - _MOST_LINES + 1} 条，请看处理结果。"]
    return Done("\n".join(lines), replies)


def paths_of(desk: Desk, named: Iterable[str]) -> tuple[str, ...]:
    """Full paths of the first few of these files, which are named from the workspace on."""
    return tuple(str(desk.workspace.root / one) for one in named)[:_MOST_FILES]


def _take_in(desk: Desk, _asked: Asked) -> Done:
    return taken(desk, desk.take_in())


def _statement(desk: Desk, asked: Asked) -> Done:
    result = desk.statement(asked.period or "本月", customer=_customer(desk, asked))
    return _written(desk, result, f"{result['period']} 的对账单草稿", "这个账期没有往来，也没有余额")


def _summary(desk: Desk, asked: Asked) -> Done:
    result = desk.report("sales", asked.period or None)
    return _written(desk, result, f"{result['period']} 的销售汇总", "这个账期没有发生")


def _pdf(desk: Desk, asked: Asked) -> Done:
    result = desk.statement(asked.period or "本月", customer=_customer(desk, asked), pdf=True)
    made = list(result["pdf"])
    if not made:
        missing = (
            result["pdf_message"] or f"{result['period']} 的 PDF 没有新的要出：对账单没有变，或者这个账期没有往来。"
        )
        return Done("\n".join([missing, *_troubles(result)]), well=not result["pdf_message"])
    lines = [f"{result['period']} 的对账单：{'；'.join(told_pdf(result))}", *_troubles(result)]
    return Done("\n".join(lines), paths_of(desk, made))


def _sign_off(desk: Desk, asked: Asked) -> Done:
    result = desk.report("register", asked.period or desk.today.strftime("%Y-%m"))
    found = desk.workspace.statements.rglob(f"{words.REGISTER}*.xlsx")
    registers = sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)
    if not registers:
        return Done("还没有签发过的对账单，没有可登记的。请先签发（neiqin issue），再来登记。")
    text = f"打开下面的{words.REGISTER}，填好发出、回签、有异议的日期，存盘，再放进收件箱。"
    return Done("\n".join([text, *_troubles(result)]), tuple(map(str, registers[:_MOST_FILES])))


def _claim(desk: Desk, asked: Asked) -> Done:
    result = desk.report(words.ALLOCATIONS.key, asked.period or desk.today.strftime("%Y-%m"))
    lists = sorted(desk.workspace.reports.glob(f"{words.ALLOCATIONS}_*.xlsx"), key=lambda one: one.stat().st_mtime)
    if not lists:
        return Done("还没有回款，没有可认领、可核销的。")
    text = f"打开下面的{words.ALLOCATIONS}，在黄色的格子里填是哪个客户、核销哪些单，存盘，再放进收件箱。"
    return Done("\n".join([text, *_troubles(result)]), tuple(map(str, lists[-1:])))


def _delivery_note(desk: Desk, asked: Asked) -> Done:
    result = desk.slips(period=asked.period or None)
    return _written(desk, result, f"{result['period']} 的送货单", "这天没有发货；要打印别的日子，请在账期里写那一天")


def _undo(desk: Desk, _asked: Asked) -> Done:
    result = desk.undo()
    return Done("\n".join([result["message"], *_troubles(result)]), well=bool(result["undone"]))


def _refresh(desk: Desk, _asked: Asked) -> Done:
    status = desk.status()
    held = f"{status['held']} 行没有入账，在等着改或等着答复" if status["held"] else "没有暂挂的行"
    said = f"收件箱里等着 {status['inbox']} 个文件；{held}。"
    try:
        troubles = _troubles(desk.report(words.TO_DO.key))
    except WorkspaceError as busy:  # how things stand is told all the same
        troubles = [f"{words.TO_DO}没有更新：{busy}"]
    listed = desk.workspace.list_of_day
    return Done("\n".join([said, *troubles]), (str(listed),) if listed.exists() else ())


def _written(desk: Desk, result: Mapping[str, Any], what: str, why_none: str) -> Done:
    """What was written; where nothing was, that it is as it was before, or else `why_none`."""
    written, troubles = list(result["written"]), _troubles(result)
    if written:
        said = f"{what}做好了，写了 {len(written)} 个文件。"
    else:
        said = f"{what}没有写出来。" if troubles else f"{what}没有新的要写：和上次一样，或者{why_none}。"
    return Done("\n".join([said, *troubles]), paths_of(desk, written), well=not troubles)


def _troubles(result: Mapping[str, Any]) -> list[str]:
    """What could not be written, and what a person had changed."""
    return [
        *told_refused(result.get("refused", ())),
        *told_pending(result.get("pending", ())),
        *told_set_aside(result.get("set_aside", ())),
    ]


def _customer(desk: Desk, asked: Asked) -> str | None:
    return customer_meant(desk.books, asked.customer) or None


_DOING: Mapping[str, Callable[[Desk, Asked], Done]] = {
    "take_in": _take_in,
    "statement": _statement,
    "pdf": _pdf,
    "sign_off": _sign_off,
    "claim": _claim,
    "delivery_note": _delivery_note,
    "summary": _summary,
    "undo": _undo,
    "refresh": _refresh,
}
