#!/usr/bin/env python3
"""SMOTE and SMOTE-NC side by side with imbalanced-learn, on the same data, one thread each.

    apt-get install python3-imblearn
    dotnet build -c Release benchmarks/Mlops.Sdk.Benchmarks
    python3 benchmarks/peers/smote.py

Prints for each case the seconds of both and their ratio (peer / ours; above 1 we are faster)."""
import json, os, subprocess, sys, tempfile, time
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np
from imblearn.over_sampling import SMOTE, SMOTENC

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def data(rows, numbers, categories, rare, seed=0):
    random = np.random.default_rng(seed)
    label = (random.random(rows) < rare).astype(int)
    x = random.normal(size=(rows, numbers))
    x[:, :8] += label[:, None]
    c = random.integers(0, 6, size=(rows, categories)).astype(float)
    return np.round(np.hstack([x, c]), 5), label


def peer(x, y, numbers, runs):
    columns = list(range(numbers, x.shape[1]))
    best = [float("inf")] * 2
    for _ in range(runs):
        sampler = SMOTENC(categorical_features=columns, random_state=0) if columns else SMOTE(random_state=0)
        wall, cpu = time.perf_counter(), time.process_time()
        rows = len(sampler.fit_resample(x, y)[1])
        best = [min(best[0], time.perf_counter() - wall), min(best[1], time.process_time() - cpu)]
    return {"wall": best[0], "cpu": best[1], "rows": rows}


def ours(x, y, numbers, folder):
    path = os.path.join(folder, "data.csv")
    names = [f"x{i}" for i in range(numbers)] + [f"c{i}" for i in range(x.shape[1] - numbers)] + ["target"]
    with open(path, "w") as file:
        file.write(",".join(names) + "\n")
        for row, label in zip(x.tolist(), y.tolist()):
            file.write(",".join(map(repr, row)) + f",class{label}\n")
    run = ["dotnet", "run", "-c", "Release", "--no-build", "--project", os.path.join(ROOT, "benchmarks/Mlops.Sdk.Benchmarks"), "--", "peer", "smote", path]
    return json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1])


for name, rows, numbers, categories, rare, runs in [("smote 200k x 30, 1 %", 200_000, 30, 0, 0.01, 5), ("smote-nc 50k x (20 + 5), 5 %", 50_000, 20, 5, 0.05, 2)]:
    x, y = data(rows, numbers, categories, rare)
    with tempfile.TemporaryDirectory() as folder:
        a, b = peer(x, y, numbers, runs), ours(x, y, numbers, folder)
    print(f"{name}: peer {a['wall']:.3f} s ({a['cpu']:.3f} CPU), ours {b['wall']:.3f} s ({b['cpu']:.3f} CPU), ratio {a['wall'] / b['wall']:.2f} wall, {a['cpu'] / b['cpu']:.2f} CPU, rows {a['rows']} and {b['rows']}", flush=True)
    assert a["rows"] == b["rows"], "the counts differ"
