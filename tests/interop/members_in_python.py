#!/usr/bin/env python3
"""The members and their ensemble (src/detection/models) worked out with NumPy and pandas, one formula after the other, as slow and plain as can be.

    python3 tests/interop/members_in_python.py > tests/golden/members/made_up_meter.txt

writes what MeterModelTest compares the program with: hourly readings of a made-up meter from Monday 2018-01-01 ("-": none), and its scores in Review and Live.
Needs numpy and pandas."""
import warnings

import numpy as np
import pandas as pd

warnings.simplefilter("ignore")
NAN = np.nan
# Common calibration by member: median of log(1 + x), and distance to its 90 % quantile. False: Review, True: Live.
COMMON = {
    False: dict(var=(.43, .36), loc=(.28, .41), how=(.42, .51), lagmed=(.20, .30), day=(.23, .16), jump=(.51, .53), curv=(.09, .21), type=(-.96, .63)),
    True: dict(var=(.37, .38), loc=(.37, .52), how=(.46, .58), lagmed=(.27, .47), day=(.34, .40), jump=(.38, .55), curv=(.10, .22), type=(-.96, .63)),
}
WEIGHT = dict(var=.8, loc=.4, how=.4, lagmed=.4, day=.4, jump=.4, curv=.4, type=.4, flat=1., low=1., ph=1., gap=1.)
ALARM = {False: 4.4, True: 3.8}


def roll(a, width, live, least=1):
    return pd.Series(a).rolling(width, center=not live, min_periods=least)


def usual(a, slot, kind_slot, live):
    a = pd.Series(a)
    if not live:
        return a.groupby(slot).transform("median").to_numpy()
    past = lambda k: (lambda g: g.shift(1).rolling(k, min_periods=3).median())
    return a.groupby(slot).transform(past(12)).fillna(a.groupby(kind_slot).transform(past(28))).to_numpy()


def scale_of(v):
    v = v[np.isfinite(v)]
    if len(v) < 2:
        return NAN, NAN
    m = np.median(v)
    low, high = np.quantile(v, [.05, .95])
    return m, max(1.4826 * np.median(np.abs(v - m)), .1 * (high - low), 1e-3 * abs(m), 1e-9)


def learning_times(n, spd):
    i = spd
    while i < n:
        j = min(n, i + (spd if i < 28 * spd else 7 * spd))
        yield i, j
        i = j


def scales(v, spd, live):
    n = len(v)
    if not live:
        m, s = scale_of(v)
        return np.full(n, m), np.full(n, s)
    middle, scale = np.full(n, NAN), np.full(n, NAN)
    for i, j in learning_times(n, spd):
        middle[i:j], scale[i:j] = scale_of(v[max(0, i - 365 * spd):i])
    return middle, scale


def is_far(c, z, seen, low, high, spd):
    others = z[z != c]
    if len(others) < spd:
        return 0.
    a, b = np.quantile(others, [.01, .99])
    span = high - low
    if c < a - .05 * span - .3 * abs(a):
        return float((others < c).sum() <= seen)
    if c > b + .5 * span:
        return float((others > c).sum() <= seen)
    return 0.


def placeholder(v, spd, live):
    n, out, known = len(v), np.zeros(len(v)), np.isfinite(v)
    if not live:
        z = v[known]
        if len(z) < 7 * spd:
            return out
        low, high = np.quantile(z, [.05, .95])
        for c, count in zip(*np.unique(z, return_counts=True)):
            if count >= 3 and count < .05 * len(z) and not low <= c <= high:
                out[v == c] = is_far(c, z, count, low, high, spd)
        return out
    seen, z = {}, None
    for i in range(n):
        if i % spd == 0 and i >= 7 * spd:
            z, verdict = v[max(0, i - 365 * spd):i], {}
            z = z[np.isfinite(z)]
            low, high = np.quantile(z, [.05, .95])
            if len(z) < spd:
                z = None
        if not known[i]:
            continue
        seen[v[i]] = seen.get(v[i], 0) + 1
        if z is not None and seen[v[i]] >= 3 and not low <= v[i] <= high:
            if v[i] not in verdict:
                verdict[v[i]] = is_far(v[i], z, seen[v[i]], low, high, spd)
            out[i] = verdict[v[i]]
    return out


def rarity(state, counts, spd, live, half=2.):
    n, rows, begun = len(state), np.where(counts)[0], np.zeros(len(state))
    x = state[rows]
    begun[rows[x & ~np.r_[False, x[:-1]]]] = 1
    if not live:
        return np.full(n, 1 / (1 + (begun.sum() / max(4., n / (7 * spd)) / half) ** 2))
    total, window = np.cumsum(begun), 26 * 7 * spd
    gone = np.array([total[i - window] if i >= window else 0 for i in range(n)])
    weeks = np.clip((np.arange(n) + 1) / (7 * spd), 4, 26)
    return 1 / (1 + ((total - gone) / weeks / half) ** 2)


def share(state, could, tod, kind_slot, live):
    s = pd.Series(np.where(could, state, NAN))
    if live:
        past = lambda f: s.groupby(tod).transform(lambda z: getattr(z.shift(1).rolling(56, min_periods=1), f)()).fillna(0).to_numpy()
        return (past("sum") + .5) / (past("count") + 4)
    near = lambda f: s.groupby(tod).transform(lambda z: getattr(z.rolling(57, center=True, min_periods=1), f)()).fillna(0).to_numpy()
    whole = (s.groupby(kind_slot).transform("sum") + .5) / (s.groupby(kind_slot).transform("count") + 4)
    return np.maximum(whole.to_numpy(), (near("sum") + .5) / (near("count") + 4))


def nearest(z):
    z = np.sort(z[np.isfinite(z)])[:5]
    return z.mean() if len(z) else NAN


def days_of(clipped, day, cell, cells, weekday):
    n = day[-1] + 1
    shape = pd.Series(clipped).groupby(day * cells + cell).mean().reindex(range(n * cells)).to_numpy().reshape(n, cells)
    shape = pd.DataFrame(shape).interpolate(axis=1, limit_direction="both").to_numpy()
    weekend, unusual, kind = weekday >= 5, np.full(n, NAN), np.full(n, NAN)
    for i in range(n):
        q = np.sqrt(((shape - shape[i]) ** 2).mean(1))
        q[i] = NAN
        unusual[i] = nearest(q[weekday == weekday[i]])
        kind[i] = np.log((nearest(q[weekend == weekend[i]]) + .1) / (nearest(q[weekend != weekend[i]]) + .1))
    return unusual[day], kind[day]


def trailing_days(clipped, spd):
    c, columns = pd.Series(clipped), []
    for k in range(1, 27):
        if 7 * spd * k < len(c):
            columns.append(np.sqrt(roll((c - c.shift(7 * spd * k)) ** 2, spd, True, max(1, spd * 3 // 4)).mean().to_numpy()))
    return np.nanmean(np.sort(np.stack(columns, 1), 1)[:, :5], 1)


def members(time, v, spd, live):
    n, s, x = len(v), pd.Series(v), {}
    steps = lambda hours: max(1, int(round(hours * spd / 24)))
    tod = ((time.hour * 3600 + time.minute * 60 + time.second) * spd // 86400).to_numpy()
    dow = time.dayofweek.to_numpy()
    slot, kind_slot = dow * spd + tod, (dow >= 5) * spd + tod
    of = lambda a: usual(a, slot, kind_slot, live)
    middle, sc = scales(v, spd, live)
    # variability
    width = max(3, steps(6))
    sd = roll(v, width, live, max(2, width // 3)).std().to_numpy()
    x["var"] = roll(np.abs(np.log((sd + .02 * sc) / (of(sd) + .02 * sc))), steps(4 if live else 7), live).max().to_numpy()
    # residual
    off = np.abs(v - of(v))
    how = off / (1.4826 * of(off) + .1 * sc)
    x["how"] = roll(how, steps(3), live).median().to_numpy()
    # level
    weeks = np.stack([s.shift(7 * spd * k).to_numpy() for k in ((1, 2, 3, 4) if live else (-4, -3, -2, -1, 1, 2, 3, 4))], 1)
    m = np.nanmedian(weeks, 1)
    loc = np.abs(v - m) / (1.4826 * np.nanmedian(np.abs(weeks - m[:, None]), 1) + .15 * sc)
    x["loc"] = roll(np.fmin(how, loc), steps(3 if live else 5), live).mean().to_numpy()
    lags = np.stack([np.abs(v - s.shift(k * spd).to_numpy()) for k in ((1, 2, 7, 14) if live else (1, -1, 7, -7))], 1) / sc[:, None]
    x["lagmed"] = roll(np.nanmedian(lags, 1), steps(4 if live else 7), live).median().to_numpy()
    # unusual day
    clipped = np.clip((v - middle) / sc, -8, 8)
    if live:
        x["day"], x["type"] = trailing_days(clipped, spd), np.full(n, NAN)
    else:
        day, cells = (time.normalize() - time[0].normalize()).days.to_numpy(), min(spd, 24)
        x["day"], x["type"] = days_of(clipped, day, tod * cells // spd, cells, (np.arange(day[-1] + 1) + dow[0]) % 7)
    # change
    step = s.diff().to_numpy()
    off = np.abs(step - of(step))
    jump = off / (.1 * sc + of(off))
    x["jump"] = jump if live else np.fmax(jump, np.r_[jump[1:], NAN])
    bend = np.abs(v - 2 * s.shift(1).to_numpy() + s.shift(2).to_numpy())
    x["curv"] = (bend if live else np.r_[bend[1:], NAN]) / (2 * sc)
    # flat runs, data rules, neighbours of gaps
    known, low = np.isfinite(v), v < .05 * middle
    low_rarity = rarity(low, known, spd, live)
    equal = np.abs(step) <= 1e-9 * np.maximum(1, np.abs(v))
    cost = np.where(equal, np.maximum(0, -np.log10(share(equal, np.isfinite(step), tod, kind_slot, live)) - .1), 0.)
    runs = pd.Series(cost).groupby((~pd.Series(equal)).cumsum())
    flat = (runs.cumsum() if live else runs.transform("sum")).to_numpy()
    x["flat"] = flat * np.where(low, low_rarity, 1.) * rarity(flat >= 3, known, spd, live)
    x["low"] = np.where(low, np.maximum(0, -np.log10(share(low, known, tod, kind_slot, live))), 0.) * low_rarity
    ph = placeholder(v, spd, live)
    x["ph"] = ph * rarity(ph > 0, known, spd, live)
    missing = np.where(~known)[0]
    ahead = np.array([min([i - g for g in missing if g <= i], default=99) for i in range(n)])
    behind = np.array([min([g - i for g in missing if g >= i], default=99) for i in range(n)])
    distance = ahead if live else np.minimum(ahead, behind)
    x["gap"] = np.where(distance <= 1, 1., np.where(distance <= 2, .35, 0.)) * rarity(~known, np.ones(n, bool), spd, live, half=.5)
    return x


def tail(g, common, week, least):
    g = g[np.isfinite(g)]
    if len(g) < 20:
        return common
    q50, q90 = np.quantile(g, [.5, .9])
    w, spread = len(g) / (len(g) + 4 * week), max(q90 - q50, least)
    return w * q50 + (1 - w) * common[0], max(np.exp(w * np.log(spread) + (1 - w) * np.log(common[1])), common[1])


def score(time, v, spd, live):
    n, total = len(v), np.zeros(len(v))
    x = members(time, v, spd, live)
    for name, common in COMMON[live].items():
        g = x[name] if name == "type" else np.log1p(x[name])
        read, least = np.where(np.isfinite(v), g, NAN), .3 if name == "type" else .05
        middle, spread = np.full(n, common[0]), np.full(n, common[1])
        for i, j in learning_times(n, spd) if live else [(0, n)]:
            past = read[max(0, i - 365 * spd):i] if live else read
            middle[i:j], spread[i:j] = tail(past, common, 7 * spd, least)
        e = np.nan_to_num(np.maximum(np.log10(2) + np.log10(5) * (g - middle) / spread, 0), nan=0.)
        total += WEIGHT[name] * 6 * e / (6 + e)
    total += 5 * x["flat"] ** 2 / (16 + x["flat"] ** 2) + 2 * x["low"] + 3 * x["ph"] + 6 * x["gap"]
    return total / (total + ALARM[live])


def made_up_meter():
    """15 weeks of an office with every fault that a member looks for; 3 decimals, so that the text holds exactly what is judged."""
    random, hours = np.random.default_rng(3), 24 * 105
    time = pd.date_range("2018-01-01", periods=hours, freq="h")
    working = (time.dayofweek < 5) & (time.hour >= 8) & (time.hour < 18)
    v = np.where(working, 30., 10.) + 3 * np.sin(np.arange(hours) / 400) + random.normal(0, .6, hours)
    v[time.dayofweek == 6] = np.round(v[time.dayofweek == 6])        # coarse on Sundays
    v[300:306] = NAN
    v[306] += 40                                                     # what the gap held
    v[700:730] = v[700]                                              # stuck
    v[[500, 811, 1205, 1700, 2100]] = 99.999                         # a placeholder
    v[1000] += 25                                                    # a spike
    v[1300:1420] += 8                                                # a level
    v[24 * 63 + 8:24 * 63 + 18] = 10 + random.normal(0, .6, 10)      # a Monday that looks like a Sunday
    v[1850:1856] = 0.                                                # dead
    v[2000], v[2003] = NAN, NAN
    return time, np.round(v, 3)


def main():
    time, v = made_up_meter()
    review, live = score(time, v, 24, False), score(time, v, 24, True)
    print("# reading, score in Review, score in Live. Made by: python3 tests/interop/members_in_python.py > tests/golden/members/made_up_meter.txt")
    for a, r, l in zip(v, review, live):
        print("-" if np.isnan(a) else f"{a:.3f} {r:.6f} {l:.6f}")


if __name__ == "__main__":
    main()
