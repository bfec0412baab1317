"""The commands that check a template and fill it; they need no workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from neiqin_xl.faces.answers import COULD_NOT, DONE, WITH_ERRORS, as_json, tell
from neiqin_xl.faces.chinese import Failure, Group

template_file = click.argument("file", metavar="模板", type=click.Path(path_type=Path))


@click.group(cls=Group, help="检查模板、填模板：自己设计的工作簿，里面写 {{ 客户.名称 }} 这样的占位符。")
def template() -> None:
    """Group the two commands."""


@template.command(help="检查模板：一次说出全部写错的地方，每处是哪个单元格、写的是什么、可能想写什么。")
@template_file
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="数据.json",
    help="用这份数据试填（不写文件），名字对不上也会指出。",
)
@as_json
def check(file: Path, data: Path | None, *, as_json: bool) -> int:
    """Say what is wrong with a template and what it uses."""
    from neiqin_xl.desk import check_template

    answer = _answered(lambda: check_template(file, data=data))
    tell(answer, _told_check, as_json=as_json)
    return DONE if answer["ok"] else WITH_ERRORS


@template.command(help="用 JSON 数据填模板，另存成一份新的工作簿；模板不变。")
@template_file
@click.option("--data", type=click.Path(path_type=Path), required=True, metavar="数据.json", help="要填进去的数据。")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="文件", help="填好的工作簿存成这个文件。"
)
@click.option("--overwrite", is_flag=True, help="已经有这个文件，就盖掉它。")
@as_json
def fill(file: Path, data: Path, output: Path, *, overwrite: bool, as_json: bool) -> int:
    """Fill a template."""
    from neiqin_xl.desk import fill_template

    answer = _answered(lambda: fill_template(file, data, output, overwrite=overwrite))
    if answer["written"]:
        return tell(answer, lambda told: [f"填好了：{told['output']}", *_told_problems(told)], as_json=as_json)
    if not as_json:
        raise Failure("\n".join([f"“{answer['file']}”没有填，什么都没有写。", *_told_problems(answer)]))
    tell(answer, _told_problems, as_json=as_json)
    return COULD_NOT


def _answered(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    from neiqin_xl.desk import TemplateRefused

    try:
        return ask()
    except TemplateRefused as refusal:
        raise Failure(f"{refusal}。") from None


def _told_check(answer: Mapping[str, Any]) -> Iterator[str]:
    from neiqin_xl import words

    errors = sum(one["severity"] == words.ERROR.key for one in answer["problems"])
    warnings = len(answer["problems"]) - errors
    counted = f"错误 {errors} 处，提醒 {warnings} 处" if answer["problems"] else "没有发现问题"
    yield f"{answer['file']}：{counted}。"
    yield from _told_problems(answer)
    if answer["uses"]:
        yield f"模板用到的名字：{'、'.join(answer['uses'])}"
    if answer["may_use"] is not None:
        unused = _unused(answer["may_use"], answer["uses"])
        if unused and answer["kind"] is None:
            yield f"数据里还有、也可以用的名字：{'、'.join(unused)}"
        elif unused:
            yield f"文件名以“{answer['kind']}”开头，是按程序填“{answer['kind']}”用的名字检查的，还可以用："
            yield from (f"  {name}　{answer['may_use'][name]}" for name in unused)
            yield "如果这份模板要用自己的数据来填，请加上 --data 数据.json 再检查。"


def _unused(may_use: Mapping[str, str], uses: Sequence[str]) -> list[str]:
    """The names that a template does not use yet, neither whole nor as a sheet of its own calls them, nor a part."""
    used = {name[:end] for name in uses for end in (*(at for at, sign in enumerate(name) if sign == "."), len(name))}
    return [name for name in may_use if name not in used and name.partition(".")[2] not in used]


def _told_problems(answer: Mapping[str, Any]) -> Iterator[str]:
    from neiqin_xl.faces.telling import SEVERITIES

    for one in answer["problems"]:
        yield f"  {SEVERITIES[one['severity']]}：{one['message']}"
