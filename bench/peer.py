"""peer.py IN.csv: what a good Python pipeline does of the same file: polars parses, makes 26 columns for each meter and hour, isotree's isolation
forest (100 trees of 256) scores them on all cores, the strangest thousandth are the events. Prints the seconds."""
import sys
import time

import numpy as np
import polars as pl
from isotree import IsolationForest

began = time.perf_counter()
v, stamp = pl.col("v"), pl.col("timestamp").dt
own = lambda expression: expression.over("meter_id")
grid = (
    pl.read_csv(sys.argv[1], try_parse_dates=True, schema_overrides={"meter_id": pl.Int32})
    .group_by("meter_id", stamp.truncate("1h")).agg(v=pl.col("value").mean()).sort("meter_id", "timestamp")
    .upsample("timestamp", every="1h", group_by="meter_id", maintain_order=True).with_columns(pl.col("meter_id", "v").forward_fill()))
columns = [own(v.shift(hours)).alias(f"lag{hours}") for hours in (1, 24, 168)]
for hours in (24, 168):
    for name in ("mean", "std", "min", "max"):
        columns.append(own(getattr(v, f"rolling_{name}")(hours)).alias(f"{name}{hours}"))
hour, weekday = stamp.hour(), stamp.weekday() - 1
features = (
    grid.lazy().with_columns(*columns, hour=hour, weekday=weekday, month=stamp.month(), day=stamp.ordinal_day(), weekend=weekday >= 5)
    .with_columns(
        d1=v - pl.col("lag1"), d24=v - pl.col("lag24"), d168=v - pl.col("lag168"), r168=(v + 1) / (pl.col("lag168") + 1),
        z168=(v - pl.col("mean168")) / (pl.col("std168") + 1e-6),
        hour_sin=(hour * (np.pi / 12)).sin(), hour_cos=(hour * (np.pi / 12)).cos(),
        weekday_sin=(weekday * (2 * np.pi / 7)).sin(), weekday_cos=(weekday * (2 * np.pi / 7)).cos())
    .drop("meter_id", "timestamp").fill_null(0).cast(pl.Float32).collect().to_numpy())
forest = IsolationForest(ntrees=100, sample_size=256, ndim=1, missing_action="fail", random_seed=1, nthreads=-1).fit(features)
scores = forest.predict(features)
events = np.flatnonzero(scores > np.quantile(scores, 0.999))
print(f"{time.perf_counter() - began:.3f}", len(features), len(events))
