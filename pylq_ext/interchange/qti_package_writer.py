"""Items of QTI 2.1 as a package: a zip with a manifest, the items, and the images in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from pylq_ext.interchange.html_texts import UNSEEN
from pylq_ext.interchange.qti_writer import Item, qti_item
from pylq_ext.interchange.target_format import Target

_PACKAGE: Final = "http://www.imsglobal.org/xsd/imscp_v1p1"
_LOM: Final = "http://www.imsglobal.org/xsd/imsmd_v1p2"
#: What LOM calls how hard something is.
_DIFFICULTIES: Final = {"easy": "easy", "medium": "medium", "hard": "difficult"}
#: Files of a zip have a date; the same questions shall be the same bytes.
_DATE: Final = (1980, 1, 1, 0, 0, 0)


def qti_package(title: str, items: Sequence[Item]) -> bytes:
    """Return the package of some items, whose numbers are their places."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "imsmanifest.xml", "".join(_manifest(title, items)).encode())
        for item in items:
            _add(archive, f"{item.identifier}.xml", item.xml)
            for path, content in item.images.items():
                _add(archive, path, content)
    return out.getvalue()


QTI: Final = Target("QTI 2.1", ".zip", qti_item, qti_package)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _manifest(title: str, items: Sequence[Item]) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="{_PACKAGE}" xmlns:imsmd="{_LOM}" identifier="bank">\n<metadata>'
        "<schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion>"
        f"<imsmd:lom><imsmd:general>{_titled(title)}</imsmd:general></imsmd:lom></metadata>\n"
        "<organizations/>\n<resources>\n"
    )
    for item in items:
        path = f"{item.identifier}.xml"
        files = "".join(f'<file href="{escape(one)}"/>' for one in (path, *item.images))
        yield (
            f'<resource identifier="resource-{item.identifier}" type="imsqti_item_xmlv2p1"'
            f' href="{path}"><metadata><imsmd:lom>{_of(item)}</imsmd:lom></metadata>'
            f"{files}</resource>\n"
        )
    yield "</resources>\n</manifest>\n"


def _of(item: Item) -> str:
    keywords = "".join(f"<imsmd:keyword>{_said(tag)}</imsmd:keyword>" for tag in item.tags)
    general = f"<imsmd:general>{_titled(item.title)}{keywords}</imsmd:general>"
    use = ""
    if item.difficulty:
        level = _DIFFICULTIES[item.difficulty]
        use += (
            f"<imsmd:difficulty><imsmd:source>{_said('LOMv1.0')}</imsmd:source>"
            f"<imsmd:value>{_said(level)}</imsmd:value></imsmd:difficulty>"
        )
    if item.seconds:
        use += (
            f"<imsmd:typicallearningtime><imsmd:datetime>PT{item.seconds}S</imsmd:datetime>"
            "</imsmd:typicallearningtime>"
        )
    return f"{general}<imsmd:educational>{use}</imsmd:educational>" if use else general


def _titled(title: str) -> str:
    return f"<imsmd:title>{_said(title)}</imsmd:title>" if title else ""


def _said(text: str) -> str:
    return (
        f'<imsmd:langstring xml:lang="x-none">'
        f"{UNSEEN.sub(chr(0xFFFD), escape(text, quote=False))}</imsmd:langstring>"
    )
