"""A clerk's day through Desk: drop files, open what comes out."""

from __future__ import annotations

import errno
import os
import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from clocks import Clock

from neiqin_xl import Desk, machine
from neiqin_xl.desk import WorkspaceBusy, WorkspaceError, check_files, requests
from neiqin_xl.ledger import arrivals
from neiqin_xl.machine import WorkspaceLock
from neiqin_xl.model.posting import Measure

pytestmark = pytest.mark.usefixtures("reading_here")

ORDERS = [
    ["订单号", "下单日期", "客户名称", "产品编码", "产品名称", "单位", "数量", "含税单价", "金额"],
    ["D1", date(2026, 11, 3), "华新五金", "0017", "螺栓 M8", "件", 100, 2.5, 250],
    ["D1", date(2026, 11, 3), "华新五金", "0018", "螺栓 M10", "件", 40, 3, 120],
    ["D2", date(2026, 11, 4), "大同机电", "0017", "螺栓 M8", "件", 8, 2.5, 20],
]


@pytest.fixture
def clock():
    return Clock(datetime(2026, 11, 21, 14, 32))


@pytest.fixture
def desk(tmp_path, clock):
    with Desk.create(tmp_path / "工作区") as made:
        made._now = clock
        yield made


def book(path: Path, rows) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as workbook:
        sheet, dated = workbook.add_worksheet(), workbook.add_format({"num_format": "yyyy-mm-dd"})
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(i, j, datetime(value.year, value.month, value.day), dated)
                else:
                    sheet.write(i, j, value)
    return path


def csv(path: Path, rows, encoding="utf-8-sig") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [",".join(value.isoformat() if isinstance(value, date) else str(value) for value in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def replies(desk):
    return sorted(path.name for path in desk.workspace.replies.rglob("*.xlsx"))


def test_a_sheet_whose_rows_are_all_left_out_is_answered_with_the_reason(desk):
    rows = [["交易日期", "对方户名", "支出金额", "余额"], [date(2026, 11, 5), "城关供电所", 300, 5]]
    book(desk.workspace.inbox / "流水.xlsx", rows)
    (file,) = desk.take_in()["files"]
    assert (file["verdict"], file["rows"]["skipped"]) == ("ignored", 1)
    assert "1 行是付出去的钱" in file["message"]
    assert "空表" not in file["message"]


def test_a_dropped_sheet_is_booked_answered_and_filed(desk):
    book(desk.workspace.inbox / "昆明办" / "订单1105.xlsx", ORDERS)
    result = desk.take_in()
    (file,) = result["files"]
    assert file["verdict"] == "accepted"
    assert file["rows"] == {
        "read": 3,
        "accepted": 3,
        "held": 0,
        "rejected": 0,
        "duplicate": 0,
        "totals": 0,
        "skipped": 0,
    }
    assert file["documents"] == 2
    assert file["reply"] == "outbox/处理结果/昆明办/1121-1432_已入账_订单1105.xlsx"
    assert (desk.workspace.root / file["reply"]).is_file()
    assert [path.name for path in desk.workspace.done.rglob("*.xlsx")] == ["00001_订单1105.xlsx"]
    assert desk.dropped() == []
    assert "outbox/台账/订单台账.xlsx" in result["published"]


def test_the_master_keeps_codes_as_text_and_dates_as_dates(desk):
    book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    desk.take_in()
    sheet = openpyxl.load_workbook(desk.workspace.masters / "订单台账.xlsx")["2026年"]
    header = [cell.value for cell in sheet[1]]
    first = dict(zip(header, [cell.value for cell in sheet[2]], strict=True))
    assert first["产品编码"] == "0017"
    assert first["订单日期"] == datetime(2026, 11, 3)
    assert (first["订购数量"], first["含税单价"], first["价税合计"]) == (100, 2.5, 250)
    assert (first["来源文件"], first["来源行"], first["批次"]) == ("订单.xlsx", 2, 1)


def test_the_same_file_again_is_a_duplicate_with_an_answer_of_its_own(desk, clock):
    path = book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    data = path.read_bytes()
    desk.take_in()
    clock.now += timedelta(minutes=3)
    (desk.workspace.inbox / "改了名.xlsx").write_bytes(data)
    (file,) = desk.take_in()["files"]
    assert (file["verdict"], file["rows"]["duplicate"]) == ("duplicate", 3)
    assert "批次 1" in file["message"]
    assert replies(desk) == ["1121-1432_已入账_订单.xlsx", "1121-1435_重复_改了名.xlsx"]


def test_the_same_data_in_other_formats_styles_and_column_orders_is_stored_once(desk):
    turned = [[row[n] for n in (6, 2, 0, 1, 4, 3, 5, 8, 7)] for row in ORDERS]
    slashed = [
        [f"{value.year}/{value.month}/{value.day}" if isinstance(value, date) else value for value in row]
        for row in ORDERS
    ]
    book(desk.workspace.inbox / "a.xlsx", ORDERS)
    csv(desk.workspace.inbox / "b.csv", turned)
    csv(desk.workspace.inbox / "c.csv", slashed, "gb18030")
    verdicts = [file["verdict"] for file in desk.take_in()["files"]]
    assert sorted(verdicts) == ["accepted", "duplicate", "duplicate"]
    assert desk.books.sums(Measure.ORDERED) == [(1480000, 39000)]


def test_new_papers_are_noted_together_and_the_others_each(desk, clock):
    book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    desk.take_in()
    clock.now += timedelta(minutes=3)
    corrected = [list(row) for row in ORDERS]
    corrected[3][6:] = [9, 2.5, 22.5]
    book(desk.workspace.inbox / "订单更正.xlsx", corrected)
    desk.take_in()
    noted = desk.ledger.rows("SELECT arrival, paper, fate, lines FROM event ORDER BY id")
    assert noted == [(1, None, "new", 3), (2, 3, "unchanged", 2), (2, 4, "corrected", 1)]


def test_a_bad_line_holds_its_order_and_the_answer_says_which_cell(desk):
    rows = [list(row) for row in ORDERS]
    rows[2][6] = "十箱"
    book(desk.workspace.inbox / "订单.xlsx", rows)
    (file,) = desk.take_in()["files"]
    assert (file["verdict"], file["rows"]["accepted"], file["rows"]["held"]) == ("partly", 1, 2)
    assert any(one["cell"] == "G3" and "十箱" in one["message"] for one in file["findings"])
    assert replies(desk) == ["1121-1432_要改_订单.xlsx", "1121-1432_要改_订单_标记.xlsx"]


def test_the_answer_shows_what_stood_in_a_bad_cell_and_nothing_where_nothing_stood(desk):
    rows = [list(row) for row in ORDERS]
    rows[2][6] = "十箱"
    rows[1][ORDERS[0].index("客户名称")] = None
    book(desk.workspace.inbox / "订单.xlsx", rows)
    (file,) = desk.take_in()["files"]
    shown = {}
    for sheet in openpyxl.load_workbook(desk.workspace.root / file["reply"]).worksheets:
        cells = list(sheet.iter_rows(values_only=True))
        for number, head in enumerate(cells):
            if "现值" in head:
                cell, value = head.index("单元格"), head.index("现值")
                shown |= {line[cell]: line[value] for line in cells[number + 1 :] if line[cell]}
    assert shown["G3"] == "十箱"
    assert {value for place, value in shown.items() if place != "G3"} == {None}


@pytest.mark.thorough
def test_a_file_with_very_many_errors_tells_the_first_of_them_and_counts_all(desk):
    bad = [["D3", date(2026, 11, 3), "华新五金", "0017", "螺栓 M8", "件", f"十箱{n}", 2.5, None] for n in range(600)]
    book(desk.workspace.inbox / "订单.xlsx", [ORDERS[0], *bad])
    (file,) = desk.take_in(publish=False)["files"]
    assert (file["errors"], len(file["findings"])) == (600, 500)


def test_a_file_that_is_no_table_is_answered_and_stops_nobody(desk):
    (desk.workspace.inbox / "照片.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    verdicts = {file["file"]: file["verdict"] for file in desk.take_in()["files"]}
    assert verdicts == {"照片.xlsx": "rejected", "订单.xlsx": "accepted"}
    assert "1121-1432_未受理_照片.xlsx" in replies(desk)


def test_an_undone_batch_can_come_again(desk):
    path = book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    data = path.read_bytes()
    desk.take_in()
    assert desk.undo()["undone"]
    assert desk.books.line_counts() == {}
    (desk.workspace.inbox / "订单.xlsx").write_bytes(data)
    assert desk.take_in()["files"][0]["verdict"] == "accepted"


def test_undo_is_refused_while_a_later_batch_rests_on_it(desk):
    book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    desk.take_in()
    rows = [list(row) for row in ORDERS]
    rows[1][6], rows[1][8] = 120, 300
    book(desk.workspace.inbox / "订单更正.xlsx", rows)
    desk.take_in()
    refused = desk.undo(1)
    assert not refused["undone"]
    assert "订单更正.xlsx" in refused["message"]
    assert desk.undo(2)["undone"]
    assert desk.undo(1)["undone"]


NUMBER_ONE = "送货单号,发货日期,客户名称,品名,单位,数量,含税单价\n1,2026-11-03,竹筏超市,螺栓,件,10,2\n"
NUMBER_ONE_OF_ANOTHER = NUMBER_ONE.replace("竹筏超市,螺栓", "雾凇机电,螺母")


def drop_text(desk, name, text):
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8")
    (file,) = desk.take_in(publish=False)["files"]
    return file


def shipped(desk):
    return [*desk.frame("shipment")["发货数量"]]


def test_undo_is_not_refused_for_a_correction_of_another_customers_paper_of_that_number(desk):
    drop_text(desk, "竹筏.csv", NUMBER_ONE)
    drop_text(desk, "雾凇.csv", NUMBER_ONE_OF_ANOTHER)
    drop_text(desk, "雾凇改.csv", NUMBER_ONE_OF_ANOTHER.replace(",10,", ",12,"))
    undone = desk.undo(1)
    assert undone["undone"]
    assert [*desk.frame("shipment")["客户名称"]] == ["雾凇机电"]
    assert shipped(desk) == [12]
    refused = desk.undo(2)
    assert not refused["undone"]
    assert "雾凇改.csv" in refused["message"]
    assert desk.verify()["ok"]


def test_undo_of_one_of_two_corrections_is_refused_while_the_later_one_stands(desk):
    drop_text(desk, "一.csv", NUMBER_ONE)
    drop_text(desk, "二.csv", NUMBER_ONE.replace(",10,", ",11,"))
    drop_text(desk, "三.csv", NUMBER_ONE.replace(",10,", ",12,"))
    assert [desk.undo(batch)["undone"] for batch in (1, 2, 3, 2, 1)] == [False, False, True, True, True]


def test_undo_of_a_list_that_said_nothing_new_is_not_refused_for_a_correction_after_it(desk):
    drop_text(desk, "一.csv", NUMBER_ONE)
    drop_text(desk, "又.csv", f"{NUMBER_ONE}2,2026-11-04,竹筏超市,螺栓,件,4,2\n")
    drop_text(desk, "三.csv", NUMBER_ONE.replace(",10,", ",12,"))
    assert shipped(desk) == [12, 4]
    assert desk.undo(2)["undone"]
    assert shipped(desk) == [12]
    assert desk.verify()["ok"]


def test_a_master_that_somebody_changed_is_set_aside_and_never_overwritten(desk):
    book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    desk.take_in()
    master = desk.workspace.masters / "订单台账.xlsx"
    changed = openpyxl.load_workbook(master)
    changed["2026年"]["A1"] = "王敏改的"
    changed.save(master)
    hers = master.read_bytes()
    csv(
        desk.workspace.inbox / "新订单.csv",
        [ORDERS[0], ["D9", date(2026, 11, 9), "华新五金", "0017", "螺栓 M8", "件", 1, 2.5, 2.5]],
    )
    result = desk.take_in()
    (aside,) = result["set_aside"]
    assert (desk.workspace.root / aside["path"]).read_bytes() == hers
    assert openpyxl.load_workbook(master)["2026年"].max_row == 5


def test_a_master_that_is_open_waits_and_comes_later(desk, monkeypatch):
    from neiqin_xl import machine

    book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    desk.take_in()
    master = desk.workspace.masters / "订单台账.xlsx"
    before = master.read_bytes()
    real = machine.move

    def locked(source, target):
        if Path(source) == master:
            error = PermissionError(13, "in use")
            error.winerror = 32
            raise error
        real(source, target)

    csv(
        desk.workspace.inbox / "新订单.csv",
        [ORDERS[0], ["D9", date(2026, 11, 9), "华新五金", "0017", "螺栓 M8", "件", 1, 2.5, 2.5]],
    )
    with monkeypatch.context() as patch:
        patch.setattr(machine, "move", locked)
        result = desk.take_in()
    assert [one["path"] for one in result["pending"]] == ["outbox/台账/订单台账.xlsx"]
    assert master.read_bytes() == before
    assert [one["path"] for one in desk.status()["pending"]] == ["outbox/台账/订单台账.xlsx"]
    assert "outbox/台账/订单台账.xlsx" in desk.publish()["published"]
    assert desk.status()["pending"] == []


def test_originals_whose_folder_cannot_be_made_are_filed_by_the_next_run(desk, monkeypatch):
    for name in ("甲.xlsx", "乙.xlsx"):
        book(desk.workspace.inbox / name, [ORDERS[0], [f"D-{name}", *ORDERS[1][1:]]])
    real = Path.mkdir

    def held(path, *args, **how):
        if desk.workspace.done in path.parents:
            raise PermissionError(13, "held")
        real(path, *args, **how)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", held)
        assert [one["verdict"] for one in desk.take_in()["files"]] == ["accepted", "accepted"]
    assert [*desk.workspace.done.rglob("*.xlsx")] == []
    desk.take_in()
    assert len([*desk.workspace.done.rglob("*.xlsx")]) == 2
    assert [*desk.workspace.working.iterdir()] == []


def test_of_replies_laid_together_one_whose_name_is_taken_gets_another(desk):
    for name in ("甲.xlsx", "乙.xlsx"):
        book(desk.workspace.inbox / name, [ORDERS[0], [f"D-{name}", *ORDERS[1][1:]]])
    hers = desk.workspace.replies / "1121-1432_已入账_甲.xlsx"
    hers.parent.mkdir(parents=True, exist_ok=True)
    hers.write_bytes(b"hers")
    desk.take_in()
    assert hers.read_bytes() == b"hers"
    assert len(replies(desk)) == 3
    assert [name[:15] for name in replies(desk)].count("1121-1432_已入账_甲") == 2


def test_two_files_of_one_name_in_one_minute_have_an_answer_each(desk):
    for number in ("D8", "D9"):
        book(desk.workspace.inbox / "订单.xlsx", [ORDERS[0], [number, *ORDERS[1][1:]]])
        desk.take_in()
    assert replies(desk) == ["1121-1432_已入账_订单.xlsx", "1121-1432_已入账_订单_2.xlsx"]


def test_a_sub_folder_settles_the_type_of_a_sheet_that_cannot_be_told(desk):
    rows = [["单位名称", "日期", "商品", "数量"], ["华新五金", "2026-11-03", "螺栓", 5]]
    csv(desk.workspace.inbox / "发货" / "表.csv", rows)
    (file,) = desk.take_in()["files"]
    assert file["verdict"] == "accepted"
    assert desk.books.line_counts() == {"shipment": 1}


def test_a_named_file_outside_the_inbox_stays_where_it_is(desk, tmp_path):
    path = book(tmp_path / "别处" / "订单.xlsx", ORDERS)
    (file,) = desk.take_in([path])["files"]
    assert file["verdict"] == "accepted"
    assert path.is_file()


def test_checking_says_what_would_happen_and_stores_nothing(desk, tmp_path):
    path = book(tmp_path / "订单.xlsx", ORDERS)
    before = sorted(path.name for path in desk.workspace.outbox.rglob("*"))
    (entry,) = desk.check([path])["files"]
    assert entry["verdict"] == "accepted"
    assert desk.books.line_counts() == {}
    assert sorted(path.name for path in desk.workspace.outbox.rglob("*")) == before
    desk.take_in([path])
    assert desk.check([path])["files"][0]["verdict"] == "duplicate"


def test_the_check_speaks_the_agreed_json(tmp_path):
    rows = [["十一月订单"], *ORDERS, ["合计", "", "", "", "", "", 148, "", 390]]
    path = book(tmp_path / "订单1105.xlsx", rows)
    (entry,) = check_files([path], today=date(2026, 11, 21))["files"]
    assert set(entry) == {"file", "sha256", "verdict", "message", "sheets"}
    (sheet,) = entry["sheets"]
    assert set(sheet) == {"sheet", "range", "verdict", "type", "confidence", "header_row", "columns", "fields",
                          "unused_columns", "rows", "documents", "totals", "findings"}  # fmt: skip
    assert (sheet["type"], sheet["header_row"], sheet["range"], sheet["documents"]) == ("order", 2, "A2:I6", 2)
    assert sheet["columns"]["qty"] == {"header": "数量", "column": "G"}
    assert sheet["rows"] == {
        "read": 3,
        "accepted": 3,
        "held": 0,
        "rejected": 0,
        "duplicate": 0,
        "totals": 1,
        "skipped": 0,
    }
    assert sheet["totals"]["qty"] == "148"
    assert sheet["totals"]["amount_incl"] == {"CNY": "390.00"}


def test_statements_and_reports_are_written_on_request(desk):
    csv(desk.workspace.inbox / "发货.csv", [["送货单号", "发货日期", "客户名称", "产品编码", "单位", "发货数量", "金额"],
                                          ["S1", "2026-11-05", "华新五金", "0017", "件", 60, "150.00"]])  # fmt: skip
    desk.take_in()
    written = desk.statement("2026-11")["written"]
    assert any("华新五金" in path for path in written)
    assert desk.report("sales", "2026-Q4")["written"]
    with pytest.raises(ValueError, match="没有叫"):
        desk.report("不存在的报表")


def test_a_frame_has_exact_values_and_real_dates(desk):
    book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    desk.take_in()
    frame = desk.frame("order", "2026-11")
    assert str(frame["价税合计"].sum()) == "390.00"
    assert frame["订单日期"].dt.day.tolist() == [3, 3, 4]


def test_whoever_writes_is_alone(desk, monkeypatch):
    monkeypatch.setattr(requests, "PATIENCE_SECONDS", 0)
    other = WorkspaceLock(desk.workspace.lock)
    assert other.acquire()
    try:
        with pytest.raises(WorkspaceBusy, match="正忙"):
            desk.take_in()
        assert desk.status()["batches"] == 0
    finally:
        other.release()


def test_a_folder_that_is_no_workspace_is_said_so(tmp_path):
    with pytest.raises(WorkspaceError, match="不是内勤工作区"):
        Desk(tmp_path)


def test_every_invariant_holds_after_a_day(desk):
    book(desk.workspace.inbox / "昆明办" / "订单.xlsx", ORDERS)
    csv(desk.workspace.inbox / "发货.csv", [["送货单号", "发货日期", "订单号", "产品编码", "发货数量"], ["S1", "2026-11-05", "D1", "0017", 60],
                                          ["S2", "2026-11-06", "D7", "0017", 1]])  # fmt: skip
    desk.take_in()
    assert desk.verify() == {"ok": True, "checks": [{**check, "ok": True} for check in desk.verify()["checks"]]}


def test_a_missing_original_is_found_by_verify(desk):
    book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    desk.take_in()
    (blob,) = [path for path in desk.workspace.blobs.rglob("*") if path.is_file()]
    blob.chmod(0o600)
    blob.write_bytes(b"changed")
    failed = [check["name"] for check in desk.verify()["checks"] if not check["ok"]]
    assert failed == ["每份原件都有留底"]


def test_files_that_shared_a_run_with_a_broken_one_count_once_after_it(desk, monkeypatch):
    for name in ("D1", "D2", "D3"):
        rows = [[name, *row[1:]] for row in ORDERS[1:2]]
        csv(desk.workspace.inbox / f"{name}.csv", [ORDERS[0], *rows])
    settle = arrivals.settle
    with monkeypatch.context() as patched:
        patched.setattr(arrivals, "settle", lambda *a, **k: 1 / 0 if a[1].name == "D3.csv" else settle(*a, **k))
        with pytest.raises(ZeroDivisionError):
            desk.take_in()
    desk.take_in()
    assert [row[0] for row in desk.ledger.rows("SELECT order_no FROM line_order ORDER BY order_no")] == [
        "D1",
        "D2",
        "D3",
    ]
    assert len(replies(desk)) == 3
    assert desk.verify()["ok"]


def test_a_file_that_brings_the_program_down_again_and_again_is_set_aside(desk, monkeypatch):
    from neiqin_xl.desk import deciding

    book(desk.workspace.inbox / "毒.xlsx", ORDERS)

    def deadly(*args, **named):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(deciding, "merge", deadly)
        for _ in range(4):
            with pytest.raises(MemoryError):
                desk.take_in()
    result = desk.take_in()
    assert result["files"][0]["verdict"] == "rejected"
    assert "不再自动重试" in result["files"][0]["message"]


def test_a_released_hold_gets_a_second_answer(desk, clock):
    book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    desk.take_in()
    other = [ORDERS[0], ["D1", date(2026, 11, 9), "华新五金", "0017", "螺栓 M8", "件", 7, 2.5, 17.5]]
    book(desk.workspace.inbox / "同号.xlsx", other)
    assert desk.take_in()["files"][0]["verdict"] == "held"
    desk.undo(1)
    assert "1121-1432_已入账_同号.xlsx" in replies(desk)


def test_a_layout_that_the_settings_name_is_known_from_then_on(desk, tmp_path):
    rows = [
        ["老板那边", "哪天", "啥东西", "几个"],
        ["华新五金", "2026-11-03", "螺栓", 5],
        ["大同机电", "2026-11-04", "垫圈", 7],
    ]
    path = csv(tmp_path / "怪表.csv", rows)
    (sheet,) = check_files([path])["files"][0]["sheets"]
    assert sheet["type"] is None
    layout = sheet["findings"][0]["message"].split("版式编号 ")[1].split("）")[0]
    file = desk.workspace.root / "neiqin.toml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("[layouts]", f'[layouts]\n"{layout}" = "shipment"')
    spelled = 'customer_name = ["老板那边"]\nship_date = ["哪天"]\nproduct_name = ["啥东西"]\nqty = ["几个"]'
    file.write_text(text.replace("[spellings]", f"[spellings]\n{spelled}"), encoding="utf-8")
    with Desk(desk.workspace.root) as again:
        assert again.check([path])["files"][0]["sheets"][0]["type"] == "shipment"
        assert again.take_in([path])["files"][0]["rows"]["accepted"] == 2


@pytest.fixture
def served(desk):
    """Somebody else holds the workspace and serves what is asked of him."""
    ready, done = threading.Event(), threading.Event()

    def hold():
        with Desk(desk.workspace.root) as holder, holder.writing():
            ready.set()
            while not done.wait(0.05):
                holder.serve()

    keeper = threading.Thread(target=hold)
    keeper.start()
    assert ready.wait(30)
    yield
    done.set()
    keeper.join()
    assert list((desk.workspace.state / "requests").iterdir()) == []


@pytest.mark.usefixtures("served")
def test_what_would_write_is_handed_to_whoever_holds_the_workspace(desk, tmp_path):
    path = book(tmp_path / "订单.xlsx", ORDERS)
    assert desk.take_in([path])["files"][0]["verdict"] == "accepted"
    assert desk.statement("2026-11")["period"] == "2026-11"
    with pytest.raises(ValueError, match=r"不是能认的|没有叫|看不懂|期间"):
        desk.statement("不是日期")
    assert desk.undo()["undone"]


@pytest.mark.usefixtures("served")
def test_whoever_waits_for_an_answer_that_the_disk_has_no_room_for_is_told_so(desk, monkeypatch):
    def full(path, data):
        raise OSError(errno.ENOSPC, "no room", str(path))

    monkeypatch.setattr(machine, "write_atomically", full)
    with pytest.raises(WorkspaceError, match="办了，但是回话磁盘满了"):
        desk.publish()


def test_a_request_that_nobody_took_is_withdrawn_and_done_when_the_holder_lets_go(desk):
    other = WorkspaceLock(desk.workspace.lock)
    assert other.acquire()
    timer = threading.Timer(0.5, other.release)
    timer.start()
    assert desk.publish()["pending"] == []
    timer.join()
    assert list((desk.workspace.state / "requests").iterdir()) == []


def test_only_what_is_agreed_can_be_asked_for(desk):
    folder = desk.workspace.state / "requests"
    folder.mkdir()
    (folder / "0.request.json").write_text('{"verb": "close", "named": {}}', encoding="utf-8")
    assert desk.serve() == 1
    assert "没有“close”" in (folder / "0.answer.json").read_text(encoding="utf-8")


def test_names_that_are_too_long_or_no_text_at_all_are_taken_like_others(desk):
    long = desk.workspace.inbox / f"{'长' * 80}.csv"
    foreign = Path(os.fsdecode(os.fsencode(desk.workspace.inbox) + b"/" + "订单".encode("gb18030") + b".csv"))
    csv(long, ORDERS)
    csv(foreign, [ORDERS[0], ["D9", date(2026, 11, 9), "华新五金", "0017", "螺栓 M8", "件", 1, 2.5, 2.5]])
    verdicts = {file["file"]: file["verdict"] for file in desk.take_in()["files"]}
    assert verdicts == {long.name: "accepted", "订单.csv": "accepted"}
    assert desk.dropped() == []
    assert len([path for path in desk.workspace.done.rglob("*") if path.is_file()]) == 2


def test_a_file_that_nobody_may_read_is_said_and_the_others_do_not_wait(desk, monkeypatch):
    csv(desk.workspace.inbox / "a锁住.csv", ORDERS)
    csv(
        desk.workspace.inbox / "b.csv",
        [ORDERS[0], ["D9", date(2026, 11, 9), "华新五金", "0017", "螺栓 M8", "件", 1, 2.5, 2.5]],
    )
    real = machine.open_shared

    def locked(path):
        if "锁住" in path.name:
            raise PermissionError(13, "not allowed")
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(machine, "open_shared", locked)
        files = {file["file"]: file for file in desk.take_in()["files"]}
    assert files["b.csv"]["verdict"] == "accepted"
    assert "没有读取权限" in files["a锁住.csv"]["message"]
    assert [file["file"] for file in desk.take_in()["files"]] == ["a锁住.csv"]
    assert desk.books.line_counts() == {"order": 4}


def test_a_partly_accepted_file_that_comes_again_still_shows_what_is_held(desk, clock):
    rows = [list(row) for row in ORDERS]
    rows[2][6] = "十箱"
    data = book(desk.workspace.inbox / "订单.xlsx", rows).read_bytes()
    desk.take_in()
    clock.now += timedelta(minutes=1)
    (desk.workspace.inbox / "订单.xlsx").write_bytes(data)
    (file,) = desk.take_in()["files"]
    assert (file["rows"]["duplicate"], file["rows"]["held"]) == (1, 2)


def test_a_duplicate_goes_with_the_batch_that_it_repeats(desk, clock):
    data = book(desk.workspace.inbox / "订单.xlsx", ORDERS).read_bytes()
    desk.take_in()
    clock.now += timedelta(minutes=1)
    (desk.workspace.inbox / "订单.xlsx").write_bytes(data)
    desk.take_in()
    undone = desk.undo()
    assert (undone["batch"], undone["undone"]) == (1, True)
    assert "批次 2" in undone["message"]
    clock.now += timedelta(minutes=1)
    (desk.workspace.inbox / "订单.xlsx").write_bytes(data)
    assert desk.take_in()["files"][0]["verdict"] == "accepted"


def test_a_customer_file_that_makes_papers_unclear_says_so(desk):
    csv(desk.workspace.inbox / "发货.csv", [["送货单号", "发货日期", "客户名称", "产品编码", "发货数量", "金额"],
                                          ["S1", "2026-11-05", "同名商行", "0017", 60, "150.00"]])  # fmt: skip
    desk.take_in()
    csv(
        desk.workspace.inbox / "客户.csv",
        [["客户编码", "客户名称", "联系人", "电话"], ["01", "同名商行", "甲", ""], ["02", "同名商行", "乙", ""]],
    )
    (file,) = desk.take_in()["files"]
    assert any("1 行分不清是谁的" in one["message"] for one in file["findings"])
    assert "要答" in file["reply"]


def test_a_renamed_workspace_finds_its_books_again(tmp_path):
    with Desk.create(tmp_path / "甲") as desk:
        toml = desk.workspace.root / "neiqin.toml"
        toml.write_text(
            toml.read_text(encoding="utf-8").replace('state_dir = ""', 'state_dir = "../别处"'), encoding="utf-8"
        )
    with Desk(tmp_path / "甲") as desk:
        desk.take_in([book(tmp_path / "订单.xlsx", ORDERS)])
        assert desk.workspace.ledger.is_relative_to(tmp_path)
        assert "别处" in str(desk.workspace.ledger)
    (tmp_path / "甲").rename(tmp_path / "乙")
    with Desk(tmp_path / "乙") as desk:
        assert desk.books.line_counts() == {"order": 3}


@pytest.mark.skipif(os.name == "nt", reason="a file has no two names there")
def test_what_is_saved_anew_while_the_file_before_it_is_claimed_is_taken_in_as_well(desk, monkeypatch):
    path = book(desk.workspace.inbox / "订单.xlsx", ORDERS)
    link = os.link

    def saving(source, target, **how):
        link(source, target, **how)
        if source == path:
            book(desk.workspace.inbox.parent / "新.xlsx", [ORDERS[0], ["D3", *ORDERS[3][1:]]]).replace(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", saving)
        assert [file["verdict"] for file in desk.take_in()["files"]] == ["accepted"]
    assert [file["verdict"] for file in desk.take_in()["files"]] == ["accepted"]
    assert desk.books.line_counts() == {"order": 4}
    assert sorted(path.name[6:] for path in desk.workspace.done.rglob("*.xlsx")) == ["订单.xlsx"] * 2
