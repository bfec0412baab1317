"""Input forms into the outbox, or into any folder: one a sheet type, with lists from the books where there are any."""

from __future__ import annotations

from pathlib import Path

from neiqin_xl import words
from neiqin_xl.desk.results import Json
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.in_use import catalogue, choices
from neiqin_xl.model.form import form_file
from neiqin_xl.publish.forms import NOTHING, Offer, form_book
from neiqin_xl.publish.outbox import State, publish_book
from neiqin_xl.settings import Settings
from neiqin_xl.sheets import sheet_types


def offer_from(books: Books, settings: Settings) -> Offer:
    """What the forms offer to choose from: what stands in the books, and whom and what the settings name."""
    named = {
        words.SALESPERSON.shown: settings.staff,
        words.WAREHOUSE.shown: settings.warehouses,
        words.COMPANY.shown: settings.companies,
    }
    return Offer(choices(books, named), catalogue(books))


def forms_into(folder: Path, offer: Offer = NOTHING) -> Json:
    """Write a form of every sheet type into a folder: {"folder", "written", "pending", "set_aside"}.

    A file of that name that is not this very form is kept beside it, as in the outbox. Without an offer, only
    fields that have a fixed choice give one.
    """
    told: Json = {"folder": str(folder), "written": [], "pending": [], "set_aside": []}
    for kind in sheet_types().values():
        path = folder / form_file(kind)
        outcome = publish_book(path, form_book(kind, offer))
        if outcome.state is State.PENDING:
            told["pending"].append({"path": str(path), "reason": outcome.reason})
        else:
            told["written"].append(str(path))
        if outcome.set_aside_path is not None:
            told["set_aside"].append({"path": str(outcome.set_aside_path), "reason": outcome.reason})
    return told
