"""Expressions of placeholders: compiled once, told for many rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from neiqin_xl.workbook.listing import LISTS
from neiqin_xl.workbook.template.mistakes import WrongError, nearest
from neiqin_xl.workbook.template.piped import Names, Piped, piped
from neiqin_xl.workbook.template.sandbox import sandbox

if TYPE_CHECKING:
    from jinja2 import nodes

Context = Mapping[str, Any]

_LONGEST = 1_000


@dataclass(frozen=True)
class Expression:
    """One compiled expression.

    `paths` are the names that must be there for it, `optional` those for which it says what stands instead. Where it is
    one name with filters it is `piped`, else `compiled` by jinja2.
    """

    source: str
    paths: tuple[Names, ...]
    piped: Piped | None = None
    compiled: Callable[..., Any] | None = None
    optional: tuple[Names, ...] = ()

    @property
    def simple(self) -> Names | None:
        """The one name that it is, where it is nothing else."""
        return None if self.piped is None or self.piped.filters else self.piped.path

    def value(self, context: Context) -> Any:
        """What the expression is worth. WrongError where it cannot be told."""
        try:
            if self.piped is not None:
                return of_name(self.piped, context)
            found = None if self.compiled is None else self.compiled(context)
        except WrongError:
            raise
        except Exception as error:
            raise self._wrong(context, error) from error
        if _is_undefined(found):
            raise self._wrong(context, None)
        return found

    def _wrong(self, context: Context, error: Exception | None) -> WrongError:
        from jinja2.exceptions import SecurityError

        for path in self.paths:
            try:
                told(path, context)
            except WrongError as wrong:
                return wrong
        if isinstance(error, SecurityError):
            return WrongError("模板里不能用这样的写法")
        if isinstance(error, RecursionError | MemoryError):
            return WrongError("算式太复杂")
        return WrongError("这里的值不能这样计算，请看看是不是把文字当成了数字，或者把列表当成了一个值")


def compiled(source: str) -> Expression:
    """The expression compiled. WrongError where it is written wrongly."""
    if not source:
        raise WrongError("占位符里没有写名字")
    if len(source) > _LONGEST:
        raise WrongError(f"占位符太长，最多 {_LONGEST} 个字")
    plain = piped(source)
    if plain is None:
        return _compiled(source)
    if not plain.optional:
        return Expression(source, (plain.path,), plain)
    return Expression(source, (plain.path[:-1],) if len(plain.path) > 1 else (), plain, optional=(plain.path,))


def _compiled(source: str) -> Expression:
    from jinja2 import TemplateError

    environment = sandbox()
    try:
        tree = environment.parse("{{ (" + source + ") }}")
        run = environment.compile_expression(source, undefined_to_none=False)
    except (TemplateError, RecursionError, SyntaxError, ValueError, OverflowError, MemoryError) as error:
        raise WrongError(_explained(error, source)) from error
    paths, optional = _paths(tree)
    return Expression(source, paths, None, run, optional)


def together(expressions: Sequence[Expression]) -> Callable[..., Sequence[Any]]:
    """One call that tells the values of all these expressions."""
    source = "(" + "".join(f"({one.source})," for one in expressions) + ")"
    return cast("Callable[..., Sequence[Any]]", sandbox().compile_expression(source, undefined_to_none=False))


def of_name(found: Piped, context: Context) -> Any:
    """What a name with filters behind it is worth. WrongError, with the name, where there is no such."""
    if not found.optional:
        return found.passed(told(found.path, context))
    holder: Any = told(found.path[:-1], context) if len(found.path) > 1 else context
    try:
        value = inside(holder, found.path[-1], found.path)
    except WrongError:
        value = None
    return found.passed(value)


def told(path: Names, context: Context) -> Any:
    """What a dotted name stands for. WrongError, with the name, where there is no such."""
    try:
        found = context[path[0]]
    except KeyError:
        raise WrongError(f"没有“{path[0]}”这个名字", path[0]) from None
    for depth, name in enumerate(path[1:], start=2):
        found = inside(found, name, path[:depth])
    return found


def inside(value: Any, name: str, path: Names) -> Any:
    """A field of a value. WrongError, with the whole `path`, where it has none of that name."""
    if type(value) is dict or isinstance(value, Mapping):
        try:
            return value[name]
        except KeyError:
            raise WrongError(f"没有“{'.'.join(path)}”这个名字", ".".join(path)) from None
    if isinstance(value, LISTS):
        raise WrongError(f"“{'.'.join(path[:-1])}”是一个列表，这一行里已有另一个列表，或者这里不能用列表")
    found = sandbox().getattr(value, name)
    if _is_undefined(found):
        raise WrongError(f"没有“{'.'.join(path)}”这个名字", ".".join(path))
    return found


def bound(context: Context, names: Names, value: Any) -> dict[str, Any]:
    """The context with another value under a dotted name."""
    if len(names) == 1:
        return {**context, names[0]: value}
    inner = context.get(names[0])
    return {**context, names[0]: bound(inner if isinstance(inner, Mapping) else {}, names[1:], value)}


def names_of(context: Context) -> list[str]:
    """The dotted names that a template may use with these values, those inside lists too."""
    found: list[str] = []

    def collect(value: Any, prefix: str, depth: int) -> None:
        if isinstance(value, LISTS):
            value = value[0] if value else None
        if isinstance(value, Mapping) and depth < 4:
            for name, inner in value.items():
                whole = f"{prefix}.{name}" if prefix else str(name)
                found.append(whole)
                collect(inner, whole, depth + 1)

    collect(context, "", 0)
    return found


def _paths(tree: nodes.Template) -> tuple[tuple[Names, ...], tuple[Names, ...]]:
    from jinja2 import nodes

    found: dict[Names, None] = {}
    optional: dict[Names, None] = {}

    def chain(node: nodes.Node) -> Names | None:
        if isinstance(node, nodes.Name):
            return (node.name,)
        if isinstance(node, nodes.Getattr):
            before = chain(node.node)
            return None if before is None else (*before, node.attr)
        return None

    def walk(node: nodes.Node) -> None:
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
            walk(node.node.node)
            for child in [*node.args, *node.kwargs]:
                walk(child)
            return
        if isinstance(node, nodes.Filter) and node.name in {"default", "d", "默认"} and node.node is not None:
            path = chain(node.node)
            if path is not None:
                optional[path] = None
                if len(path) > 1:
                    found[path[:-1]] = None
                for child in node.args:
                    walk(child)
                return
        path = chain(node)
        if path is not None:
            found[path] = None
            return
        for child in node.iter_child_nodes():
            walk(child)

    walk(tree)
    return tuple(found), tuple(optional)


def _explained(error: Exception, source: str) -> str:
    message = str(error)
    if "No filter named" in message:
        name = message.partition(chr(39))[2].rpartition(chr(39))[0]
        meant = nearest(name, sandbox().filters)
        return f"不认识“|”后面的“{name}”" + (f"，可能是“{meant}”" if meant else "")
    if isinstance(error, RecursionError | MemoryError | OverflowError):
        return "算式太复杂"
    if "unexpected char" in message:
        return f"写法有误，“{source}”里有不认识的符号"
    return "写法有误，请检查括号、引号和逗号是否成对、齐全"


def _is_undefined(value: Any) -> bool:
    from jinja2 import Undefined

    return isinstance(value, Undefined)
