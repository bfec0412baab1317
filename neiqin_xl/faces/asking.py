"""What a person typed to what the desk understands; a wrong word is answered with where the right ones are."""

from __future__ import annotations

from pathlib import Path

import click

from neiqin_xl.faces.chinese import Failure

MOST = 999_999_999
"""Far more than there will ever be of anything that is counted or numbered."""


def count(ctx: click.Context, param: click.Parameter, text: str | None) -> int | None:
    """The whole number from 1 to `MOST` that was typed; None for None."""
    if text is None:
        return None
    try:
        number = int(text)
    except ValueError:
        raise click.BadParameter(f"“{text[:40]}”不是整数，请写数字。", ctx, param) from None
    if not 1 <= number <= MOST:
        raise click.BadParameter(f"“{text[:40]}”超出范围，要在 1 和 {MOST} 之间。", ctx, param)
    return number


def existing(ctx: click.Context, param: click.Parameter, files: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files, if all of them are there."""
    del ctx, param
    for path in files:
        if not path.is_file():
            raise Failure(f"没有“{path}”这个文件，请检查路径和文件名。")
    return files


def known_type(text: str | None) -> str | None:
    """The name of the sheet type called `text`, by its name or its Chinese name; None for None."""
    from neiqin_xl.sheets import sheet_types

    if text is None:
        return None
    for one in sheet_types().values():
        if text in (one.name, one.word.shown):
            return one.name
    raise click.UsageError(f"没有“{text}”这种表。有哪些，用 neiqin types 看。")


def header_map(pairs: tuple[str, ...]) -> dict[str, str] | None:
    """Header to field from "表头=字段" texts; None where there are none."""
    for pair in pairs:
        if not all(part.strip() for part in pair.rpartition("=")):
            raise click.UsageError(f"--map 后面应写 表头=字段，现在是“{pair}”。")
    return {header.strip(): name.strip() for header, _, name in (pair.rpartition("=") for pair in pairs)} or None


pdf_wanted = click.option(
    "--pdf/--no-pdf", "pdf", default=None, help="给客户的每个文件旁边再出一份 PDF；不写就照设置 neiqin.toml 里的 pdf。"
)
