"""Columns with few different values, as those values and an index for each row."""

from __future__ import annotations

import base64
import binascii
import json
import sys
from array import array
from collections.abc import Mapping, Sequence
from typing import Any, Literal

Value = str | int | None

_WIDTHS: tuple[tuple[Literal["B", "H", "I"], int], ...] = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))
_WORTH = 0.5


_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def written(columns: Mapping[str, Sequence[Value]]) -> dict[str, str]:
    """Each column's code as JSON text, by the column's name."""
    return {name: _as_json(coded(values)) for name, values in columns.items()}


def coded(values: Sequence[Value]) -> dict[str, Any]:
    """The column as plain JSON values: {"v": values}, or {"u": different values, "w": width, "i": indexes in base64}.

    The same values in the same order always give the same code.
    """
    unique = dict.fromkeys(values)
    if len(unique) > _WORTH * len(values):
        return {"v": list(values)}
    place = {value: i for i, value in enumerate(unique)}
    width = next(width for width, most in _WIDTHS if len(unique) <= most)
    packed = _packed(list(map(place.__getitem__, values)), width)
    return {"u": list(unique), "w": width, "i": base64.b64encode(packed).decode("ascii")}


def _packed(indexes: list[int], width: Literal["B", "H", "I"]) -> bytes:
    if width == "B":
        return bytes(indexes)
    packed = array(width, indexes)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def decoded(code: Any, count: int, wanted: type) -> list[Value]:
    """The column behind a code: `count` values, blank or `wanted`; ValueError or TypeError for anything else."""
    if not isinstance(code, dict):
        raise TypeError("a column must be an object")
    if "v" in code:
        return _checked(code["v"], count, wanted)
    unique = _checked(code.get("u"), None, wanted)
    if code.get("w") not in ("B", "H", "I") or not isinstance(code.get("i"), str):
        raise ValueError("a coded column lacks its indexes")
    indexes = array(code["w"])
    try:
        indexes.frombytes(base64.b64decode(code["i"], validate=True))
    except binascii.Error as error:
        raise ValueError("a coded column's indexes are broken") from error
    if sys.byteorder == "big":
        indexes.byteswap()
    if len(indexes) != count or (count and max(indexes) >= len(unique)):
        raise ValueError("a coded column's indexes point nowhere")
    return list(map(unique.__getitem__, indexes))


def _checked(values: Any, count: int | None, wanted: type) -> list[Value]:
    if not isinstance(values, list) or (count is not None and len(values) != count):
        raise ValueError("a column has another length than its table")
    if not set(map(type, values)) <= {wanted, type(None)}:
        raise ValueError("a column holds values of another kind")
    return values
