"""The layer contracts of pyproject.toml bite: each is broken on purpose, in a copy."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and of the contracts, free to be spoilt."""
    shutil.copytree(
        REPOSITORY / "pylq_ext",
        tmp_path / "pylq_ext",
        ignore=shutil.ignore_patterns("__pycache__", "static", "labextension", "demo_files"),
    )
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(copy: Path) -> set[str]:
    """The names of the contracts that lint-imports finds broken in the copy."""
    finished = subprocess.run(
        [
            Path(sys.executable).with_name("lint-imports"),
            "--config",
            "pyproject.toml",
            "--no-cache",
        ],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    broken = set(re.findall(r"^(\w+): .* BROKEN", finished.stdout, re.MULTILINE))
    assert bool(broken) == (finished.returncode != 0), finished.stdout + finished.stderr
    assert "Contracts:" in finished.stdout, finished.stdout + finished.stderr
    return broken


def a_module_of(copy: Path, layer: str) -> Path:
    """Any module of the layer: a file of its package, or the layer itself if it is one file."""
    package = copy / "pylq_ext" / layer
    if package.is_dir():
        return sorted(package.rglob("*.py"), key=lambda path: (path.stem == "__init__", path))[0]
    return package.with_suffix(".py")


def plant(copy: Path, layer: str, line: str) -> None:
    """Append a line of code to a module of the layer."""
    module = a_module_of(copy, layer)
    module.write_text(f"{module.read_text()}\n\n{line}\n")


def test_the_package_as_it_is_keeps_every_contract(copy: Path) -> None:
    assert broken_contracts(copy) == set()


@pytest.mark.parametrize(
    ("layer", "line", "contract"),
    [
        ("domain", "import sqlite3", "Domain"),
        ("domain", "import asyncio", "Domain"),
        ("domain", "import nbformat", "Domain"),
        ("service", "import pylq_ext.handlers", "Layers"),
        ("protocol", "import pylq_ext.banks", "Layers"),
        ("handlers", "import pylq_ext.adapters", "Layers"),
        ("widgets", "import tornado.web", "Widgets"),
        ("widgets", "import jupyter_server", "Widgets"),
        ("widgets", "import sqlite_utils", "Widgets"),
        ("domain", "from pylq_ext import __version__", "Root"),
    ],
)
def test_a_planted_import_breaks_its_contract(
    copy: Path, layer: str, line: str, contract: str
) -> None:
    plant(copy, layer, line)

    assert contract in broken_contracts(copy)


def test_an_import_inside_a_function_counts_as_well(copy: Path) -> None:
    plant(copy, "service", "def late() -> None:\n    import pylq_ext.handlers")

    assert "Layers" in broken_contracts(copy)


def test_an_import_by_way_of_another_module_counts_as_well(copy: Path) -> None:
    plant(copy, "banks", "import sqlite3")
    plant(copy, "widgets", f"import {dotted(copy, a_module_of(copy, 'banks'))}")

    assert "Widgets" in broken_contracts(copy)


def test_a_module_without_a_layer_breaks_the_layers(copy: Path) -> None:
    (copy / "pylq_ext" / "utils.py").write_text("")

    assert "Layers" in broken_contracts(copy)


#: What compares answers with patterns: it computes, and does nothing else.
PURE = {"re2"}


def test_the_domain_imports_nothing_but_the_standard_library_and_what_only_computes() -> None:
    imported: set[str] = set()
    for module in (REPOSITORY / "pylq_ext" / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])

    assert imported - set(sys.stdlib_module_names) <= {"pylq_ext"} | PURE


def test_every_other_runtime_dependency_is_forbidden_to_the_domain() -> None:
    declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    contracts = declared["tool"]["importlinter"]["contracts"]
    forbidden = next(c["forbidden_modules"] for c in contracts if c["id"] == "domain")
    names = {re.split(r"[^\w-]", text)[0] for text in declared["project"]["dependencies"]}
    importable = {"markdown-it-py": "markdown_it", "google-re2": "re2"}
    modules = {importable.get(name, name.replace("-", "_")) for name in names}

    assert modules - PURE <= set(forbidden)


def dotted(copy: Path, module: Path) -> str:
    """The name by which the module is imported."""
    parts = module.relative_to(copy).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")
