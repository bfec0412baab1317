"""状态.html: where things stand, for a screen on the wall. It shows nothing private and never stands in anybody's way."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest

from neiqin_xl import Desk, __version__, machine
from neiqin_xl.desk import status_page
from neiqin_xl.faces.cli import answered
from neiqin_xl.publish.status_page import REFRESH_SECONDS, shown

pytestmark = pytest.mark.usefixtures("reading_here")

NOW = datetime(2026, 11, 5, 9, 7)
CUSTOMERS = (
    "客户编码,客户名称,业务员,联系人,电话,收货地址\nK01,青禾文具有限公司,周知秋,柳絮,13912345678,示例市样例路 7 号\n"
)
HEAD = "订单号,订单日期,客户编码,客户名称,产品编码,产品名称,单位,数量,单价,金额\n"
ORDER = f"{HEAD}D-1,2026-10-20,K01,青禾文具有限公司,T1,茶杯,个,10,876.54,8765.40\n"
HOSTILE = (
    "<script>alert(1)</script>.csv",
    "<img src=x onerror=alert(1)>.csv",
    '"><b onmouseover="alert(1)">.csv',
    "{{ 7*7 }}{% for x in y %}.csv",
    "&lt;i&gt;.csv",
    "\u202evsc.exe.csv",
    "javascript:alert(1).csv",
)


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "工作区") as made:
        made._now = lambda: NOW
        yield made


class Read(HTMLParser):
    """A page as a browser takes it in: its tags with what they say, and its text."""

    def __init__(self, data):
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(data.decode("utf-8"))
        self.text = " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def page(desk, looked=NOW):
    desk.show_status(looked)
    return Read((desk.workspace.outbox / "状态.html").read_bytes())


def drop(desk, name, text, office=""):
    folder = desk.workspace.inbox / office
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    desk.take_in(publish=False)


def test_it_tells_the_newest_drops_with_their_fates_what_waits_and_what_is_not_up_to_date(desk):
    drop(desk, "订单1105.csv", ORDER, "昆明办")
    drop(desk, "订单1106.csv", ORDER.replace("D-1,2026-10-20", "D-2,哪天"))
    (desk.workspace.inbox / "照片.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    desk.take_in(publish=False)
    text = page(desk).text
    assert re.search(r"11-05 09:07 昆明办 订单1105\.csv 已入账 1 0", text)
    assert re.search(r"订单1106\.csv 要改 0 1", text)
    assert re.search(r"照片\.xlsx 未受理", text)
    assert "今天收了 3 份 其中要改、要答 1，未受理 1" in text
    assert "订单 1 行：有错误，等改好再放" in text
    assert "还没有更新的台账：订单台账" in text
    desk.publish()
    assert "台账和报表都是最新的。" in page(desk).text
    assert __version__ in text


def test_it_says_whether_a_watcher_works_and_when_it_last_looked(desk):
    assert "监视程序 在运行 最近查看 11-05 09:05" in page(desk).text
    assert "监视程序 没有在运行" in page(desk, None).text


def test_it_tells_what_could_not_be_done(desk):
    drop(desk, "订单.csv", ORDER)
    desk.publish()
    with desk.ledger.transaction():
        desk.ledger.execute("UPDATE publication SET pending = '正被打开' WHERE path LIKE '%订单台账%'")
    (desk.workspace.templates / "处理结果.xlsx").write_bytes(b"no workbook")
    text = page(desk).text
    assert "“outbox/台账/订单台账.xlsx”没能更新：正被打开" in text
    assert "模板“处理结果.xlsx”有错" in text
    assert "没有办成 2 件" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_file_is_called_it_is_only_text(desk, name):
    drop(desk, "订单.csv", ORDER)
    with desk.ledger.transaction():
        desk.ledger.execute("UPDATE arrival SET name = ?, office = ?", (name, name))
    read = page(desk)
    assert read.text.count(shown(name)) == 2
    assert "\u202e" not in read.text
    assert {tag for tag, _ in read.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "div", "b", "span"),
        *("table", "colgroup", "col", "tr", "th", "td", "ul", "li"),
    }
    assert not [said for _, said in read.tags if any(key.startswith("on") or key in {"src", "href"} for key in said)]


def test_it_asks_for_nothing_from_elsewhere_runs_nothing_and_refreshes_itself(desk):
    read = page(desk)
    meta = {said["http-equiv"]: said["content"] for tag, said in read.tags if "http-equiv" in said}
    assert meta["Content-Security-Policy"].startswith("default-src 'none'")
    assert meta["refresh"] == str(REFRESH_SECONDS)
    assert ("meta", {"charset": "utf-8"}) in read.tags
    whole = (desk.workspace.outbox / "状态.html").read_text(encoding="utf-8")
    assert "@page { size: A4" in whole
    assert not re.search(r"https?:|url\(|@import|<script", whole)


def test_it_says_nothing_of_persons_and_nothing_of_a_customers_money(desk):
    drop(desk, "客户档案.csv", CUSTOMERS)
    drop(desk, "订单.csv", ORDER)
    drop(
        desk,
        "发货_13912345678.csv",
        ORDER.replace("订单号,订单日期", "送货单号,发货日期").replace("2026-10-20", "哪天"),
    )
    text = page(desk).text
    assert "发货_***.csv" in text
    private = ("13912345678", "柳絮", "样例路", "8765", "876.54", "周知秋", "青禾文具")
    assert [one for one in private if one in text] == []


def test_it_is_written_again_only_when_it_says_something_else(desk, monkeypatch):
    written = []
    real = machine.write_atomically
    monkeypatch.setattr(
        status_page.machine, "write_atomically", lambda path, data: (written.append(path.name), real(path, data))
    )
    for minutes in (0, 1, 2):
        desk.show_status(NOW + timedelta(minutes=minutes))
    assert written == ["状态.html"]
    desk.show_status(NOW + timedelta(minutes=3))  # ten past nine
    assert written == ["状态.html"] * 2
    drop(desk, "订单.csv", ORDER)
    desk.show_status(NOW + timedelta(minutes=3))
    assert written == ["状态.html"] * 3


@pytest.mark.parametrize("error", [OSError(28, "no space left"), machine.BusyFile(13, "held"), ValueError("broken")])
def test_a_page_that_cannot_be_written_never_fails_the_run_that_it_reports_about(desk, monkeypatch, error):
    def fail(*given):
        raise error

    monkeypatch.setattr(status_page.machine, "write_atomically", fail)
    (desk.workspace.inbox / "订单.csv").write_text(ORDER, encoding="utf-8")
    assert answered(["-w", str(desk.workspace.root), "run"]) == 0
    assert desk.books.line_counts() == {"order": 1}
    assert not (desk.workspace.outbox / "状态.html").exists()
    assert "the status page could not be written" in (desk.workspace.logs / "neiqin.log").read_text(encoding="utf-8")


def test_running_once_leaves_the_page_behind(tmp_path):
    with Desk.create(tmp_path) as desk:
        (desk.workspace.inbox / "订单.csv").write_text(ORDER, encoding="utf-8")
    assert answered(["-w", str(tmp_path), "run"]) == 0
    file = tmp_path / "outbox" / "状态.html"
    assert "订单.csv 已入账" in Read(file.read_bytes()).text


def test_undoing_is_told_on_the_page_too(tmp_path):
    with Desk.create(tmp_path) as desk:
        (desk.workspace.inbox / "订单.csv").write_text(ORDER, encoding="utf-8")
    for command in (["run"], ["undo", "--last"]):
        assert answered(["-w", str(tmp_path), *command]) == 0
    assert "订单.csv 已撤销" in Read((tmp_path / "outbox" / "状态.html").read_bytes()).text


def test_while_a_watcher_works_the_page_is_left_to_it(desk):
    file = desk.workspace.outbox / "状态.html"
    with Desk(desk.workspace.root) as watcher, watcher.writing():
        watcher.show_status(NOW)
        kept = file.read_bytes()
        drop(watcher, "订单.csv", ORDER)
        desk.show_status()
        assert file.read_bytes() == kept
    desk.show_status()
    assert "监视程序 没有在运行" in Read(file.read_bytes()).text


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("订单1105.xlsx", "订单1105.xlsx"),
        ("20261105123.xlsx", "20261105123.xlsx"),
        ("张三13800001111订单.xlsx", "张三***订单.xlsx"),
        ("门市0571-88990011订单.xlsx", "门市***订单.xlsx"),
        ("订单\u300011月 (1).xlsx", "订单\u300011月 (1).xlsx"),
        ("一\x00二\udce4三.csv", "一\ufffd二\ufffd三.csv"),
    ],
)
def test_names_are_shown_as_they_are_but_for_what_hides_and_for_telephone_numbers(name, seen):
    assert shown(name) == seen
