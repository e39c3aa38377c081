"""``python -m branchdesk``: the command line, and without a command the screens."""

from __future__ import annotations


def main() -> None:
    """Run the program with the arguments of the shell."""
    from branchdesk.basics import start

    start.begin()
    from branchdesk.cli.main import run

    run()


if __name__ == "__main__":
    main()
