"""The plots of the shipped banks: what they show, and how they were drawn.

    python -m tests.unit.banks.plots question_banks/numpy_pandas.ipynb

draws those of a bank anew and attaches them to their cells. That needs matplotlib and Pillow, which
nothing else does. Each image holds a digest of what it shows, so that a test can tell which data it
is of, and where its axes are, so that a test can tell which place shows what.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import statistics
import struct
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

#: By the question's cell; what is not a number is missing.
SHOWN: Mapping[str, Any] = {
    "histogram-to-read": {"edges": [0, 10, 20, 30, 40, 50, 60], "counts": [6, 11, 9, 8, 4, 2]},
    "two-boxes": {
        "A": [2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 13],
        "B": [5, 6, 8, 8, 9, 9, 10, 10, 11, 12],
    },
    "line-with-gaps": [14, 15, 17, None, 16, None, 19, 21, 20, 22],
    "curve-without-correlation": {
        "x": [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6],
        "y": [36, 25, 16, 9, 4, 1, 0, 1, 4, 9, 16, 25, 36],
    },
    "bars-of-groups": {"a": 3, "b": 1, "c": 2},
    "shades-of-a-grid": [[0, 1, 2, 3, 4, 5]] * 4,
    "bars-from-fifty-seven": {"from": 57, "A": 60, "B": 66},
    "bars-with-a-tail": {
        "edges": [0, 1, 2, 3, 4, 5, 6, 7, 8],
        "counts": [10, 22, 9, 6, 5, 4, 3, 3],
    },
    "pull-of-a-point": {
        "x": [1, 2, 3, 4, 5, 6, 7, 8, 9, 14],
        "y": [2.6, 2.9, 3.8, 3.9, 9.5, 5.2, 5.4, 6.3, 6.4, 2.0],
    },
    "three-who-type": {
        "A": {"x": [20, 22, 24, 26, 28], "y": [8.0, 8.4, 9.1, 9.3, 10.0]},
        "B": {"x": [38, 40, 42, 44, 46], "y": [5.0, 5.6, 5.9, 6.6, 7.0]},
        "C": {"x": [56, 58, 60, 62, 64], "y": [2.1, 2.4, 3.1, 3.4, 4.0]},
    },
    # The middles of the targets, and the hits as seen from there.
    "four-targets": {
        "A": {"at": [0, 0], "hits": [[-2, 1], [1.5, 2], [2, -1.5], [-1, -2], [0, 0.5]]},
        "B": {"at": [8, 0], "hits": [[1.7, 1.9], [2.1, 2.2], [1.9, 1.6], [2.3, 1.8], [2.0, 2.0]]},
        "C": {"at": [0, -8], "hits": [[0.2, 0.1], [-0.2, 0.3], [0.1, -0.3], [-0.1, -0.2], [0, 0]]},
        "D": {
            "at": [8, -8],
            "hits": [[-2.8, -0.5], [-0.4, -2.6], [-2, 1], [-2, -1.6], [0.3, -1.2]],
        },
    },
}

_TEXT = b"tEXt"
_KEYWORD = "Description"
_FRAME = "Comment"


def digest(cell: str) -> str:
    """Return what a plot of the question's data says of itself."""
    return hashlib.sha256(json.dumps([cell, SHOWN[cell]]).encode()).hexdigest()


def digest_in(image: bytes) -> str:
    """Return what a PNG says of itself; raises KeyError if it does not."""
    return _told(image)[_KEYWORD]


def place_in(image: bytes, x: float, y: float) -> tuple[float, float]:
    """Return where a PNG shows a point of its data: percent of its width, and of its height."""
    frame = json.loads(_told(image)[_FRAME])
    left, top, right, bottom = frame["box"]
    (x1, x2), (y1, y2) = frame["x"], frame["y"]
    across = left + (right - left) * (x - x1) / (x2 - x1)
    return across, bottom + (top - bottom) * (y - y1) / (y2 - y1)


def _told(image: bytes) -> dict[str, str]:
    return dict(
        body.decode("latin-1").split("\0", 1) for kind, body in _chunks(image) if kind == _TEXT
    )


def _chunks(image: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(image):
        (length,) = struct.unpack_from(">I", image, at)
        yield image[at + 4 : at + 8], image[at + 8 : at + 8 + length]
        at += 12 + length


def draw(cell: str) -> bytes:
    """Return the plot of a question as a PNG with a white ground, for light and dark pages."""
    import matplotlib
    from PIL import Image, PngImagePlugin

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4.8, 3.0), dpi=130, layout="constrained")
    _DRAWN[cell](axes, SHOWN[cell])
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", facecolor="white")
    told = PngImagePlugin.PngInfo()
    told.add_text(_KEYWORD, digest(cell))
    told.add_text(_FRAME, json.dumps(_frame(axes)))
    pyplot.close(figure)
    written = io.BytesIO()
    small = Image.open(drawn).convert("RGB").quantize(48)
    small.save(written, format="png", optimize=True, pnginfo=told)
    return written.getvalue()


def _frame(axes: Any) -> Mapping[str, Any]:
    """Return where the axes are, in percent from the left and from the top, and their limits."""
    box = axes.get_position()
    sides = (box.x0, 1 - box.y1, box.x1, 1 - box.y0)
    return {
        "box": [round(float(side) * 100, 3) for side in sides],
        "x": [float(end) for end in axes.get_xlim()],
        "y": [float(end) for end in axes.get_ylim()],
    }


def _histogram(axes: Any, shown: Any) -> None:
    edges = shown["edges"]
    axes.bar(edges[:-1], shown["counts"], width=10, align="edge", edgecolor="white")
    axes.set(xlabel="minutes", ylabel="people", xticks=edges, yticks=range(0, 13, 1))
    axes.grid(axis="y", alpha=0.6)
    axes.set_axisbelow(True)


def _boxes(axes: Any, shown: Any) -> None:
    axes.boxplot(list(shown.values()), widths=0.5)
    axes.set(xticks=[1, 2], xticklabels=list(shown), ylabel="points", yticks=range(0, 15, 1))
    axes.grid(axis="y", alpha=0.6)


def _line(axes: Any, shown: Any) -> None:
    days = range(1, len(shown) + 1)
    axes.plot(days, [float("nan") if one is None else one for one in shown], "o-")
    axes.set(xlabel="day", ylabel="°C", xticks=list(days))
    axes.grid(alpha=0.6)


def _scatter(axes: Any, shown: Any) -> None:
    axes.scatter(shown["x"], shown["y"])
    axes.set(xlabel="x", ylabel="y")
    axes.grid(alpha=0.6)


def _bars(axes: Any, shown: Any) -> None:
    axes.bar(list(shown), list(shown.values()))
    axes.set(xlabel="team", yticks=range(0, 5))
    axes.grid(axis="y", alpha=0.6)
    axes.set_axisbelow(True)


def _grid(axes: Any, shown: Any) -> None:
    drawn = axes.imshow(shown, cmap="viridis")
    axes.set(xlabel="column", ylabel="row", xticks=range(6), yticks=range(4))
    axes.figure.colorbar(drawn, ax=axes, shrink=0.8)


def _cut_bars(axes: Any, shown: Any) -> None:
    low = shown["from"]
    axes.bar(["A", "B"], [shown["A"], shown["B"]], width=0.5)
    axes.set(ylim=(low, shown["B"] + 1), yticks=range(low, shown["B"] + 2))
    axes.grid(axis="y", alpha=0.6)
    axes.set_axisbelow(True)


def _incomes(axes: Any, shown: Any) -> None:
    edges = shown["edges"]
    axes.bar(edges[:-1], shown["counts"], width=1, align="edge", edgecolor="white")
    axes.set(xlabel="thousands a month", ylabel="people", xticks=edges)
    axes.grid(axis="y", alpha=0.6)
    axes.set_axisbelow(True)


def _fitted(axes: Any, shown: Any) -> None:
    slope, intercept = statistics.linear_regression(shown["x"], shown["y"])
    axes.scatter(shown["x"], shown["y"], zorder=3)
    axes.plot([0, 15], [intercept, intercept + 15 * slope], color="tab:orange")
    axes.set(xlabel="x", ylabel="y", xlim=(0, 15), ylim=(0, 11), xticks=range(0, 16))
    axes.grid(alpha=0.6)


def _clusters(axes: Any, shown: Any) -> None:
    for marker, (name, points) in zip("os^", shown.items(), strict=True):
        axes.scatter(points["x"], points["y"], marker=marker, label=name)
    axes.set(xlabel="words per minute", ylabel="mistakes per page", xlim=(10, 70), ylim=(0, 12))
    axes.grid(alpha=0.6)
    axes.legend()


def _targets(axes: Any, shown: Any) -> None:
    from matplotlib.patches import Circle

    for name, target in shown.items():
        across, up = target["at"]
        for radius in (1, 2, 3):
            axes.add_patch(Circle((across, up), radius, fill=False, color="0.55"))
        xs = [across + hit[0] for hit in target["hits"]]
        ys = [up + hit[1] for hit in target["hits"]]
        axes.scatter(xs, ys, marker="x", color="tab:red", zorder=3)
        axes.text(across - 3.4, up + 2.6, name, weight="bold")
    axes.set(xlim=(-4, 12), ylim=(-12, 4), aspect="equal")
    axes.set_axis_off()


_DRAWN = {
    "histogram-to-read": _histogram,
    "two-boxes": _boxes,
    "line-with-gaps": _line,
    "curve-without-correlation": _scatter,
    "bars-of-groups": _bars,
    "shades-of-a-grid": _grid,
    "bars-from-fifty-seven": _cut_bars,
    "bars-with-a-tail": _incomes,
    "pull-of-a-point": _fitted,
    "three-who-type": _clusters,
    "four-targets": _targets,
}


def attach(path: Path) -> None:
    """Draw the plots of a bank and attach each to its cell, as `plot.png`."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["id"] in SHOWN:
            image = base64.b64encode(draw(cell["id"])).decode()
            cell["attachments"] = {"plot.png": {"image/png": image}}
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    attach(Path(sys.argv[1]))
