"""How every command ends: its answer in Chinese lines or as JSON, and an exit code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

DONE, WITH_ERRORS, COULD_NOT = 0, 1, 2

as_json = click.option("--json", "as_json", is_flag=True, help="用 JSON 输出，给程序读。")


def tell(answer: Any, told: Callable[[Any], Iterable[str]], *, as_json: bool) -> int:
    """Print the answer, told in lines or as JSON; the exit code for done, or for papers that may not go out."""
    if as_json:
        import json

        click.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
    else:
        for line in told(answer):
            click.echo(line)
    return WITH_ERRORS if isinstance(answer, dict) and answer.get("refused") else DONE
