"""Literals of Python as values: evaluated from how they are written, and nothing else is."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from pylq_ext.interchange.forgiving_json import JsonObject, whole
from pylq_ext.interchange.jupyterquiz_fields import Computed

MAX_DEPTH = 100
MAX_TEXT = 1_000_000
MOST_SHOWN = 200


class Literals:
    """Evaluates the literals of one cell; `texts` are the names that stand for texts."""

    def __init__(self, source: str, texts: Mapping[str, str]) -> None:
        self._lines = source.split("\n")
        self._encoded: dict[int, bytes] = {}
        self._texts = texts

    def object(self, node: ast.Dict, depth: int = 0) -> JsonObject:
        """Return a dictionary with the values of its members, each a literal's or `Computed`."""
        found = JsonObject(node.lineno)
        for key, value in zip(node.keys, node.values, strict=True):
            name = self.value(key, depth + 1) if key is not None else "**"
            shown = self.value(value, depth + 1)
            if isinstance(name, (str, int, float)):
                found.put(str(name), shown)
            else:
                found.put(self.source(key or value), shown)
        return found

    def value(self, node: ast.AST, depth: int = 0) -> Any:
        """Return a literal's value, or `Computed` for what is none."""
        if depth > MAX_DEPTH:
            return Computed(self.source(node), getattr(node, "lineno", 1))
        if isinstance(node, ast.Constant) and (
            node.value is None or isinstance(node.value, (str, bool, int, float))
        ):
            return whole(node.value) if isinstance(node.value, str) else node.value
        if isinstance(node, ast.Dict):
            return self.object(node, depth)
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return [self.value(one, depth + 1) for one in node.elts]
        if isinstance(node, ast.Name) and node.id in self._texts:
            return self._texts[node.id]
        if isinstance(node, ast.JoinedStr):
            parts = [self.value(one, depth + 1) for one in node.values]
            if all(isinstance(part, str) for part in parts):
                return "".join(parts)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
            number = self.value(node.operand, depth + 1)
            if isinstance(number, (int, float)) and not isinstance(number, bool):
                return -number if isinstance(node.op, ast.USub) else number
        if isinstance(node, ast.BinOp):
            left, right = (self.value(one, depth + 1) for one in (node.left, node.right))
            if isinstance(node.op, ast.Div) and type(left) is int and type(right) is int:
                # A bank has fractions, and this one as it is.
                return f"{left}/{right}"
            are_texts = isinstance(left, str) and isinstance(right, str)
            # What is added to itself again and again would fill the memory.
            if isinstance(node.op, ast.Add) and are_texts and len(left) + len(right) <= MAX_TEXT:
                return left + right
        return Computed(self.source(node), getattr(node, "lineno", 1))

    def source(self, node: ast.AST) -> str:
        """Return how a value begins, as it is written."""
        line = min(getattr(node, "lineno", 1), len(self._lines))
        # A node's place is counted in bytes.
        if line not in self._encoded:
            self._encoded[line] = self._lines[line - 1].encode("utf-8", "replace")
        start = getattr(node, "col_offset", 0)
        end = start + MOST_SHOWN
        if getattr(node, "end_lineno", None) == line:
            end = min(end, getattr(node, "end_col_offset", end))
        return self._encoded[line][start:end].decode("utf-8", "replace").strip()
