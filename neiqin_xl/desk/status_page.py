"""What 状态.html says of a workspace: counts, names of files and their fates; of persons and customers nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from neiqin_xl import machine, words
from neiqin_xl.desk.overview import batches
from neiqin_xl.desk.releases_told import refusals
from neiqin_xl.desk.results import HELD, PARTLY, REJECTED, WHY_HELD, Json
from neiqin_xl.ledger.hand_edits import hand_edits
from neiqin_xl.ledger.publications import last_published
from neiqin_xl.ledger.stale import stale_days, stale_masters
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.publish.status_page import BAD, GOOD, WAIT, Drop, Part, StatusPage, Tile, shown, status_page
from neiqin_xl.workspace import Workspace

LOOKED_MINUTES = 5
"""A watcher's last look is told to so many minutes: the page is not written again for each of its looks."""

_DROPS = 12
_LOOKS = {
    words.ENTERED.shown: GOOD,
    words.COMPARED.shown: GOOD,
    words.SEEN_BEFORE.shown: GOOD,
    words.TO_CORRECT.shown: WAIT,
    words.TO_ANSWER.shown: WAIT,
    words.NOT_TAKEN.shown: BAD,
}


def write_status_page(
    workspace: Workspace, ledger: Ledger, status: Json, now: datetime, looked: datetime | None
) -> None:
    """Put the page into the outbox, whole or not at all, unless what lies there says the same already.

    `status` is what `overview.status` gathers, `looked` when a watcher last looked.
    """
    path = workspace.status_page
    page = page_of(workspace, ledger, status, now, looked)
    if _said_in(path) != page:
        machine.write_atomically(path, page)


def _said_in(path: Path) -> bytes | None:
    try:
        return machine.open_shared(path)
    except FileNotFoundError:
        return None


def page_of(workspace: Workspace, ledger: Ledger, status: Json, now: datetime, looked: datetime | None) -> bytes:
    """The page as bytes."""
    newest = batches(ledger, _DROPS)
    failed = list(_failed(workspace, status))
    return status_page(
        StatusPage(
            office=shown(workspace.settings.company or workspace.root.name),
            written=_written(newest, looked),
            tiles=tuple(_tiles(ledger, status, now, looked, len(failed))),
            drops=tuple(map(_drop, newest)),
            parts=(
                Part("没有入账，等着改、等着答的", tuple(_waiting(status)), "没有。收到的都入账了。"),
                Part("没有办成的", failed, "没有。"),
                Part("输出是不是最新", tuple(_late(workspace, ledger, now)), "台账和报表都是最新的。"),
            ),
        )
    )


def _written(newest: list[Json], looked: datetime | None) -> str:
    last = f"最近一批 {newest[0]['arrived'][:16]}。" if newest else ""
    if looked is None:
        return f"{last}监视程序没有在运行：放进收件箱的表，要等它开了，或者有人运行 neiqin run 才会收。"
    return f"{last}监视程序每 {LOOKED_MINUTES} 分钟更新一次这一页；“最近查看”比现在早 15 分钟以上，就是它停了。"


def _tiles(ledger: Ledger, status: Json, now: datetime, looked: datetime | None, failed: int) -> Iterator[Tile]:
    if looked is None:
        yield Tile("监视程序", "没有在运行", "要自动收表，请维护的人打开它", WAIT)
    else:
        minute = looked.minute - looked.minute % LOOKED_MINUTES
        yield Tile("监视程序", "在运行", f"最近查看 {looked.replace(minute=minute):%m-%d %H:%M}", GOOD)
    inbox, held = status["inbox"], status["held"]
    yield Tile("收件箱里等着", f"{inbox} 个文件", "", WAIT if inbox else GOOD)
    yield Tile("没有入账", f"{held} 行", "等着改或等着答" if held else "", WAIT if held else GOOD)
    counted: dict[str, int] = dict(
        ledger.rows(
            "SELECT verdict, count(*) FROM arrival WHERE batch IS NOT NULL AND arrived_at >= ? GROUP BY verdict",
            (now.date().isoformat(),),
        )
    )
    to_do, refused = counted.get(PARTLY, 0) + counted.get(HELD, 0), counted.get(REJECTED, 0)
    more = f"其中要改、要答 {to_do}，未受理 {refused}" if to_do or refused else ""
    yield Tile("今天收了", f"{sum(counted.values())} 份", more, WAIT if to_do or refused else GOOD)
    yield Tile("没有办成", f"{failed} 件", "列在下面" if failed else "", BAD if failed else GOOD)


def _drop(batch: Json) -> Drop:
    fate = "已撤销" if batch["undone"] else batch["fate"]
    return Drop(
        at=batch["arrived"][5:16],
        office=shown(batch["office"]),
        file=shown(batch["file"]),
        fate=fate,
        accepted=batch["accepted"],
        held=batch["held"],
        look=_LOOKS.get(fate, WAIT),
    )


def _waiting(status: Json) -> Iterator[str]:
    kinds = {word.key: word.shown for word in words.PAPERS}
    for one in status["held_by"]:
        why = WHY_HELD.get(one["state"], "")
        yield f"{kinds.get(one['type'], one['type'])} {one['lines']} 行：{why}"


def _failed(workspace: Workspace, status: Json) -> Iterator[str]:
    for one in status["pending"]:
        yield shown(f"“{one['path']}”没能更新：{one['reason']}")
    for one in status["templates"]:
        yield f"模板“{shown(one['file'])}”有错，没有用；见{words.OUTBOX_SHORTCUT}里的“{words.TEMPLATE_FAULTS}.txt”"
    refused = refusals(workspace)
    if refused:
        yield f"有 {len(refused)} 份给客户的单子不能发出；见{words.OUTBOX_SHORTCUT}里的“{words.NOT_RELEASED}.txt”"


def _late(workspace: Workspace, ledger: Ledger, now: datetime) -> Iterator[str]:
    """What is not up to date, or waits to be looked at; nothing where all is."""
    kinds = ledger.kinds
    masters = [kinds[name].master.shown for name in stale_masters(ledger) if name in kinds]
    if masters:
        yield f"还没有更新的台账：{'、'.join(masters)}"
    days = stale_days(ledger)
    if days:
        yield f"报表还差 {len(days)} 天的变动没有更新"
    listed = last_published(ledger, workspace.list_of_day.relative_to(workspace.root).as_posix())
    if listed is not None and listed.at[:10] < now.date().isoformat():
        yield f"“{words.TO_DO}”还是 {listed.at[5:10]} 的"
    edits = hand_edits(ledger)
    if edits:
        yield f"有 {len(edits)} 份改过的表另存在旁边，内容还没有入账，列在“{words.TO_DO}”里"
