import pytest

from neiqin_xl.machine import files, lay_shortcut, shortcuts
from neiqin_xl.workspace import create_workspace


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "内勤 工作区" / "inbox"
    place.mkdir(parents=True)
    return place


@pytest.fixture
def windows(monkeypatch):
    monkeypatch.setattr(shortcuts, "WINDOWS", True)


def test_a_new_workspace_has_chinese_shortcuts_to_its_two_folders(tmp_path):
    made = create_workspace(tmp_path / "新")
    (made.inbox / "订单.csv").write_text("订单号", encoding="utf-8")
    assert (made.root / "收件箱" / "订单.csv").read_text(encoding="utf-8") == "订单号"
    assert (made.root / "输出").samefile(made.outbox)


def test_a_shortcut_moves_with_its_folder(folder, tmp_path):
    lay_shortcut(folder, "收件箱")
    moved = folder.parent.rename(tmp_path / "别处")
    assert (moved / "收件箱").samefile(moved / "inbox")


def test_on_windows_a_shortcut_is_a_file_that_explorer_opens(folder, windows):
    file = lay_shortcut(folder, "收件箱")
    assert file.name == "收件箱.url"
    head, url, *_ = file.read_bytes().split(b"\r\n")
    assert head == b"[InternetShortcut]"
    assert url == b"URL=" + folder.as_uri().encode()


def test_on_windows_a_shortcut_to_where_the_folder_was_is_laid_anew(folder, windows, tmp_path):
    lay_shortcut(folder, "收件箱")
    moved = folder.parent.rename(tmp_path / "别处") / "inbox"
    assert moved.as_uri().encode() in lay_shortcut(moved, "收件箱").read_bytes()


@pytest.mark.parametrize("name", ["收件箱", "收件箱.url"])
def test_what_already_has_the_name_of_a_shortcut_is_left_alone(folder, monkeypatch, name):
    monkeypatch.setattr(shortcuts, "WINDOWS", name.endswith(".url"))
    own = folder.parent / name
    own.write_text("别人的", encoding="utf-8")
    lay_shortcut(folder, "收件箱")
    assert own.read_text(encoding="utf-8") == "别人的"


def test_a_volume_without_links_and_a_busy_shortcut_stop_nobody(folder, monkeypatch):
    def refuse(*_a, **_k):
        raise OSError(95, "no links here")

    monkeypatch.setattr(shortcuts.Path, "symlink_to", refuse)
    assert not lay_shortcut(folder, "收件箱").exists()
    monkeypatch.setattr(shortcuts, "WINDOWS", True)
    monkeypatch.setattr(shortcuts, "write_atomically", lambda path, _: (_ for _ in ()).throw(files.BusyFile(path)))
    assert not lay_shortcut(folder, "收件箱").exists()
