"""Which masters are out of date and how each of them lies on the disk, as the ledger keeps it."""

from __future__ import annotations

from pathlib import Path

from neiqin_xl import machine
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.stale import forget_master, stale_masters, touched
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.publish.master_book import MasterBook, Published
from neiqin_xl.publish.master_check import shows_the_books
from neiqin_xl.publish.master_state import MasterState
from neiqin_xl.workspace import Workspace


class Mastering:
    """The masters of one workspace. The caller holds the workspace lock."""

    def __init__(self, workspace: Workspace, ledger: Ledger, books: Books) -> None:
        """`books` are at rest."""
        self.workspace, self.ledger, self.books = workspace, ledger, books

    def stale(self) -> list[str]:
        """Sheet types of which some line changed since their master was published, or what is said of all lines."""
        names = set(stale_masters(self.ledger))
        for (name,) in self.ledger.rows("SELECT type FROM master"):
            if name not in names and name in self.ledger.kinds and self._says_otherwise(name):
                names.add(name)
        return sorted(names & self.ledger.kinds.keys())

    def _says_otherwise(self, name: str) -> bool:
        """Whether customers are called otherwise now, a price list is there at last, or another version wrote it."""
        published = self._published(name)
        if published is None:
            return True
        state = published.state
        return bool(state.renamed(self.books.master_names(name))) or state.priced != self.books.has_price_list()

    def book(self, name: str, *, anew: bool) -> MasterBook:
        """The master of that type as the books stand; `anew` without anything of what was published before."""
        kind = self.ledger.kinds[name]
        published = None if anew else self._published(name)
        return MasterBook(kind, self.books, published, touched(self.ledger, name) if published else ())

    def path(self, name: str) -> Path:
        """Where the master of that type lies."""
        return self.workspace.masters / f"{self.ledger.kinds[name].master.shown}.xlsx"

    def settle(self, name: str, book: MasterBook) -> None:
        """The book that was written lies in its place. The caller holds the transaction."""
        if book.made is None:
            self.ledger.execute("DELETE FROM master WHERE type = ?", (name,))
        else:
            state, directory = book.made
            self.ledger.insert("master", [(name, *state.texts(), directory)], instead=True)
        forget_master(self.ledger, name)

    def wrong(self) -> list[str]:
        """The names of masters that do not show the books though they should; what people changed is passed over."""
        stale = self.stale()
        found = []
        for (name,) in self.ledger.rows("SELECT type FROM master ORDER BY type"):
            path = self.path(name)
            if name in stale or not path.exists() or not self._is_ours(path):
                continue
            if not shows_the_books(path, self.ledger.kinds[name], self.books):
                found.append(path.name)
        return found

    def _is_ours(self, path: Path) -> bool:
        """Whether the file lies there as it was last written."""
        key = path.relative_to(self.workspace.root).as_posix()
        row = self.ledger.one("SELECT sha256 FROM publication WHERE path = ?", (key,))
        return row is not None and machine.sha256(path) == row[0]

    def _published(self, name: str) -> Published | None:
        row = self.ledger.one("SELECT shown, called, directory FROM master WHERE type = ?", (name,))
        state = None if row is None else MasterState.read(row[0], row[1])
        if row is None or state is None:
            return None
        return Published(self.path(name), state, row[2])
