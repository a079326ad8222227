"""Places on an image in QTI, marked areas and points that are set, as regions of a bank."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

from pylq_ext.banks.image_format import format_of
from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.interchange import forms
from pylq_ext.interchange.markup_images import Dropped, find_image
from pylq_ext.interchange.qti_scoring import Processing, Response, credits_of, number
from pylq_ext.interchange.qti_texts import Texts
from pylq_ext.interchange.record import Accepted, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node

MAX_REGIONS = 60

_PIXELS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


def read_hotspots(
    node: Node,
    response: Response,
    processing: Processing,
    texts: Texts,
    feedback: Mapping[str, str],
) -> Record:
    """Return the record of one of several areas that is chosen; its prompt is the image only.

    `feedback` are texts by the identifier of the area that they are for. Raises Unfit.
    """
    image, size = _image(node, texts)
    spots = list(node.nodes("hotspotChoice"))
    if not 0 < len(spots) <= MAX_REGIONS:
        raise Unfit(f"It has {len(spots):,} areas; a question has from 1 to {MAX_REGIONS}.")
    shares, points = credits_of(response, processing, several=False)
    _check_one(node, response, texts, sum(credit > 0 for credit in shares.values()))
    accepted = []
    for spot in spots:
        name = spot.attributes.get("identifier", "")
        form = _region(spot.attributes.get("shape", ""), spot.attributes.get("coords", ""), size)
        accepted.append(
            Accepted(form, max(0.0, shares.get(name, 0.0)), note=feedback.get(name, ""))
        )
    return _record(accepted, image, points)


def read_select_point(node: Node, response: Response, texts: Texts) -> Record:
    """Return the record of a point that is set; its prompt is the image only. Raises Unfit."""
    image, size = _image(node, texts)
    if not response.areas:
        if response.correct:
            raise Unfit(
                f"The right point ({response.correct[0][:40]}) has no area around it, so that"
                " nobody would hit it. Write the question anew in the bank."
            )
        texts.note("The item does not say which place is right; here it is asked without a key.")
        return Record("", Sort.PLACE, prompt=image)
    if len(response.areas) > MAX_REGIONS:
        raise Unfit(f"It has more than {MAX_REGIONS} areas, as many as a question has at most.")
    best = max(area.value for area in response.areas)
    if best <= 0:
        raise Unfit("No area earns any points: mark the right one in the item.")
    _check_one(node, response, texts, sum(area.value > 0 for area in response.areas))
    accepted = [
        Accepted(_region(area.shape, area.coords, size), max(0.0, area.value / best))
        for area in response.areas
    ]
    return _record(accepted, image, best)


def _record(accepted: Iterable[Accepted], image: str, points: float | None) -> Record:
    # What is the whole image would hide the areas behind it.
    ordered = sorted(accepted, key=lambda one: one.form == forms.OTHERWISE)
    first: dict[str, Accepted] = {}
    for one in ordered:
        first.setdefault(one.form, one)
    return Record(
        "",
        Sort.PLACE,
        prompt=image,
        accepted=tuple(first.values()),
        points=points,
    )


def _check_one(node: Node, response: Response, texts: Texts, right: int) -> None:
    most = node.attributes.get("maxChoices", "1" if response.cardinality == "single" else "0")
    if response.cardinality == "single" or most == "1":
        return
    if right > 1:
        raise Unfit("Several places are to be found at once, and a bank asks for one.")
    texts.note("Several places could be chosen; here it is one.")


def _image(node: Node, texts: Texts) -> tuple[str, tuple[float, float]]:
    """Return the Markdown of the image that is pointed at, and the size that places refer to."""
    for element in node.nodes():
        if element.name in {"object", "img"}:
            break
    else:
        raise Unfit("It has no image to point at.")
    given = element.attributes
    source = given.get("data" if element.name == "object" else "src", "")
    words = " ".join((given.get("alt") or element.text()).split())
    try:
        _, content = find_image(source, texts.files)
    except Dropped as dropped:
        raise Unfit(f"The image to point at is missing. {dropped}") from None
    sides = [
        float(side) if _PIXELS.fullmatch(side := given.get(name, "").strip()) else 0.0
        for name in ("width", "height")
    ]
    size = (sides[0], sides[1]) if min(sides) > 0 else format_of(content).size
    if size is None:
        raise Unfit("Nothing says how large the image is, so that its places are not known.")
    shown = f'<p><img src="{html.escape(source)}" alt="{html.escape(words)}"></p>'
    return texts.gathered.html(shown, texts.files), size


def _region(shape: str, coords: str, size: tuple[float, float]) -> str:
    """Return the form of an area, which QTI has in pixels and a bank in percent; raises Unfit."""
    if shape == "default":
        return forms.OTHERWISE
    given = [number(part) for part in re.split(r"[\s,]+", coords.strip())[:202]]
    values = [value for value in given if value is not None]
    if len(values) != len(given) or any(value < 0 for value in values):
        raise Unfit(f"The area “{coords[:60]}” cannot be read.")
    width, height = size
    if shape == "circle" and len(values) == 3:
        form = f"= circle {_percent(values[0], width)} {_percent(values[1], height)}"
        form = f"{form} {_percent(values[2], width)}"
    elif shape == "rect" and len(values) == 4:
        form = f"= box {_corners(values, size).replace(',', '')}"
    elif shape == "poly":
        form = f"= polygon {_corners(_open(values), size)}"
    elif shape == "ellipse":
        raise Unfit("One of its areas is an ellipse; a bank has circles, boxes and polygons.")
    else:
        raise Unfit(f"The area “{shape[:20]} {coords[:60]}” cannot be read.")
    try:
        read_form(form)
    except ValueError as error:
        raise Unfit(f"The area “{shape} {coords[:60]}” cannot be spelled: {error}.") from None
    return form


def _open(values: list[float]) -> list[float]:
    """Return a polygon's corners without the first one at the end again."""
    return values[:-2] if len(values) > 6 and values[:2] == values[-2:] else values


def _corners(values: list[float], size: tuple[float, float]) -> str:
    pairs = zip(values[::2], values[1::2], strict=False)
    return ", ".join(f"{_percent(x, size[0])} {_percent(y, size[1])}" for x, y in pairs)


def _percent(value: float, side: float) -> str:
    return f"{min(100.0, round(100 * value / side, 3)):g}"
