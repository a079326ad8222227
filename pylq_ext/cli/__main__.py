"""`python -m pylq_ext.cli` is `pylq`."""

from pylq_ext.cli import main

main(prog_name="pylq")
