"""What the buttons of the workbench call through xlwings' RunPython: a thin face of the desk.

Nothing is ever raised to Excel. Where the workbook cannot even be found the process ends with `UNREACHED`, so that the
macro goes the way through the watcher; from then on it ends with 0, and whatever went wrong stands in the workbook.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from neiqin_xl import machine
from neiqin_xl.faces.excel import ExcelBusy, NoBook, current_book
from neiqin_xl.faces.workbench.bench import Bench, SheetGone
from neiqin_xl.faces.workbench.choices import choices_of
from neiqin_xl.faces.workbench.copying import TooLarge
from neiqin_xl.faces.workbench.doing import DONE_BEFORE, Asked, Done, do, failed, states_of
from neiqin_xl.faces.workbench.live import LIVE
from neiqin_xl.faces.workbench.requests import begin
from neiqin_xl.logs import start_log
from neiqin_xl.workspace import WorkspaceError

if TYPE_CHECKING:
    from neiqin_xl.desk import Desk

UNREACHED = 3
_REFRESH = "refresh"

log = logging.getLogger(__name__)


def pressed(action: str) -> None:
    """The button of that action was pressed."""
    # Until the workspace is known, whose own log is written from then on.
    start_log(machine.user_state_folder() / "logs")
    try:
        bench = Bench(current_book())
        settings = bench.settings
    except (NoBook, ExcelBusy):
        log.exception("the workbook of a button cannot be reached")
        sys.exit(UNREACHED)
    except Exception:
        log.exception("the workbook of a button cannot be read")
        sys.exit(UNREACHED)
    try:
        bench.progress("正在办，请稍候……")
        done = _done(bench, action, settings.get("WORKSPACE", ""))
    except ExcelBusy as busy:
        log.warning("Excel stayed busy: %s", busy)
        _try_to_say(bench, str(busy))
    except Exception as error:
        log.exception("a button failed")
        _try_to_say(bench, failed(error).text)
    else:
        _show(bench, done)
    finally:
        bench.progress(None)


def _show(bench: Bench, done: Done) -> None:
    """Show what was done; in a window where its cells cannot be written, since it is done all the same."""
    try:
        bench.show(done)
    except Exception:
        log.exception("an answer cannot be shown in the workbook")
    else:
        if done.well:
            return
    _try_to_say(bench, done.text)


def _done(bench: Bench, action: str, workspace: str) -> Done:
    from neiqin_xl.desk import Desk

    if not workspace:
        return Done("这份工作台里没有写工作区在哪里，请运行 neiqin workbench 重新做一份。", well=False)
    try:
        desk = Desk(workspace)
    except WorkspaceError as error:
        return Done(str(error), well=False)
    with desk:
        desk.log.info("button %s", action)
        number = bench.settings.get("NUMBER", "")
        if number and not begin(desk.workspace, number, action):
            return DONE_BEFORE
        done = _told(bench, desk, action)
        desk.show_status()
        return done


def _told(bench: Bench, desk: Desk, action: str) -> Done:
    live = LIVE.get(action)
    try:
        if live is not None:
            return live(bench, desk)
        settings = bench.settings
        done = do(desk, action, Asked(settings.get("PERIOD_NOW", ""), settings.get("CUSTOMER_NOW", "")))
        if action == _REFRESH:
            bench.show_states(states_of(desk))
            bench.offer(choices_of(desk.books))
    except ExcelBusy:
        raise
    except (WorkspaceError, ValueError, TooLarge, SheetGone) as error:
        return Done(str(error), well=False)
    except Exception as error:
        desk.log.exception("button %s failed", action)
        return failed(error)
    return done


def _try_to_say(bench: Bench, text: str) -> None:
    try:
        bench.book.app.alert(text, title="内勤工作台", mode="info")
    except Exception:
        log.exception("nothing can be said in Excel")
