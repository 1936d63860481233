"""portfolio.py METERS HOURS OUT.csv: hourly readings of many meters as one long CSV (meter_id,timestamp,value), the same bytes each time."""
import sys

import numpy as np
import polars as pl

meters, hours = int(sys.argv[1]), int(sys.argv[2])
rng = np.random.default_rng(1)
hour = np.arange(hours)
stamp = pl.datetime_range(pl.datetime(2024, 1, 1), pl.datetime(2024, 1, 1) + pl.duration(hours=hours - 1), "1h", eager=True)
open_now = ((hour % 24 >= 8) & (hour % 24 < 18) & (hour // 24 % 7 < 5)).astype(float)
season = np.cos(hour * (2 * np.pi / 8766))
with open(sys.argv[3], "wb") as out:
    for meter in range(meters):
        base, day, heat = rng.uniform(1, 20), rng.uniform(2, 60), rng.uniform(0, 20)
        load = (base + day * open_now + heat * np.maximum(season, 0)) * rng.lognormal(0, 0.08, hours)
        start = rng.integers(0, hours - 48)
        load[start : start + rng.integers(3, 48)] *= rng.choice([0, 0.3, 2, 4])
        frame = pl.DataFrame({"meter_id": np.full(hours, meter, np.int32), "timestamp": stamp, "value": load.round(3)})
        frame.write_csv(out, include_header=meter == 0, datetime_format="%Y-%m-%d %H:%M:%S")
