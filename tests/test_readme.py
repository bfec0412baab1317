"""README and manual say what is true: commands, options, files, folders and code in them exist and run."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from neiqin_xl.demo import write_demo
from neiqin_xl.desk import Desk
from neiqin_xl.faces.cli import answered, cli
from neiqin_xl.faces.configured import require_known_names
from neiqin_xl.settings import read_settings
from neiqin_xl.sheets import sheet_types
from neiqin_xl.words import FATES, VERDICTS, WAITING

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "使用手册.md").read_text(encoding="utf-8")
PAGES = {"README.md": README, "docs/使用手册.md": MANUAL}
ORDER = (
    "订单号,订单日期,客户名称,产品编码,产品名称,单位,数量,单价,金额\nA-1,2026-10-12,拾穗雀商行,T1,茶杯,个,10,2.5,25\n"
)


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def outside_blocks(text):
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def spans(text):
    return re.findall(r"`([^`\n]+)`", outside_blocks(text))


def command_lines():
    for page, text in PAGES.items():
        lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
        for line in [*lines, *spans(text)]:
            for said in re.findall(r"(?:^|[/ ])neiqin( [^`&;]*)", line):
                yield page, said.split()


def read_command(words):
    """The command and the options that a mention of the command line uses."""
    words = [word.strip("[].,") for word in words]
    if words[:1] == ["-w"]:
        words = words[2:]
    name = words[0] if words and not words[0].startswith("-") else None
    return name, [word for word in words if word.startswith("-")]


def test_every_command_stands_in_the_readme_and_has_help():
    mentioned = {read_command(words)[0] for page, words in command_lines() if page == "README.md"}
    assert set(cli.commands) <= mentioned
    assert all(command.help for command in cli.commands.values())


def test_every_command_and_option_that_is_mentioned_exists():
    missing = []
    for page, words in command_lines():
        name, options = read_command(words)
        if name in {"COMMAND", None}:
            command = cli
        elif name in cli.commands:
            command = cli.commands[name]
            if isinstance(command, click.Group):
                command = command.commands[words[words.index(name) + 1]]
        else:
            missing.append((page, name))
            continue
        known = {one for parameter in (*command.params, *cli.params) for one in parameter.opts} | {"--help"}
        missing += [(page, name, option) for option in options if option not in known]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_is_there(page):
    targets = re.findall(r"\]\(([^)#]+)\)", PAGES[page])
    assert targets
    assert [target for target in targets if not ((ROOT / page).parent / target).exists()] == []


def test_every_place_in_the_project_that_is_mentioned_exists():
    places = [
        span for span in spans(README) if span.startswith(("neiqin_xl/", "docs/", "tests/", "workbook_templates/"))
    ]
    assert len(places) > 10
    assert [place for place in places if not (ROOT / place).exists()] == []


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("readme") / "neiqin演示"
    with Desk.create(folder) as desk:
        dropped = folder / "inbox" / "昆明办" / "订单.csv"
        dropped.parent.mkdir()
        dropped.write_text(ORDER, encoding="utf-8")
        slip = folder / "inbox" / "武汉办" / "退货" / "发货.csv"
        slip.parent.mkdir(parents=True)
        desk.take_in()
        desk.statement("2026-10")
        desk.forms()
        desk.begin_day()
        desk.show_status()
    return folder


@pytest.mark.parametrize("page", PAGES)
def test_every_folder_of_a_workspace_that_is_mentioned_exists(page, workspace):
    places = {
        span
        for span in spans(PAGES[page])
        if re.match(r"(inbox|outbox|\.neiqin|模板|workbook_templates)/|neiqin\.toml", span)
    }
    assert places
    assert [place for place in places if not (workspace / place).exists()] == []


def test_every_page_of_the_documentation_is_linked_from_the_readme():
    pages = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert {name for name in pages if f"(docs/{name})" in README} == pages


def test_the_manual_explains_every_fate_of_a_file_and_of_a_line():
    explained = {line.split("|")[1].strip() for line in MANUAL.splitlines() if line.startswith("| ")}
    assert {word.shown for word in (*FATES, WAITING, *VERDICTS)} <= explained


def test_the_settings_that_the_manual_shows_are_right(tmp_path):
    (block,) = blocks(MANUAL, "toml")
    (tmp_path / "neiqin.toml").write_text(block, encoding="utf-8")
    settings = read_settings(tmp_path / "neiqin.toml")
    require_known_names(settings)
    assert settings.layouts
    assert settings.spellings


def test_every_master_that_is_mentioned_is_one():
    masters = {one.master.shown for one in sheet_types().values()}
    mentioned = {span for span in spans(README) if re.fullmatch(r"\w+(台账|档案|价格表)", span)}
    assert mentioned == masters
    assert [name for name in masters if name not in MANUAL] == []


def test_the_sub_folders_that_fix_a_type_are_known():
    known = {folder for one in sheet_types().values() for folder in one.folders}
    told = {
        "订单",
        "发货",
        "退货",
        "客户",
        "产品",
        "回款",
        "开票",
        "期初",
        "调整",
        "信用额度",
        "对账登记",
        "客户对账单",
        "匹配确认",
        "回单",
        "交期回复",
        "开票预约",
        "差异处理",
        "核销与认领",
    }
    assert told <= known
    assert [folder for folder in told if f"“{folder}”" not in MANUAL] == []
    assert all(told.intersection(one.folders) for one in sheet_types().values())


def test_the_excerpts_stand_in_the_modules_that_they_are_from():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "neiqin_xl").rglob("*.py")]
    excerpts = [block for block in blocks(README, "python") if "from neiqin_xl import" not in block]
    assert len(excerpts) == 4
    for excerpt in excerpts:
        assert any(excerpt.strip("\n") in source for source in sources), excerpt


def test_the_python_example_runs(workspace, monkeypatch, capsys):
    (example,) = [block for block in blocks(README, "python") if "from neiqin_xl import" in block]
    monkeypatch.chdir(workspace.parent)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - it is our own page
    assert capsys.readouterr().out == "True 0\n"


def test_the_commands_of_the_manual_run(workspace, monkeypatch, capsys):
    monkeypatch.setattr("neiqin_xl.faces.watcher.watch", lambda *_, **__: 0)
    lines = [line.split() for block in blocks(MANUAL, "sh") for line in block.splitlines()]
    assert len(lines) > 4
    for words in lines:
        arguments = [str(workspace) if word == "工作区" else "1" if word == "12" else word for word in words[1:]]
        assert answered(arguments) == 0, words


@pytest.mark.thorough
def test_the_number_of_files_of_the_demo_is_right(tmp_path):
    assert f"{len(write_demo(tmp_path).files)} files" in README


def test_the_two_commands_for_a_fresh_clone_are_there_and_alike():
    commands = [
        line for block in blocks(README, "sh") for line in block.splitlines() if "venv" in line and "&&" in line
    ]
    assert [line.rpartition("&& ")[2] for line in commands] == [
        ".venv/bin/neiqin demo",
        ".venv/bin/python -m pytest",
    ]
    assert all(line.startswith("python3 -m venv .venv && .venv/bin/pip install ") for line in commands)
