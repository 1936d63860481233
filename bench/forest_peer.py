"""forest_peer.py ROWS: an isolation forest (100 trees of 256) fitted and scored on two threads by isotree and by bench/forest_scoring, in turn, on the same ROWS rows of
26 columns; five rounds, the best of each. The columns are correlated, as a meter's are, and a hundredth of the rows is far from the rest. Prints seconds and the ratio."""
import json
import pathlib
import subprocess
import sys
import time

import numpy as np
from isotree import IsolationForest

rows, columns = int(sys.argv[1]), 26
root = pathlib.Path(__file__).resolve().parent.parent
matrix = root / ".cache/forest.f32"
random = np.random.default_rng(1)
x = random.standard_normal((rows, columns)) @ random.standard_normal((columns, columns))
x[random.integers(0, rows, rows // 100)] *= 4
x = np.ascontiguousarray(x, dtype=np.float32)
x.tofile(matrix)
best, theirs, ours = {}, None, None
for _ in range(5):
    began = time.perf_counter()
    forest = IsolationForest(ntrees=100, sample_size=256, ndim=1, missing_action="fail", random_seed=1, nthreads=2).fit(x)
    fitted = time.perf_counter()
    theirs = forest.predict(x)
    said = {"isotree": {"fit": fitted - began, "score": time.perf_counter() - fitted}}
    out = subprocess.run([root / "build/release/forest_scoring", matrix, str(rows), str(columns)], check=True, stdout=subprocess.PIPE).stdout
    said["kilowatch"] = json.loads(out)
    for name, seconds in said.items():
        best[name] = {step: min(best.get(name, seconds)[step], seconds[step]) for step in ("fit", "score")}
ours = np.fromfile(str(matrix) + ".scores", dtype=np.float32)
rank = lambda scores: np.argsort(np.argsort(scores))
print(f"Isolation forest, {rows / 1e6:.2f} M rows of {columns} columns, 100 trees of 256, 2 threads; ranks of the scores correlate by {np.corrcoef(rank(ours), rank(theirs))[0, 1]:.3f}")
print(f"{'':28} {'fit':>8} {'score':>8} {'M rows/s':>9} {'times isotree':>14}")
for name, seconds in best.items():
    print(f"{name:28} {seconds['fit']:8.3f} {seconds['score']:8.3f} {rows / seconds['score'] / 1e6:9.2f} {best['isotree']['score'] / seconds['score']:14.1f}")
