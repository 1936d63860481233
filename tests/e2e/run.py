#!/usr/bin/env python3
"""tests/e2e/run.py PROGRAM [NAME…]: what must hold of the whole program, on simulated portfolios; each `@a_property` of the files beside this one.
Exit code 77 when the only property named could not be tried on this machine (said why)."""
import importlib
import pathlib
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from harness import PROPERTIES, Skip  # noqa: E402

for subject in sorted(pathlib.Path(__file__).parent.glob("*.py")):
    if subject.stem not in ("run", "harness"):
        importlib.import_module(subject.stem)


def main(names):
    failed, skipped = [], 0
    for name in names or PROPERTIES:
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            try:
                PROPERTIES[name](pathlib.Path(folder))
                print(f"held     {name} ({time.monotonic() - began:.1f} s)")
            except Skip as reason:
                skipped += 1
                print(f"SKIPPED  {name}: {reason}")
            except AssertionError as fault:
                failed.append(name)
                print(f"FAILED   {name}: {fault}")
    return 1 if failed else 77 if skipped and skipped == len(names) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:]))
