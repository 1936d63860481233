"""injected.py FOLDER [METERS]: how many injected anomalies scikit-learn's isolation forest and STUMPY find in the series that
`kilowatch evaluate INPUT… --inject --series FOLDER` wrote, at the same false alarms as there: days with an alarm a meter and month in the untouched
readings, one threshold for all meters. METERS limits to the first so many meters by name.

Both see the whole history (as Review does). Isolation forest: 200 trees on 20 columns (the reading; its lags and differences of an hour, a day and a week;
means and deviations of 6, 24 and 168 hours around it; hour, weekday and the ratio to the median of the slot of the week), fitted on the series that it
scores. STUMPY: the z-normalised matrix profile of a day, each reading taking the largest distance of the windows that hold it. Both score by the
hour; missing hours are filled by lines as input and never scored. Prints JSON in the shape of Kilowatch's own."""
import json
import pathlib
import sys

import numpy as np
import pandas as pd
import stumpy
from sklearn.ensemble import IsolationForest

DAYS = [0.5, 1, 2]
MONTH = 30.4375


def hourly(frame):
    series = frame.set_index("time").value.resample("1h").sum(min_count=1)
    return series


def columns(series):
    v = series.interpolate(limit_direction="both")
    slot = v.index.dayofweek * 24 + v.index.hour
    usual = v.groupby(slot).transform("median")
    out = {"v": v, "hour": v.index.hour, "weekday": v.index.dayofweek, "ratio": v / (usual.abs() + 1e-3 * v.abs().mean() + 1e-9), "off": v - usual}
    for lag in (1, 24, 168):
        out[f"lag{lag}"] = v.shift(lag).bfill()
        out[f"d{lag}"] = (v - v.shift(lag)).fillna(0)
    for window in (6, 24, 168):
        rolling = v.rolling(window, center=True, min_periods=1)
        out[f"mean{window}"], out[f"std{window}"] = rolling.mean(), rolling.std().fillna(0)
    out["ahead24"], out["ahead168"] = (v - v.shift(-24)).fillna(0), (v - v.shift(-168)).fillna(0)
    return pd.DataFrame(out, index=v.index).to_numpy(np.float32)


def forest(series):
    x = columns(series)
    return -IsolationForest(n_estimators=200, random_state=0, n_jobs=-1).fit(x).score_samples(x)


def profile(series, m=24):
    v = series.interpolate(limit_direction="both").to_numpy(float)
    distance = np.nan_to_num(stumpy.stump(v, m)[:, 0].astype(float), posinf=0)
    padded = np.concatenate([np.full(m - 1, -np.inf), distance, np.full(m - 1, -np.inf)])
    return np.lib.stride_tricks.sliding_window_view(padded, m).max(axis=1)


def read(path, meters):
    frame = pd.read_csv(path, parse_dates=["time"])
    return {name: hourly(part) for name, part in frame.groupby("meter") if name in meters}


def scores_of(method, series):
    return pd.Series(method(series), series.index).where(series.notna())


def main():
    folder = pathlib.Path(sys.argv[1])
    injections = pd.read_csv(folder / "injections.csv", parse_dates=["start", "end"])
    meters = sorted(injections.meter.unique())[: int(sys.argv[2]) if len(sys.argv) > 2 else None]
    injections = injections[injections.meter.isin(meters)]
    untouched = read(folder / "untouched.csv", meters)
    answer = {}
    for name, method in {"isolation_forest": forest, "matrix_profile": profile}.items():
        before = {meter: scores_of(method, series) for meter, series in untouched.items()}
        days = np.sort(np.concatenate([s.resample("1D").max().dropna().to_numpy() for s in before.values()]))[::-1]
        thresholds = [np.nextafter(days[min(int(rate * len(days) / MONTH), len(days) - 1)], np.inf) for rate in DAYS]
        curve = {}
        for (size, copy), part in injections.groupby(["size", "copy"]):
            touched = read(folder / f"size_{size}_copy_{copy}.csv", meters)
            for meter, of_meter in part.groupby("meter"):
                after = scores_of(method, touched[meter])
                for kind, stretches in of_meter.groupby("kind"):
                    peaks = [max(max((s[a : b - pd.Timedelta(seconds=1)].max() for a, b in zip(stretches.start.dt.floor("h"), stretches.end))), -np.inf)
                             for s in (after, before[meter])]
                    cell = curve.setdefault((kind, size), {"kind": kind, "size": int(size), "injected": 0, "found": [0] * 3, "before": [0] * 3})
                    cell["injected"] += 1
                    for t, threshold in enumerate(thresholds):
                        cell["found"][t] += int(peaks[0] >= threshold)
                        cell["before"][t] += int(peaks[1] >= threshold)
        answer[name] = {"meters": len(meters), "false_alarm_days": DAYS, "curve": [curve[key] for key in sorted(curve)]}
        print(name, "done", file=sys.stderr, flush=True)
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
