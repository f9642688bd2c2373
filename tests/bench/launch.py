"""Runs one command and tells what it cost. Run by path, as a small process of its own.

The peak memory that Linux reports of a process begins with that of the process that started it, so it has to be started by a small one.
The last line of standard output is JSON: wall-clock seconds, processor seconds, peak bytes, exit code.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main() -> None:
    """Run the command in the arguments."""
    started = time.perf_counter()
    child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    kilobyte = 1 if sys.platform == "darwin" else 1024
    told = {
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss * kilobyte,
        "code": os.waitstatus_to_exitcode(status),
    }
    sys.stdout.write("\n" + json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
