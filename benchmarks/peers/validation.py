#!/usr/bin/env python3
"""Sixty checks of a million rows of 20 columns side by side with the same checks written by hand in pandas, on the same data.

    apt-get install python3-pandas
    dotnet build -c Release benchmarks/Mlops.Sdk.Benchmarks
    python3 benchmarks/peers/validation.py [ROWS]

Prints the seconds of both and their ratio (peer / ours; above 1 we are faster), and fails if a count or a statistic differs.
Ours on one thread and on all; ours also keeps examples of failing rows and makes a report, which the peer does not."""
import json, os, subprocess, sys, tempfile, time
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np
import pandas as pd

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
NUMBERS, LEVELS = 10, [f"level{i}" for i in range(8)]


def make(folder, random=np.random.default_rng(1)):
    columns, raw = {}, {}
    for i in range(NUMBERS):
        values = 50 + 10 * random.normal(size=ROWS)
        if i < 2: values[random.random(ROWS) < 0.05] = np.nan
        raw[f"n{i}"] = columns[f"n{i}"] = values
    raw["id"] = columns["id"] = np.arange(ROWS, dtype=np.int64) * 7919
    raw["count"] = columns["count"] = random.integers(0, 1000, ROWS)
    columns["flag"] = random.random(ROWS) < 0.4
    raw["flag"] = columns["flag"].astype(np.uint8)
    for i in range(4):
        raw[f"c{i}"] = random.integers(0, 8, ROWS).astype(np.int32)
        columns[f"c{i}"] = pd.Categorical.from_codes(raw[f"c{i}"], LEVELS)
    letters = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    code = np.char.add(np.char.add(np.char.add(random.choice(letters, ROWS), random.choice(letters, ROWS)), "-"), random.integers(100_000, 1_000_000, ROWS).astype(str))
    columns["code"], raw["code"] = code.astype(object), np.char.encode(code, "ascii")
    start = pd.Timestamp("2024-01-01").value // 100 + np.arange(ROWS, dtype=np.int64) * 10_000_000
    end = start + random.integers(0, 10_000, ROWS) * 10_000_000
    epoch = 621355968000000000  # ticks of 100 ns from year 1 to 1970
    for name, ticks in (("start", start), ("end", end)):
        columns[name], raw[name] = (ticks * 100).astype("datetime64[ns]"), ticks + epoch
    for name, values in raw.items():
        values.tofile(os.path.join(folder, name + ".bin"))
    return pd.DataFrame(columns)


def checks(d):
    counts, observed = {}, {}
    for name in d.columns:
        counts[f"is_present({name})"] = int(d[name].isna().sum())
    for i in range(NUMBERS):
        n = d[f"n{i}"]
        counts[f"in_range(n{i})"] = int((~n.between(10, 90) & n.notna()).sum())
        counts[f"is_finite(n{i})"] = int(np.isinf(n).sum())
    for i in range(4):
        counts[f"in_set(c{i})"] = int((~d[f"c{i}"].isin(LEVELS[:7] if i == 3 else LEVELS)).sum())
    counts["is_unique(id)"] = int(d["id"].duplicated().sum())
    counts["in_range(id)"] = int((d["id"] < 0).sum())
    counts["in_range(count)"] = int((~d["count"].between(0, 999)).sum())
    counts["matches(code)"] = int((~d["code"].str.fullmatch("[A-Z]{2}-[0-9]{6}")).sum())
    counts["text_length(code)"] = int((d["code"].str.len() != 9).sum())
    for name in ("n0", "n1", "n2"):
        observed[f"mean({name})"] = float(d[name].mean())
    for name in ("n2", "n3"):
        observed[f"standard_deviation({name})"] = float(d[name].std())
    medians = [49 <= d[name].median() <= 51 for name in ("n0", "n1")]
    observed["share_of(c0, level0)"] = float((d["c0"] == "level0").mean())
    counts["less_or_equal(start, end)"] = int((d["start"] > d["end"]).sum())
    counts["less(n4, n5)"] = int((d["n4"] >= d["n5"]).sum())
    chosen = d[d["c1"] == "level1"]
    counts["when(in_set(c1): in_range(count))"] = int((chosen["count"] > 900).sum())
    observed["correlation(n6, n7)"] = float(d["n6"].corr(d["n7"]))
    observed["row_count"] = len(d)
    assert all(medians)
    return counts, observed


with tempfile.TemporaryDirectory() as folder:
    table = make(folder)
    walls, cpus = [], []
    for _ in range(4):
        wall, cpu = time.perf_counter(), time.process_time()
        counts, observed = checks(table)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    peer_wall, peer_cpu = sorted(walls)[1], sorted(cpus)[1]
    run = ["dotnet", "run", "-c", "Release", "--no-build", "--project", os.path.join(ROOT, "benchmarks/Mlops.Sdk.Benchmarks"), "--", "peer", "validation", folder]
    ours = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1])
assert counts == ours["counts"], {name: (counts.get(name), ours["counts"].get(name)) for name in counts | ours["counts"] if counts.get(name) != ours["counts"].get(name)}
for name, value in observed.items():
    assert abs(value - ours["observed"][name]) <= 1e-9 * max(1, abs(value)), (name, value, ours["observed"][name])
print(f"{ours['rules']} rules on {ROWS:,} rows x {len(table.columns)} columns: pandas {peer_wall:.3f} s wall, {peer_cpu:.3f} s CPU")
print(f"ours, one thread: {ours['one_wall']:.3f} s wall, {ours['one_cpu']:.3f} s CPU, ratio {peer_wall / ours['one_wall']:.1f} wall, {peer_cpu / ours['one_cpu']:.1f} CPU")
print(f"ours, all threads: {ours['wall']:.3f} s wall, {ours['cpu']:.3f} s CPU, ratio {peer_wall / ours['wall']:.1f} wall, {peer_cpu / ours['cpu']:.1f} CPU")
