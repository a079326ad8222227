"""A package of QTI: a zip with a manifest, items, and the images that they show."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from pylq_ext.banks.settings import MAX_SECONDS
from pylq_ext.interchange.qti_item import read_qti_item
from pylq_ext.interchange.qti_names import as_qti_2
from pylq_ext.interchange.record import Record, Unreadable
from pylq_ext.interchange.tags import safe_tags
from pylq_ext.interchange.xml_source import Node, read_xml
from pylq_ext.interchange.zip_source import ZipSource

MANIFEST = "imsmanifest.xml"
MAX_ITEMS = 10_000

_ITEM = re.compile(r"imsqti_(?:item_xmlv(?:2p[0-9]|3p0)|apipitem_xmlv\w{1,20})", re.I)
#: What LOM calls how hard something is.
_LEVELS = {"easy": "easy", "medium": "medium", "difficult": "hard"}
_TIME = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?")
_OLD = re.compile(r"imsqti_xmlv1p[0-9]", re.I)


def read_qti_package(content: bytes) -> list[Record]:
    """Return a record for each item of a package, in the manifest's order; raises Unreadable."""
    source = ZipSource(content)
    manifest = _manifest(source)
    folder = posixpath.dirname(manifest)
    root = as_qti_2(read_xml(source.read(manifest)))
    items = [
        resource
        for resource in root.within("resource")
        if _ITEM.match(resource.attributes.get("type", ""))
    ]
    if not items:
        _refuse_without_items(root)
    if len(items) > MAX_ITEMS:
        raise Unreadable(f"The package has more than {MAX_ITEMS:,} items: export fewer at a time.")
    return [
        _item(resource, number, folder, source) for number, resource in enumerate(items, start=1)
    ]


def _manifest(source: ZipSource) -> str:
    names = [name for name in source.names if posixpath.basename(name).lower() == MANIFEST]
    if not names:
        raise Unreadable(
            f"The zip has no {MANIFEST}, so it is no package of QTI: export the questions again."
        )
    # Who zips a folder has everything one level deeper.
    return min(names, key=lambda name: name.count("/"))


def _refuse_without_items(root: Node) -> None:
    types = {resource.attributes.get("type", "") for resource in root.within("resource")}
    if any(_OLD.match(type_) for type_ in types):
        raise Unreadable(
            "The package is QTI 1, which is not read: export the questions as QTI 2.1 (in Canvas "
            "from New Quizzes), or as Moodle XML."
        )
    raise Unreadable("The manifest names no item of QTI 2 or 3: export the questions again.")


def _item(resource: Node, number: int, folder: str, source: ZipSource) -> Record:
    given = resource.attributes.get("href", "")
    if not given:
        first = resource.first("file")
        given = first.attributes.get("href", "") if first is not None else ""
    where = f"item {number} ({given[:80]})"
    name = _resolved(folder, given)
    if name is None or name not in source.names:
        return Record(where, problem="The manifest names a file that is not in the package.")
    try:
        files = _Beside(source, posixpath.dirname(name))
        record = read_qti_item(source.read(name), files, where)
    except Unreadable as error:
        return Record(where, problem=str(error))
    tags, notes = safe_tags(keyword.text() for keyword in resource.within("keyword"))
    level = next((one.said("value") for one in resource.within("difficulty")), "").lower().split()
    return replace(
        record,
        tags=tags,
        difficulty=next((word for name, word in _LEVELS.items() if name in level), ""),
        seconds=_seconds(resource),
        notes=(*record.notes, *notes),
    )


def _seconds(resource: Node) -> int | None:
    """Return the time that LOM calls typical, where it is told in seconds, minutes and hours."""
    for node in resource.within("typicallearningtime", "typicalLearningTime"):
        found = _TIME.fullmatch(node.text().strip())
        if found is not None:
            hours, minutes, seconds = (int(part or 0) for part in found.groups())
            total = 3600 * hours + 60 * minutes + seconds
            return total if 1 <= total <= MAX_SECONDS else None
    return None


def _resolved(folder: str, path: str) -> str | None:
    """Return the name in the zip of a path from a folder in it; None if it leads out."""
    name = posixpath.normpath(posixpath.join(folder, unquote(path.split("#")[0])))
    return None if name.startswith(("../", "/")) or name in {"..", "."} else name


@dataclass(slots=True)
class _Beside(Mapping[str, bytes]):
    """The files of a package by their paths from one item, read when they are asked for."""

    source: ZipSource
    folder: str
    _read: dict[str, bytes] = field(default_factory=dict)

    def __getitem__(self, path: str) -> bytes:
        name = _resolved(self.folder, path)
        if name is None or name not in self.source.names:
            raise KeyError(path)
        if path not in self._read:
            self._read[path] = self.source.read(name)
        return self._read[path]

    def __contains__(self, path: object) -> bool:
        name = _resolved(self.folder, path) if isinstance(path, str) else None
        return name is not None and name in self.source.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.source.names)

    def __len__(self) -> int:
        return len(self.source.names)
