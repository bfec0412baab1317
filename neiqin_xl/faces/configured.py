"""Settings that name sheet types and fields, held against those that there are."""

from __future__ import annotations

from neiqin_xl.desk.told import right_name
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
        f"[layouts] 里“{layout}”现在是“{one.type}”，没有这种表；" + right_name(one.type, by_word)
        for layout, one in settings.layouts.items()
        if one.type not in types
    ]
    problems += [
        f"[layouts] 里“{layout}”的“{header}”现在是“{name}”，{types[one.type].word.shown}没有这个字段；"
        + right_name(name, {field.shown: field.name for field in types[one.type].fields})
        for layout, one in settings.layouts.items()
        if one.type in types
        for header, name in one.columns.items()
        if not types[one.type].has(name)
    ]
    problems += [
        f"[spellings] 里的“{key}”不是字段；" + right_name(key, {field.shown: field.name for field in declared})
        for key in settings.spellings
        if key not in known
    ]
    if problems:
        raise SettingsError(SETTINGS_FILE, problems)
