#!/usr/bin/env python3
"""Compares Kilowatch's ROC-AUC, PR-AUC and VUS with scikit-learn's and the package vus's on random data, ties included.

usage: ranking_against_python.py EVALUATION_TEST

EVALUATION_TEST is the test program of learning/evaluation (build/dev/src/learning/evaluation/evaluation_test). Exit code 77 (skipped) without
scikit-learn; without vus (pip install vus) only the first two are compared.
"""
import os
import subprocess
import sys
import tempfile

try:
    import numpy
    from sklearn.metrics import average_precision_score, roc_auc_score
except ImportError as error:
    print(f"skipped: {error}; install scikit-learn to run this comparison")
    sys.exit(77)
try:
    from vus.utils.metrics import metricor
except ImportError as error:
    print(f"VUS is not compared: {error}; install vus")
    metricor = None


def draw(number, random):
    rows = int(random.integers(30, 400))
    if number % 2 == 0:
        labels = (random.random(rows) < random.choice([0.02, 0.2, 0.5])).astype(int)
    else:  # runs, as events are
        labels = (numpy.sin(numpy.arange(rows) / random.uniform(3, 20)) > 0.9).astype(int)
    middle = rows // 2
    labels[middle : middle + 2] = [0, 1]
    scores = random.random(rows)
    if number % 3 == 0:
        scores = numpy.round(scores, 1)  # many ties
    elif number % 3 == 1:
        scores = scores + 0.3 * labels
    return scores, labels


def answers(scores, labels, buffer):
    roc, precision = roc_auc_score(labels, scores), average_precision_score(labels, scores)
    if metricor is None:
        return f"{float(roc)!r} {float(precision)!r} 0 0 0"
    *_, vus_roc, vus_pr = metricor().RangeAUC_volume_opt(labels_original=labels, score=scores, windowSize=buffer)
    return f"{float(roc)!r} {float(precision)!r} {buffer} {float(vus_roc)!r} {float(vus_pr)!r}"


def main():
    random = numpy.random.default_rng(7)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        for number in range(120):
            scores, labels = draw(number, random)
            file.write(f"{len(scores)} {answers(scores, labels, int(random.integers(1, 16)))}\n")
            file.writelines(f"{float(score)!r} {label}\n" for score, label in zip(scores, labels))
        file.flush()
        environment = dict(os.environ, KILOWATCH_RANKING_CASES=file.name)
        return subprocess.call([sys.argv[1], "--gtest_filter=RankingCases.*"], env=environment)


if __name__ == "__main__":
    sys.exit(main())
