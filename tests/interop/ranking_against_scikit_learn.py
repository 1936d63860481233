#!/usr/bin/env python3
"""Compares Kilowatch's ROC-AUC and PR-AUC with scikit-learn's on random data, ties included.

usage: ranking_against_scikit_learn.py EVALUATION_TEST

EVALUATION_TEST is the test program of learning/evaluation (build/dev/src/learning/evaluation/evaluation_test). Exit code 77 (skipped) without
scikit-learn.
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


def cases():
    random = numpy.random.default_rng(7)
    for number in range(300):
        rows = int(random.integers(2, 400))
        labels = (random.random(rows) < random.choice([0.02, 0.2, 0.5])).astype(int)
        labels[:2] = [0, 1]
        scores = random.random(rows)
        if number % 3 == 0:
            scores = numpy.round(scores, 1)  # many ties
        elif number % 3 == 1:
            scores = scores + 0.3 * labels
        yield scores, labels


def main():
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        for scores, labels in cases():
            roc, precision = roc_auc_score(labels, scores), average_precision_score(labels, scores)
            file.write(f"{len(scores)} {float(roc)!r} {float(precision)!r}\n")
            file.writelines(f"{float(score)!r} {label}\n" for score, label in zip(scores, labels))
        file.flush()
        environment = dict(os.environ, KILOWATCH_RANKING_CASES=file.name)
        return subprocess.call([sys.argv[1], "--gtest_filter=RankingCases.*"], env=environment)


if __name__ == "__main__":
    sys.exit(main())
