#!/usr/bin/env python3
"""Compares Kilowatch's range-based and affiliation figures with the packages prts and dtaianomaly on random labels and alarms.

usage: alarms_against_python.py EVALUATION_TEST

EVALUATION_TEST is the test program of learning/evaluation (build/dev/src/learning/evaluation/evaluation_test). Exit code 77 (skipped) without the
packages (pip install prts dtaianomaly).
"""
import os
import subprocess
import sys
import tempfile

try:
    import numpy
    from dtaianomaly.evaluation import AffiliationPrecision, AffiliationRecall
    from prts import ts_precision, ts_recall
except ImportError as error:
    print(f"skipped: {error}; install prts and dtaianomaly to run this comparison")
    sys.exit(77)


def draw(random):
    rows = int(random.integers(20, 200))
    marks = []
    for share in (0.25, 0.2):
        column = numpy.zeros(rows, int)
        place = int(random.integers(0, 10))
        while place < rows:
            length = int(random.integers(1, 12))
            column[place : place + length] = 1
            place += length + 1 + int(random.exponential(length / share))
        column[rows // 2] = 1
        marks.append(column)
    return marks


def answers(labels, alarms, existence):
    return [
        ts_precision(labels, alarms, alpha=0.0, cardinality="reciprocal", bias="flat"),
        ts_recall(labels, alarms, alpha=existence, cardinality="reciprocal", bias="flat"),
        ts_recall(labels, alarms, alpha=existence, cardinality="reciprocal", bias="front"),
        AffiliationPrecision().compute(labels, alarms),
        AffiliationRecall().compute(labels, alarms),
    ]


def main():
    random = numpy.random.default_rng(11)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        for number in range(200):
            labels, alarms = draw(random)
            existence = [0.0, 0.3, 1.0][number % 3]
            figures = " ".join(repr(float(value)) for value in answers(labels, alarms, existence))
            file.write(f"{len(labels)} {existence} {figures}\n")
            file.writelines(f"{label} {alarm}\n" for label, alarm in zip(labels, alarms))
        file.flush()
        environment = dict(os.environ, KILOWATCH_ALARM_CASES=file.name)
        return subprocess.call([sys.argv[1], "--gtest_filter=AlarmCases.*"], env=environment)


if __name__ == "__main__":
    sys.exit(main())
