"""feature_peers.py pandas|polars|duckdb IN.csv: what an analyst would write to get the 26 columns of bench/analyst_features.h from a file of readings
(meter_id,timestamp,value): parse, mean of each hour, gaps filled with the value before, columns, sums. Prints rows, seconds, peak memory and sums as JSON."""
import json
import resource
import sys
import time

import numpy as np

STATISTICS = ("mean", "std", "min", "max")
DAY, WEEK = 2 * np.pi / 24, 2 * np.pi / 7


def with_pandas(path):
    import pandas as pd

    read = pd.read_csv(path, dtype={"meter_id": "int32", "value": "float64"}, parse_dates=["timestamp"], engine="pyarrow")
    grid = read.groupby([read["timestamp"].dt.floor("h"), "meter_id"])["value"].mean().unstack().asfreq("h").ffill()
    made = {"x": grid, "lag1": grid.shift(1), "lag24": grid.shift(24), "lag168": grid.shift(168)}
    for hours in (24, 168):
        rolling = grid.rolling(hours)
        made |= {f"{name}{hours}": getattr(rolling, name)() for name in STATISTICS}
    table = pd.DataFrame({name: frame.to_numpy().ravel(order="F") for name, frame in made.items()})
    for hours in (1, 24, 168):
        table[f"change{hours}"] = table["x"] - table[f"lag{hours}"]
    table["ratio"] = (table["x"] + 1) / (table["lag168"] + 1)
    table["z"] = (table["x"] - table["mean168"]) / (table["std168"] + 1e-6)
    stamp = pd.DatetimeIndex(np.tile(grid.index.to_numpy(), grid.shape[1]))
    hour, weekday = stamp.hour, stamp.day_of_week
    table["hour"], table["weekday"], table["month"], table["day"] = hour, weekday, stamp.month, stamp.day_of_year
    table["weekend"] = (weekday >= 5).astype("int8")
    table["hour_sin"], table["hour_cos"] = np.sin(hour * DAY), np.cos(hour * DAY)
    table["weekday_sin"], table["weekday_cos"] = np.sin(weekday * WEEK), np.cos(weekday * WEEK)
    return len(table), table.sum().to_numpy(dtype=float)


def with_polars(path):
    import polars as pl

    value, stamp = pl.col("v"), pl.col("timestamp").dt
    own = lambda expression: expression.over("meter_id")
    grid = (
        pl.read_csv(path, try_parse_dates=True, schema_overrides={"meter_id": pl.Int32})
        .group_by("meter_id", stamp.truncate("1h")).agg(v=pl.col("value").mean()).sort("meter_id", "timestamp")
        .upsample("timestamp", every="1h", group_by="meter_id", maintain_order=True).with_columns(pl.col("meter_id", "v").forward_fill()))
    columns = [own(value.shift(hours)).alias(f"lag{hours}") for hours in (1, 24, 168)]
    columns += [own(getattr(value, f"rolling_{name}")(hours)).alias(f"{name}{hours}") for hours in (24, 168) for name in STATISTICS]
    hour, weekday = stamp.hour(), stamp.weekday() - 1
    table = (
        grid.lazy().with_columns(*columns)
        .with_columns(
            *[(value - pl.col(f"lag{hours}")).alias(f"change{hours}") for hours in (1, 24, 168)],
            ratio=(value + 1) / (pl.col("lag168") + 1), z=(value - pl.col("mean168")) / (pl.col("std168") + 1e-6),
            hour=hour, weekday=weekday, month=stamp.month(), day=stamp.ordinal_day(), weekend=weekday >= 5,
            hour_sin=(hour * DAY).sin(), hour_cos=(hour * DAY).cos(), weekday_sin=(weekday * WEEK).sin(), weekday_cos=(weekday * WEEK).cos())
        .drop("meter_id", "timestamp").fill_null(0).collect())
    return len(table), np.array(table.select(pl.all().cast(pl.Float64).sum()).row(0))


def with_duckdb(path):
    import duckdb

    db = duckdb.connect()
    db.execute(f"CREATE TABLE read AS SELECT * FROM read_csv('{path}', header=true, columns={{'meter_id':'INTEGER','timestamp':'TIMESTAMP','value':'DOUBLE'}})")
    db.execute("""CREATE TABLE grid AS
      WITH hourly AS (SELECT meter_id, date_trunc('hour', timestamp) AS h, avg(value) AS v FROM read GROUP BY ALL),
      hours AS (SELECT unnest(generate_series((SELECT min(h) FROM hourly), (SELECT max(h) FROM hourly), INTERVAL 1 HOUR)) AS h),
      cells AS (SELECT meter_id, h FROM (SELECT DISTINCT meter_id FROM hourly), hours)
      SELECT meter_id, h, last_value(v IGNORE NULLS) OVER (PARTITION BY meter_id ORDER BY h ROWS UNBOUNDED PRECEDING) AS v
      FROM cells LEFT JOIN hourly USING (meter_id, h)""")
    functions = {"mean": "avg", "std": "stddev_samp", "min": "min", "max": "max"}
    rolling = [f"{functions[name]}(v) OVER w{hours} AS {name}{hours}" for hours in (24, 168) for name in STATISTICS]
    # Of whole windows only, as the others have it.
    whole = [f"CASE WHEN n{hours} = {hours} THEN {name}{hours} END AS {name}{hours}" for hours in (24, 168) for name in STATISTICS]
    db.execute(f"""CREATE TABLE made AS SELECT v AS x, lag1, lag24, lag168, {", ".join(whole)}, v - lag1 AS change1, v - lag24 AS change24, v - lag168 AS change168,
      (v + 1) / (lag168 + 1) AS ratio, CASE WHEN n168 = 168 THEN (v - mean168) / (std168 + 1e-6) END AS z, hour, weekday, month, day, (weekday >= 5)::INT AS weekend,
      sin(hour * {DAY}) AS hour_sin, cos(hour * {DAY}) AS hour_cos, sin(weekday * {WEEK}) AS weekday_sin, cos(weekday * {WEEK}) AS weekday_cos
      FROM (SELECT v, lag(v, 1) OVER w AS lag1, lag(v, 24) OVER w AS lag24, lag(v, 168) OVER w AS lag168, count(v) OVER w24 AS n24, count(v) OVER w168 AS n168,
        {", ".join(rolling)}, hour(h) AS hour, isodow(h) - 1 AS weekday, month(h) AS month, dayofyear(h) AS day FROM grid
        WINDOW w AS (PARTITION BY meter_id ORDER BY h), w24 AS (PARTITION BY meter_id ORDER BY h ROWS 23 PRECEDING),
               w168 AS (PARTITION BY meter_id ORDER BY h ROWS 167 PRECEDING))""")
    names = [row[0] for row in db.execute("DESCRIBE made").fetchall()]
    sums = db.execute("SELECT count(*), " + ", ".join(f"coalesce(sum({name}), 0)" for name in names) + " FROM made").fetchone()
    return sums[0], np.array(sums[1:], dtype=float)


began = time.perf_counter()
rows, sums = {"pandas": with_pandas, "polars": with_polars, "duckdb": with_duckdb}[sys.argv[1]](sys.argv[2])
print(json.dumps({"rows": rows, "seconds": time.perf_counter() - began, "peak_MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "sums": sums.tolist()}))
