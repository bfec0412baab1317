"""What can be asked for from the workbench: the buttons in their order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """A button: the name by which requests call it, its macro, its caption, and a sentence for the screen tip.

    `live` is whether it needs the open workbook, which only Python beside Excel can see. `asks` is the question that
    is put before anything is done, "" for none. `sheet` is the sheet that bears the button.
    """

    name: str
    macro: str
    caption: str
    about: str
    live: bool = False
    asks: str = ""
    sheet: str = "工作台"


QUERY_SHEET = "查询"
ACTIONS = (
    Action("take_in", "NeiqinTakeIn", "立即处理收件箱", "把收件箱里的表格现在就收进来，不等监视程序的下一次"),
    Action("check_sheet", "NeiqinCheckSheet", "检查当前表", "检查另一个打开着的表，在表上标出问题，不入账", live=True),
    Action("submit_sheet", "NeiqinSubmitSheet", "提交当前表", "把另一个打开着的表存一份放进收件箱并入账", live=True),
    Action("statement", "NeiqinStatement", "生成对账单", "做账期和客户两格里写的对账单草稿；客户空着就做全部"),
    Action("pdf", "NeiqinPdf", "导出PDF", "给这个账期的对账单各做一份 PDF"),
    Action("sign_off", "NeiqinSignOff", "登记回签", "打开对账登记，填发出、回签、异议的日期"),
    Action("claim", "NeiqinClaim", "认领回款", "打开认领与核销的登记表，填哪笔钱是谁的、核销哪些单"),
    Action("reconcile", "NeiqinReconcile", "与客户对账", "拿另一个打开着的客户对账单和我们的账逐行对", live=True),
    Action("delivery_note", "NeiqinDeliveryNote", "打印送货单", "做账期里那几天的送货单，空着就是今天，一式几联"),
    Action("summary", "NeiqinSummary", "生成汇总表", "做账期那一格里写的销售汇总"),
    Action(
        "undo",
        "NeiqinUndo",
        "撤销上一批",
        "撤销最近收进来的一份文件",
        asks="撤销最近收进来的一批吗？撤销以后可以再放一次。",
    ),
    Action("refresh", "NeiqinRefresh", "刷新状态", "看收件箱里等着几份、有几行暂挂，今日待办换成最新的"),
    Action("query", "NeiqinQuery", "查询", "按上面写的客户、账期和内容列出来", live=True, sheet=QUERY_SHEET),
)
"""Every button, in the order in which they are read."""


def action_called(name: str) -> Action | None:
    """The action of that name; None where there is none."""
    return next((one for one in ACTIONS if one.name == name), None)
