"""Settings that name sheet types and fields, held against those that there are."""

from __future__ import annotations

import difflib

from neiqin_xl.settings import Settings, SettingsError
from neiqin_xl.sheets import sheet_types
from neiqin_xl.workspace import SETTINGS_FILE


def require_known_names(settings: Settings) -> None:
    """SettingsError where the settings name sheet types or fields that there are not; they would go unnoticed."""
    types = sheet_types()
    by_word = {one.word.shown: one.name for one in types.values()}
    declared = [field for one in types.values() for field in one.fields]
    known = {field.name for field in declared}
    problems = [
        f"[layouts] 里“{layout}”现在是“{kind}”，没有这种表；" + _right_names(kind, by_word)
        for layout, kind in settings.layouts.items()
        if kind not in types
    ]
    problems += [
        f"[spellings] 里的“{key}”不是字段；" + _right_names(key, {field.shown: field.name for field in declared})
        for key in settings.spellings
        if key not in known
    ]
    if problems:
        raise SettingsError(SETTINGS_FILE, problems)


def _right_names(text: str, names: dict[str, str]) -> str:
    near = names.get(text) or next(iter(difflib.get_close_matches(text, names.values(), n=1)), None)
    return f"是不是“{near}”？请改正" if near else "有哪些，用 neiqin types 看"
