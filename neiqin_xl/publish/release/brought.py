"""What a template brings into every paper that is written by it, looked at once."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from neiqin_xl.publish.release.parts import Parts
from neiqin_xl.publish.release.texts import Texts, is_written, texts_in

if TYPE_CHECKING:
    from neiqin_xl.publish.release.search import Search
    from neiqin_xl.workbook.template import Template

# What a filled workbook has beside the parts of its template: strings, styles, pictures with their drawings, copies.
_MADE = re.compile(r"xl/(?:sharedStrings|styles)\.xml|xl/drawings/drawing[0-9]+\.xml|xl/media/picture[0-9]+\.\w+")
_COPY = re.compile(r"_+[0-9]+(?=\.\w+$)")


class Brought:
    """The parts of a template by their checksums, the names that it uses, the texts in it, and whom these name.

    `texts` are those of the workbooks that are written by it, without its own.
    """

    def __init__(self, template: Template, search: Search) -> None:
        self.template = template
        self.used = frozenset(template.names)
        self.checksums: dict[str, int] = {}
        own: set[str] = set()
        with zipfile.ZipFile(BytesIO(template.data)) as package:
            for one in package.infolist():
                self.checksums[one.filename] = one.CRC
                if is_written(one.filename):
                    own |= texts_in(one.filename, package.read(one))
        self.parts = Parts(self.checksums)
        self.texts = Texts(frozenset(own))
        # Words of two letters, of which a template has many, are nobody's there.
        self.foreign = [one for one in search.foreign(own, frozenset()) if not one.is_brief]

    def allows(self, name: str) -> bool:
        """Whether a part of that name is the template's, a copy of one of its own, or one that we make."""
        if name in self.checksums or _COPY.sub("", name) in self.checksums or _MADE.fullmatch(name):
            return True
        folder, _, file = name.rpartition("_rels/")  # what such a part relates to
        return file.endswith(".rels") and bool(folder) and self.allows(f"{folder}{file.removesuffix('.rels')}")

    @staticmethod
    def is_picture(name: str) -> bool:
        """Whether a part of that name is a picture that a value brought."""
        return name.startswith("xl/media/") and _MADE.fullmatch(name) is not None
