"""Images of HTML: which of them a bank can attach, and what stands in the place of the others."""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

from pylq_ext.banks.image_format import GIF, JPEG, PNG, SVG, WEBP, NotAnImage, format_of
from pylq_ext.interchange.markup_mathml import tex_of
from pylq_ext.interchange.markup_plain import MARK, cleaned, escape
from pylq_ext.interchange.markup_tex import dollars_around
from pylq_ext.interchange.markup_tree import Element, parse_html

PLUGINFILE = "@@PLUGINFILE@@/"
_ENDINGS = {PNG: "png", JPEG: "jpg", GIF: "gif", WEBP: "webp", SVG: "svg"}
_DATA = re.compile(r"data:image/[a-z0-9.+-]{1,40}(?:;[a-z0-9=-]{1,40}){0,3};base64,", re.I)
# Wiris writes MathML into an attribute with other signs in the place of HTML's own.
_WIRIS = {"«": "<", "»": ">", "¨": '"', "§": "&", "`": "'"}


class Dropped(Exception):
    """Why an image is not attached, as a note."""


def formula_of(image: Element) -> str | None:
    """Return the formula that an image was made of, as a bank has it; None if of none."""
    given = image.attributes
    classes = given.get("class", "").lower().split()
    tex = given.get("data-equation-content") or given.get("data-tex") or given.get("data-latex")
    if tex:
        return dollars_around(
            unquote(tex) if "%" in tex and "\\" not in tex else tex, display=False
        )
    if "texrender" in classes or "/filter/tex/" in given.get("src", ""):
        return dollars_around(given.get("alt", "").strip().strip("$"), display=False)
    mathml = given.get("data-mathml", "")
    if mathml:
        for sign, meant in _WIRIS.items():
            mathml = mathml.replace(sign, meant)
        tree = parse_html(mathml if "<" in mathml else html.unescape(mathml))
        first = next((one for one in tree.within() if one.tag == "math"), None) if tree else None
        return dollars_around(tex_of(first) or "", display=False) if first else None
    return None


def find_image(source: str, files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the name and content of the image that a source names; raises Dropped."""
    match = _DATA.match(source)
    if match:
        return _embedded(source[match.end() :])
    name = file_name(source, files)
    if name is None:
        if re.match(r"(?:https?:)?//", source, re.I):
            raise Dropped(
                f"The image {_short(source)} lies on another host and was replaced by a link: "
                "attach it to the cell if the question needs it."
            )
        shown = _short(unquote(source.removeprefix(PLUGINFILE))) or "without an address"
        raise Dropped(f"The image {shown} was dropped: it is not among the source's files.")
    _format(files[name], name)
    return name, files[name]


def file_name(source: str, files: Mapping[str, bytes]) -> str | None:
    """Return which of `files` an address names: by its path, or by a name that is in it."""
    if source.startswith(PLUGINFILE):
        path = source.removeprefix(PLUGINFILE)
    else:
        try:
            parts = urlsplit(source)
        except ValueError:
            return None
        if parts.scheme or parts.netloc:
            path = parts.path if "/pluginfile.php/" in parts.path else ""
        else:
            path = parts.path
    path = unquote(re.sub(r"[?#].*\Z", "", path, flags=re.S)).removeprefix("./")
    if not path:
        return None
    own = path.rpartition("/")[2]
    return next((name for name in (path, path.lstrip("/"), own) if name in files), None)


def attached_image(name: str, alternative: str) -> str:
    """Return the Markdown of an attachment; the words are plain text."""
    return f"![{in_brackets(alternative)}]({attachment_address(name)})"


def attachment_address(name: str) -> str:
    """Return how a text names an attachment."""
    return f"attachment:{quote(name, safe='/._-~')}"


def in_brackets(words: str) -> str:
    """Return plain text as it stands between an image's or a link's brackets."""
    words = " ".join(cleaned(words).split())
    signs = re.findall(r"[\[\]]", words)
    return escape(re.sub(r"[\[\]]", MARK, words), [f"\\{sign}" for sign in signs])


def address(url: str) -> str:
    """Return a link's address so that it stands between Markdown's brackets."""
    return quote(url, safe="!#$%&'*+,/:;=?@_~.-")


def _embedded(encoded: str) -> tuple[str, bytes]:
    try:
        content = base64.b64decode("".join(unquote(encoded).split()), validate=True)
    except (binascii.Error, ValueError):
        raise Dropped("An embedded image was dropped: it cannot be decoded.") from None
    ending = _ENDINGS[_format(content, "embedded in the text")]
    return f"image-{hashlib.sha256(content).hexdigest()[:8]}.{ending}", content


def _format(content: bytes, name: str) -> str:
    try:
        return format_of(content).type
    except NotAnImage:
        raise Dropped(
            f"The image {_short(name)} was dropped: it is no PNG, JPEG, GIF, WebP or SVG."
        ) from None


def _short(text: str) -> str:
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
    return text if len(text) <= 100 else f"{text[:99]}…"
