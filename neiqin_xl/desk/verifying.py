"""Every invariant of DESIGN §8 that exists so far, checked on a workspace as it lies there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

from neiqin_xl import machine
from neiqin_xl.desk.mastering import Mastering
from neiqin_xl.desk.originals import blob_path
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.verifying_statements import issued_is_kept, numbers_run_on, statements_add_up
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.derive import derived_with, rebuild
from neiqin_xl.ledger.export import digest
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure, Posts
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.workspace import Workspace

Check = Callable[[Workspace, Ledger, Books], str]


def verify(workspace: Workspace, ledger: Ledger, books: Books) -> Json:
    """{"ok", "checks": [{"name", "ok", "message"}]}; a message says what is wrong, or what was counted."""
    checks = []
    for name, check in _CHECKS.items():
        trouble = check(workspace, ledger, books)
        checks.append({"name": name, "ok": not trouble, "message": trouble})
    return {"ok": all(one["ok"] for one in checks), "checks": checks}


def _file_is_sound(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    del workspace, books
    found = [row[0] for row in ledger.rows("PRAGMA integrity_check")]
    return "" if found == ["ok"] else f"账本文件损坏：{found[0]}。请用备份恢复。"


def _bytes_are_kept(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    del books
    bad = []
    for batch, name, sha256 in ledger.rows("SELECT batch, name, sha256 FROM arrival WHERE sha256 <> '' ORDER BY batch"):
        path = blob_path(workspace, sha256)
        if not path.is_file() or machine.sha256(path) != sha256:
            bad.append(f"批次 {batch}“{name}”")
    return f"原件的留底缺失或被改动：{_some(bad)}。" if bad else ""


def _answered_once(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    del workspace, books
    bad = ledger.rows(
        "SELECT arrival.batch FROM arrival LEFT JOIN answer ON answer.arrival = arrival.id AND answer.version = 1 "
        "WHERE arrival.state IN ('merged', 'done') GROUP BY arrival.id HAVING count(answer.arrival) <> 1"
    )
    return f"这些批次没有唯一的处理结果：{_some(bad)}。" if bad else ""


def _fates_add_up(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    del workspace, books
    bad = []
    for batch, text in ledger.rows(
        "SELECT arrival.batch, body FROM answer JOIN arrival ON arrival.id = answer.arrival WHERE version = 1"
    ):
        for sheet in json.loads(text)["sheets"]:
            rows = sheet["rows"]
            if rows["read"] != sum(rows[name] for name in ("accepted", "held", "rejected", "duplicate")):
                bad.append(f"批次 {batch} {sheet['sheet']}")
            if rows["read"] != sum(sheet.get("fates", {}).values()):
                bad.append(f"批次 {batch} {sheet['sheet']}")
    return f"读入行数与各类之和不等：{_some(bad)}。" if bad else ""


def _lines_stand_once(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    del workspace, books
    bad = ledger.rows("SELECT type, position FROM standing GROUP BY type, position HAVING count(*) > 1")
    return f"有 {len(bad)} 行重复入账。" if bad else ""


def _every_line_counts_or_waits(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    """A line of an order, shipment or return that stands is posted, unless it is cancelled or listed as waiting."""
    del workspace
    waiting = Counter((one.type, one.batch, one.sheet, one.row) for one in books.waiting())
    lost: list[str] = []
    for kind in ledger.kinds.values():
        if not kind.posts:
            continue
        uncounted = ledger.rows(
            f"SELECT standing.type, arrival.batch, paper.sheet, line.row FROM standing JOIN {line_table(kind)} AS line "
            "ON line.id = standing.line JOIN paper ON paper.id = standing.paper JOIN arrival ON "
            "arrival.id = paper.arrival "
            "LEFT JOIN posting ON posting.line = standing.line WHERE standing.type = ? AND "
            f"posting.line IS NULL AND ({_counting(kind)})",
            (kind.name,),
        )
        lost += [f"批次 {row[1]} {row[2]} 第 {row[3]} 行" for row in uncounted if not waiting[row]]
    return f"这些行既没有计入也没有列为暂挂：{_some(lost)}。" if lost else ""


def _counting(kind: SheetType) -> str:
    """The condition that a line counts by declaration, on any basis: cancelled ones and goods to be repaired do not."""
    always = [post for post in kind.posts if not post.basis]
    return " OR ".join(f"({_applies(post)})" for post in always) or "1"


def _applies(post: Posts) -> str:
    conditions = [("IN", post.only), ("NOT IN", post.unless), *(("NOT IN", one) for one in post.nor)]
    said = [
        f"coalesce(line.{one[0]}, '') {compared} ({', '.join(repr(value) for value in one[1])})"
        for compared, one in conditions
        if one is not None
    ]
    return " AND ".join(said) or "1"


def _balances_add_up(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    """Opening + movements = closing for every month, company, customer and currency, and the sum is the ledger's."""
    del workspace, ledger
    by = ("company", "currency", "customer")
    closing: Counter[tuple[str, ...]] = Counter()
    months = sorted({row[0] for row in books.sums(Measure.RECEIVABLE, by=("month",))})
    movements: dict[str, Counter[tuple[str, ...]]] = {month: Counter() for month in months}
    for *key, _, amount in books.sums(Measure.RECEIVABLE, by=(*by, "month")):
        movements[key[-1]][tuple(key[:-1])] += amount
    for month in months:
        closing.update(movements[month])
    total = {tuple(row[:-2]): row[-1] for row in books.sums(Measure.RECEIVABLE, by=by)}
    wrong = [key for key in {*total, *closing} if total.get(key, 0) != closing[key]]
    lines = sum(one.amount_fen for one in books.lines(Measure.RECEIVABLE))
    if lines != sum(total.values()):
        return "应收明细之和与各客户余额之和不等。"
    return f"有 {len(wrong)} 个客户的期初加本期不等于期末。" if wrong else ""


def _open_quantities_add_up(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    """净发 + 未发 − 超发 = 订购 − 关闭, for every order line."""
    del workspace, ledger
    bad = [
        one.order_no
        for one in books.order_lines()
        if not one.unlike and one.shipped - one.reopened + one.open - one.over != one.ordered - one.closed
    ]
    return f"这些订单的未发数量不平：{_some(bad)}。" if bad else ""


def _replay_gives_the_books(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    """Computing everything derived from the facts again changes nothing."""
    del workspace, books
    before = digest(ledger)
    with ledger.copied() as copy, copy.transaction():
        rebuild(copy, derived_with(copy))
        after = digest(copy)
    return "" if before == after else "从原始单据重新推算出来的账与现有的账不同，请联系维护人。"


def _publications_are_ours(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    del books
    missing = [
        path
        for path, sha256 in ledger.rows("SELECT path, sha256 FROM publication WHERE sha256 <> '' AND pending = ''")
        if not (workspace.root / path).exists()
    ]
    return f"这些已写出的文件不见了：{_some(missing)}。重新运行会再写出来。" if missing else ""


def _masters_show_the_books(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    """A master that is up to date and that nobody changed holds every line as the books have it."""
    mastering = Mastering(workspace, ledger, books.at_rest())
    wrong = mastering.wrong()
    return f"这些台账与账不符：{_some(wrong)}。请联系维护人。" if wrong else ""


_CHECKS: dict[str, Check] = {
    "账本文件完好": _file_is_sound,
    "每份原件都有留底": _bytes_are_kept,
    "每次放入都有且只有一份处理结果": _answered_once,
    "读入行数等于各类之和": _fates_add_up,
    "每行只入账一次": _lines_stand_once,
    "每行不是计入就是暂挂": _every_line_counts_or_waits,
    "期初加本期等于期末，合计等于应收": _balances_add_up,
    "对账单之和等于应收，也等于账龄": statements_add_up,
    "签发过的对账单都有留底": issued_is_kept,
    "对账单编号和结账月份连续": numbers_run_on,
    "未发数量平衡": _open_quantities_add_up,
    "重放历史得到同样的账": _replay_gives_the_books,
    "写出的文件都在": _publications_are_ours,
    "台账与账一致": _masters_show_the_books,
}


def _some(found: list[object] | list[str] | list[tuple[object, ...]]) -> str:
    shown = [str(one[0]) if isinstance(one, tuple) else str(one) for one in found[:5]]
    return "、".join(shown) + (f" 等 {len(found)} 处" if len(found) > 5 else "")
