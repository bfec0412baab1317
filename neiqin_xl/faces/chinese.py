"""Click in Chinese: its own words, and commands whose usage and refusals are Chinese."""

from __future__ import annotations

import sys
from typing import Any

import click

_OPTIONS = "[选项]"
SAID = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这段说明。",
    "Show the version and exit.": "显示版本号。",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "Aborted!": "已中断。",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "用法说明见：{command} {option}",
    "Missing command.": "没有写要做什么（命令）。",
    "No such command {name!r}.": "没有 {name} 这个命令。",
    "No such option {name!r}.": "没有 {name} 这个选项。",
    "No such option: {name}": "没有 {name} 这个选项。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是其中之一：{possibilities}？",
    "(Possible options: {possibilities})": "是不是其中之一：{possibilities}？",
    "Got unexpected extra argument ({args})": "多写了 {args}，这里用不到。",
    "Got unexpected extra arguments ({args})": "多写了 {args}，这里用不到。",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后面要写 {nargs} 个值。",
    "Option {name!r} does not take a value.": "选项 {name} 后面不写值。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 要写 {nargs} 个值。",
    "Missing argument": "没有写",
    "Missing option": "没有写选项",
    "Missing parameter": "没有写",
    "Missing {param_type}": "没有写 {param_type}",
    "Missing parameter: {param_name}": "没有写 {param_name}",
    "Invalid value: {message}": "{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}：{message}",
    "{value!r} is not a valid {number_type}.": "“{value}”不是整数，请写数字。",
    "{value} is not in the range {range}.": "“{value}”超出范围，应为 {range}。",
    "{value!r} is not {choice}.": "“{value}”不对，只能是 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不对，只能是 {choices} 之一。",
    "Could not open file {filename!r}: {message}": "打不开文件“{filename}”：{message}",
    "required": "必须写",
    "default: {default}": "默认：{default}",
    "env var: {var}": "环境变量：{var}",
    "(dynamic)": "（看情况）",
    "deprecated": "不再使用",
    "unknown error": "原因不明",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "没有“{filename}”这个{name}。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，不是文件夹。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，不是文件。",
    "{name} {filename!r} is not readable.": "“{filename}”没有读取权限。",
    "{name} {filename!r} is not writable.": "“{filename}”没有写入权限。",
}
"""What click says, by its English original; what is not in here stays English."""


def speak_chinese() -> None:
    """Make click speak Chinese from now on, whatever the language of the computer.

    Click asks `gettext` for each text, which would want compiled catalogues and a Chinese locale. Its modules look the
    function up by a name of their own, so that name is what is replaced.
    """
    for name, module in sys.modules.copy().items():
        if name.partition(".")[0] == "click":
            for asked, answer in (("_", _said), ("ngettext", _said_of_many)):
                if hasattr(module, asked):
                    setattr(module, asked, answer)


def _said(text: str) -> str:
    return SAID.get(text, text)


def _said_of_many(one: str, many: str, count: int) -> str:
    return _said(one if count == 1 else many)


class Failure(click.ClickException):
    """What was asked for cannot be done; the text is a Chinese sentence."""

    exit_code = 2


class Group(click.Group):
    """Commands in the order in which they are declared, that of a clerk's day, with usage lines in Chinese."""

    def __init__(self, *args: Any, **more: Any) -> None:
        more |= {"options_metavar": _OPTIONS, "subcommand_metavar": "命令 [参数]..."}
        super().__init__(*args, **more)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take the command in, whoever declared it."""
        cmd.options_metavar = _OPTIONS
        super().add_command(cmd, name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names as declared."""
        del ctx
        return list(self.commands)
