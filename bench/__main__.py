"""``make bench``: every benchmark in turn; ``python -m bench NAME …`` for some."""

import importlib
import sys
from collections.abc import Callable

from bench.table import Row, machine, show

NAMES = ("claims", "comments", "sending", "burst", "fanout", "idle", "recognition")


def main() -> None:
    """Prints the table of the benchmarks asked for."""
    rows: list[Row] = []
    for name in sys.argv[1:] or NAMES:
        print(f"{name} …", file=sys.stderr, flush=True)
        run: Callable[[], list[Row]] = importlib.import_module(f"bench.{name}").run
        rows += run()
    print(machine(), "", show(rows), sep="\n")


if __name__ == "__main__":
    main()
