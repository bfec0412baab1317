"""A layout that nobody could tell is asked about once: what a person says of it holds for later files of its office."""

from __future__ import annotations

import contextlib
import json
import shlex
import sqlite3
import threading
from datetime import date, datetime

import pytest
from remembered import read_here

from neiqin_xl import Desk
from neiqin_xl.desk import checking
from neiqin_xl.desk.taking import Taking
from neiqin_xl.faces.cli import answered as run_command
from neiqin_xl.ledger.export import digest
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.sheets import sheet_types

HEADERS = "老板那边,哪天,啥东西,几个"
MAP = {"老板那边": "customer_name", "哪天": "ship_date", "啥东西": "product_name", "几个": "qty"}
KUNMING, WUHAN = "昆明办", "武汉办"


@pytest.fixture(autouse=True)
def _read_here(monkeypatch):
    read_here(monkeypatch)


def opened(root):
    return Desk(root, today=date(2026, 11, 21), now=lambda: datetime(2026, 11, 21, 14, 32))


@pytest.fixture
def desk(tmp_path):
    Desk.create(tmp_path / "工作区").close()
    with opened(tmp_path / "工作区") as made:
        yield made


def slip(customer="华新五金", product="螺栓", qty=5, headers=HEADERS, day="2026-11-03"):
    """A list that no header of tells what it is, as text."""
    return f"{headers}\n{customer},{day},{product},{qty}\n"


def drop(desk, office, name, text):
    path = desk.workspace.inbox / office / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def taken(desk, office, name, text):
    """What becomes of one dropped file."""
    drop(desk, office, name, text)
    return next(one for one in desk.take_in()["files"] if one["file"] == name)


def settled(desk, office, name, text, **how):
    """What becomes of a file, and of others because of it, of which a person says what it is."""
    told = {"fixed_type": "shipment", "mapping": MAP} | how
    return desk.take_in([drop(desk, office, name, text)], **told)["files"]


def quantities(desk):
    return [row[0] // 10000 for row in desk.ledger.rows("SELECT qty FROM line_shipment ORDER BY id")]


def is_sound(desk):
    return [one["message"] for one in desk.verify()["checks"] if not one["ok"]] == []


def say_in_settings(desk, line):
    file = desk.workspace.root / "neiqin.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[layouts]", f"[layouts]\n{line}", 1), encoding="utf-8")
    desk.close()
    return opened(desk.workspace.root)


@pytest.fixture
def layout(desk):
    """The fingerprint of the odd list."""
    path = desk.workspace.root / "试.csv"
    path.write_text(slip(), encoding="utf-8")
    (table,) = checking.check([path], desk.settings, desk.today, None, None, None)["files"][0]["sheets"]
    return table["findings"][0]["message"].split("版式编号 ")[1].split("）")[0]


def test_what_a_person_says_of_a_file_holds_for_later_files_of_its_office(desk):
    assert taken(desk, KUNMING, "一.csv", slip())["fate"] == "要答"
    (first,) = settled(desk, KUNMING, "二.csv", slip("大同机电"))[:1]
    assert (first["verdict"], first["rows"]["accepted"]) == ("accepted", 1)
    assert "以后昆明办的这种版式都这样读" in first["message"]
    assert [(one["type"], one["source"], one["map"]) for one in first["taught"]] == [("shipment", KUNMING, MAP)]
    later = taken(desk, KUNMING, "三.csv", slip("锦程贸易", qty=9))
    assert (later["verdict"], later["taught"]) == ("accepted", [])
    assert is_sound(desk)


def test_the_same_layout_from_another_office_is_still_asked_about(desk):
    settled(desk, KUNMING, "一.csv", slip())
    assert taken(desk, WUHAN, "二.csv", slip("大同机电"))["fate"] == "要答"
    assert taken(desk, "", "三.csv", slip("锦程贸易"))["fate"] == "要答"


def test_what_is_said_of_a_file_that_no_office_dropped_holds_for_all_of_them(desk, tmp_path):
    path = tmp_path / "别处.csv"
    path.write_text(slip(), encoding="utf-8")
    (file,) = desk.take_in([path], fixed_type="shipment", mapping=MAP)["files"]
    assert "以后这种版式都这样读，不论哪个办事处" in file["message"]
    assert taken(desk, WUHAN, "二.csv", slip("大同机电"))["verdict"] == "accepted"


@pytest.mark.thorough
def test_an_office_has_its_own_answer_before_that_for_all_of_them(desk):
    settled(desk, "", "一.csv", slip())
    settled(desk, WUHAN, "二.csv", slip("大同机电"), fixed_type="order", mapping=MAP_OF_ORDERS)
    assert taken(desk, WUHAN, "三.csv", slip("锦程贸易"))["verdict"] == "accepted"
    assert taken(desk, KUNMING, "四.csv", slip("恒泰机械"))["verdict"] == "accepted"
    assert desk.books.line_counts() == {"shipment": 2, "order": 2}


MAP_OF_ORDERS = {"老板那边": "customer_name", "哪天": "order_date", "啥东西": "product_name", "几个": "qty"}


def test_a_changed_header_row_is_another_layout(desk):
    settled(desk, KUNMING, "一.csv", slip())
    assert taken(desk, KUNMING, "二.csv", slip(headers=f"{HEADERS[:-2]}多少"))["fate"] == "要答"
    assert taken(desk, KUNMING, "三.csv", slip("大同机电", headers="几个,哪天,啥东西,老板那边"))["fate"] == "要答"


def test_remembered_columns_are_not_used_for_another_layout(desk):
    settled(desk, KUNMING, "一.csv", slip())
    known = "送货单号,发货日期,客户名称,品名,数量,几个\nS1,2026-11-05,大同机电,垫圈,8,3\n"
    assert taken(desk, KUNMING, "二.csv", known)["verdict"] == "accepted"
    assert quantities(desk) == [5, 8]


def test_a_sub_folder_settles_a_type_and_teaches_nothing(desk):
    text = "单位名称,日期,商品,数量\n华新五金,2026-11-03,螺栓,5\n"
    file = taken(desk, f"{KUNMING}/退货", "一.csv", text)
    assert (file["rows"]["read"], file["taught"]) == (1, [])
    assert desk.books.line_counts() == {"goods_return": 1}
    assert desk.layouts() == []


def test_remembered_columns_help_in_a_sub_folder_of_the_same_type_only(desk):
    settled(desk, KUNMING, "一.csv", slip())
    assert taken(desk, f"{KUNMING}/发货", "二.csv", slip("大同机电"))["verdict"] == "accepted"
    assert taken(desk, f"{KUNMING}/退货", "三.csv", slip("锦程贸易"))["fate"] == "要答"


def test_the_whole_inbox_taken_in_as_one_type_teaches_nothing(desk):
    drop(desk, KUNMING, "一.csv", "单位名称,日期,商品,数量\n华新五金,2026-11-03,螺栓,5\n")
    desk.take_in(fixed_type="goods_return")
    assert desk.layouts() == []
    with pytest.raises(ValueError, match="要和文件一起写"):
        desk.take_in(mapping=MAP)


def test_checking_only_tries(desk):
    path = drop(desk, KUNMING, "一.csv", slip())
    before = digest(desk.ledger)
    (file,) = desk.check([path], fixed_type="shipment", mapping=MAP)["files"]
    assert file["verdict"] == "accepted"
    assert (desk.layouts(), digest(desk.ledger)) == ([], before)
    assert desk.check([path])["files"][0]["verdict"] == "held"


def test_checking_knows_what_is_remembered_for_the_office_of_the_file(desk):
    settled(desk, KUNMING, "一.csv", slip())
    tried = [drop(desk, office, "二.csv", slip("大同机电")) for office in (KUNMING, WUHAN)]
    assert [one["verdict"] for one in desk.check(tried)["files"]] == ["accepted", "held"]


def test_whoever_names_only_the_columns_lets_the_type_be_told_by_them(desk):
    (file,) = settled(
        desk, KUNMING, "一.csv", slip(headers="送货单号,客户名称,品名,几个"), fixed_type=None, mapping={"几个": "qty"}
    )
    assert (file["taught"][0]["type"], file["taught"][0]["map"]) == ("shipment", {"几个": "qty"})


def test_a_header_that_the_file_does_not_bear_is_said_and_nothing_is_taken(desk):
    (file,) = settled(desk, KUNMING, "一.csv", slip(), mapping={"几只": "qty"})
    assert (file["verdict"], file["taught"]) == ("rejected", [])
    assert "“几只”这份表里没有" in file["message"]
    assert "“几个”" in file["message"]
    assert desk.layouts() == []
    assert is_sound(desk)


@pytest.mark.parametrize(("kind", "near"), [("shipment", "是不是“qty”"), (None, "是不是“qty”")])
def test_a_field_that_there_is_not_is_answered_with_the_nearest(desk, kind, near):
    path = drop(desk, KUNMING, "一.csv", slip())
    for ask in (desk.take_in, desk.check):
        with pytest.raises(ValueError, match=near):
            ask([path], fixed_type=kind, mapping={"几个": "qtyy"})
    assert path.exists()


@pytest.mark.thorough
def test_a_later_answer_changes_only_later_readings(desk):
    settled(desk, KUNMING, "一.csv", slip())
    settled(desk, KUNMING, "二.csv", slip("大同机电"), fixed_type="order", mapping=MAP_OF_ORDERS)
    assert taken(desk, KUNMING, "三.csv", slip("锦程贸易"))["verdict"] == "accepted"
    assert desk.books.line_counts() == {"shipment": 1, "order": 2}
    (one,) = desk.layouts()
    assert (one["type"], one["files"], one["batch"]) == ("order", 2, 2)
    assert len(desk.ledger.rows("SELECT id FROM layout")) == 2
    assert is_sound(desk)


def test_saying_the_same_again_is_no_new_answer(desk):
    settled(desk, KUNMING, "一.csv", slip())
    settled(desk, KUNMING, "二.csv", slip("大同机电"))
    (one,) = desk.layouts()
    assert (one["batch"], one["files"]) == (1, 2)


def test_the_list_says_type_source_headers_columns_time_and_use(desk, layout):
    settled(desk, KUNMING, "一.csv", slip())
    assert desk.layouts() == [
        {
            "layout": layout,
            "type": "shipment",
            "source": KUNMING,
            "map": MAP,
            "headers": HEADERS.split(","),
            "when": "2026-11-21 14:32:00",
            "batch": 1,
            "files": 1,
            "overruled": False,
        }
    ]


def test_files_that_asked_are_read_again_once_their_layout_is_known(desk):
    taken(desk, KUNMING, "问.csv", slip("大同机电", qty=7))
    taken(desk, WUHAN, "别家.csv", slip("锦程贸易"))
    files = settled(desk, KUNMING, "答.csv", slip())
    assert [(one["file"], one["office"], one["verdict"]) for one in files] == [
        ("答.csv", KUNMING, "accepted"),
        ("问.csv", KUNMING, "accepted"),
    ]
    assert "以前没有认出的 1 份" in files[0]["message"]
    assert files[1]["message"].startswith("以前没有认出的这份表，按刚记住的版式重新读了：")
    assert (desk.workspace.root / files[1]["reply"]).name == "1121-1432_已入账_问.xlsx"
    assert quantities(desk) == [5, 7]
    assert is_sound(desk)


def test_a_file_that_asked_and_was_answered_by_a_sub_folder_is_not_read_again(desk):
    headers = "客户,哪天,商品,数量"
    assert taken(desk, KUNMING, "问.csv", slip("大同机电", headers=headers))["fate"] == "要答"
    assert taken(desk, f"{KUNMING}/退货", "问.csv", slip("大同机电", headers=headers))["rows"]["held"] == 1
    files = settled(desk, KUNMING, "答.csv", slip(headers=headers), mapping={"哪天": "ship_date"})
    assert [one["file"] for one in files] == ["答.csv"]
    papers = desk.ledger.rows("SELECT type, customer_name FROM paper ORDER BY id")
    assert papers == [("goods_return", "大同机电"), ("shipment", "华新五金")]


@pytest.mark.thorough
def test_what_came_anew_in_the_meantime_is_not_overwritten_by_what_asked_before(desk):
    numbered = f"{HEADERS},送货单号"
    old = f"{numbered}\n大同机电,2026-11-03,螺栓,7,S1\n"
    new = "客户名称,发货日期,品名,数量,送货单号\n大同机电,2026-11-03,螺栓,8,S1\n"
    told = {"老板那边": "customer_name", "哪天": "ship_date", "啥东西": "product_name", "几个": "qty"}
    first = taken(desk, KUNMING, "旧.csv", old.replace("送货单号", "条子"))
    assert first["fate"] == "要答"
    assert taken(desk, KUNMING, "新.csv", new)["verdict"] == "accepted"
    text = f"{numbered}\n华新五金,2026-11-03,螺栓,5,S2\n".replace("送货单号", "条子")
    files = settled(desk, KUNMING, "答.csv", text, mapping=told | {"条子": "shipment_no"})
    assert [one["verdict"] for one in files] == ["accepted", "ignored"]
    assert "再放一次" in files[1]["message"]
    assert quantities(desk) == [8, 5]
    assert taken(desk, KUNMING, "旧.csv", old.replace("送货单号", "条子"))["verdict"] == "accepted"
    assert is_sound(desk)


def test_a_run_cut_off_before_it_read_them_again_is_picked_up(desk, monkeypatch):
    taken(desk, KUNMING, "问.csv", slip("大同机电", qty=7))
    with monkeypatch.context() as patch:
        patch.setattr(Taking, "_work_again", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            settled(desk, KUNMING, "答.csv", slip())
    assert quantities(desk) == [5]
    (file,) = desk.take_in()["files"]
    assert (file["file"], file["verdict"]) == ("问.csv", "accepted")
    assert quantities(desk) == [5, 7]
    assert is_sound(desk)


def test_an_answer_survives_a_run_cut_off_before_the_file_was_merged(desk, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Taking, "_merge", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            settled(desk, KUNMING, "答.csv", slip())
    (file,) = desk.take_in()["files"]
    assert (file["verdict"], file["taught"][0]["map"]) == ("accepted", MAP)


@pytest.mark.thorough
def test_what_is_forgotten_is_asked_about_again(desk, layout):
    settled(desk, KUNMING, "一.csv", slip())
    settled(desk, WUHAN, "二.csv", slip("大同机电"))
    told = desk.forget_layout(layout, source=WUHAN)
    assert [one["source"] for one in told["forgotten"]] == [WUHAN]
    assert taken(desk, WUHAN, "三.csv", slip("锦程贸易"))["fate"] == "要答"
    assert taken(desk, KUNMING, "四.csv", slip("恒泰机械"))["verdict"] == "accepted"
    desk.forget_layout(layout)
    assert desk.layouts() == []
    assert taken(desk, KUNMING, "五.csv", slip("金桥五金"))["fate"] == "要答"
    assert quantities(desk) == [5, 5, 5]
    with pytest.raises(ValueError, match="neiqin layouts"):
        desk.forget_layout(layout)
    settled(desk, KUNMING, "六.csv", slip("远大建材"))
    assert len(desk.layouts()) == 1


@pytest.mark.thorough
def test_an_answer_goes_with_the_batch_with_which_it_was_given(desk):
    settled(desk, KUNMING, "一.csv", slip(), fixed_type="order", mapping=MAP_OF_ORDERS)
    settled(desk, KUNMING, "二.csv", slip("大同机电"))
    taken(desk, KUNMING, "三.csv", slip("锦程贸易"))
    message = desk.undo(2)["message"]
    assert "也不再记得" in message
    assert "批次 3还在账里" in message
    assert [one["type"] for one in desk.layouts()] == ["order"]
    assert "也不再记得" not in desk.undo(3)["message"]
    assert is_sound(desk)


def test_the_setting_wins_over_what_was_remembered(desk, layout):
    settled(desk, KUNMING, "一.csv", slip())
    columns = ", ".join(f'"{header}" = "{name}"' for header, name in MAP_OF_ORDERS.items())
    with say_in_settings(desk, f'"{layout}" = {{ type = "order", map = {{ {columns} }} }}') as again:
        assert taken(again, KUNMING, "二.csv", slip("大同机电"))["verdict"] == "accepted"
        assert again.books.line_counts() == {"shipment": 1, "order": 1}
        (one,) = again.layouts()
        assert (one["overruled"], one["files"]) == (True, 1)
        (file,) = settled(again, KUNMING, "三.csv", slip("锦程贸易"))
        assert "以那里为准" in file["message"]


def test_a_setting_for_one_office_holds_for_that_office_only(desk, layout):
    columns = ", ".join(f'"{header}" = "{name}"' for header, name in MAP.items())
    line = f'"{layout}" = {{ type = "shipment", source = "{KUNMING}", map = {{ {columns} }} }}'
    with say_in_settings(desk, line) as again:
        assert taken(again, KUNMING, "一.csv", slip())["verdict"] == "accepted"
        assert taken(again, WUHAN, "二.csv", slip("大同机电"))["fate"] == "要答"
        assert again.layouts() == []


def test_the_question_says_how_to_answer_and_the_command_can_be_copied(desk, capsys):
    file = taken(desk, KUNMING, "问 一.csv", slip(headers="单位名称,日期,商品,几个"))
    (said,) = [one["message"] for one in file["findings"]]
    assert f"“{KUNMING}/订单”" in said
    command = said[said.index("neiqin -w") : said.index("（“类型”换成")].replace("类型", "发货")
    assert '--map "' in said
    desk.close()
    assert run_command([*shlex.split(command)[1:], "--map", "几个=qty"]) == 0
    assert "以后昆明办的这种版式都这样读" in capsys.readouterr().out
    with opened(desk.workspace.root) as again:
        assert [(one["type"], one["source"]) for one in again.layouts()] == [("shipment", KUNMING)]
        assert quantities(again) == [5]
        # The original is where it was, and what was taken in from there has an original of its own.
        names = sorted(path.name for path in again.workspace.done.rglob("*.csv"))
        assert names == ["00001_问 一.csv", "00002_问 一.csv"]


def test_the_question_outside_a_workspace_says_how_to_try(tmp_path):
    path = tmp_path / "问.csv"
    path.write_text(slip(), encoding="utf-8")
    from neiqin_xl.desk import check_files

    said = check_files([path])["files"][0]["sheets"][0]["findings"][0]["message"]
    assert f'neiqin check "{path}" --type 类型' in said


def test_an_answer_and_its_end_are_handed_to_whoever_holds_the_workspace(desk):
    path = drop(desk, KUNMING, "一.csv", slip())
    done, ready = threading.Event(), threading.Event()

    def hold():
        with opened(desk.workspace.root) as holder, holder.writing():
            ready.set()
            while not done.wait(0.01):
                holder.serve()

    keeper = threading.Thread(target=hold)
    keeper.start()
    try:
        assert ready.wait(30)
        (file,) = desk.take_in([path], fixed_type="shipment", mapping=MAP)["files"]
        assert file["taught"][0]["map"] == MAP
        (one,) = desk.layouts()
        assert [gone["map"] for gone in desk.forget_layout(one["layout"])["forgotten"]] == [MAP]
        with pytest.raises(ValueError, match="没有记住"):
            desk.forget_layout(one["layout"])
    finally:
        done.set()
        keeper.join()
    assert desk.layouts() == []


def test_a_ledger_from_before_layouts_were_remembered_goes_on(desk):
    taken(desk, KUNMING, "一.csv", "送货单号,发货日期,客户名称,品名,数量\nS1,2026-11-05,大同机电,垫圈,8\n")
    desk.close()
    with contextlib.closing(sqlite3.connect(desk.workspace.ledger)) as older:
        older.executescript(
            "ALTER TABLE arrival DROP COLUMN told; DROP TABLE layout; DROP TABLE layout_seen; "
            "UPDATE meta SET value = 'older' WHERE name = 'fingerprint'"
        )
    with opened(desk.workspace.root) as again:
        assert settled(again, KUNMING, "二.csv", slip())[0]["verdict"] == "accepted"
        assert quantities(again) == [8, 5]
        assert is_sound(again)


@pytest.mark.parametrize("table", ["layout", "layout_seen"])
def test_answers_are_never_changed_afterwards(desk, table):
    settled(desk, KUNMING, "一.csv", slip())
    ledger = Ledger(desk.workspace.ledger, sheet_types())
    with contextlib.closing(ledger), pytest.raises(sqlite3.DatabaseError, match="append-only"), ledger.transaction():
        ledger.execute(f"DELETE FROM {table}")


def command(desk, *arguments):
    desk.close()
    return run_command(["-w", str(desk.workspace.root), *arguments])


def test_the_command_remembers_lists_and_forgets(desk, layout, capsys):
    path = drop(desk, KUNMING, "一.csv", slip())
    pairs = [part for header, name in MAP.items() for part in ("--map", f"{header}={name}")]
    assert command(desk, "run", str(path), "--type", "发货", *pairs) == 0
    assert "以后昆明办的这种版式都这样读" in capsys.readouterr().out
    assert command(desk, "layouts") == 0
    told = capsys.readouterr().out
    assert f"{layout}  昆明办：按“发货”读（批次 1，" in told
    assert "读过 1 个文件" in told
    assert "表头：老板那边、哪天、啥东西、几个" in told
    assert "“几个”这一列是“发货数量”（qty）" in told
    assert command(desk, "layouts", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["map"] == MAP
    assert command(desk, "layouts", "--forget", layout) == 0
    assert f"不再记得版式 {layout}（昆明办）" in capsys.readouterr().out
    assert command(desk, "layouts") == 0
    assert "还没有记住任何版式" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "--map", "几个=qty"], "要和文件一起写"),
        (["run", "试.csv", "--type", "发货", "--map", "几个=qtty"], "“几个”说是“qtty”，发货没有这个字段；是不是“qty”"),
        (["check", "试.csv", "--map", "几个=数目"], "没有这个字段"),
        (["layouts", "--forget", "abc"], "没有记住版式“abc”"),
        (["layouts", "--source", "昆明办"], "要和 --forget 一起写"),
    ],
)
def test_what_cannot_be_answered_so_is_said(desk, layout, arguments, sentence, capsys, monkeypatch):
    assert layout
    monkeypatch.chdir(desk.workspace.root)
    assert command(desk, *arguments) == 2
    assert sentence in capsys.readouterr().err
