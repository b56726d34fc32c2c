#!/usr/bin/env python3
"""Rebalancing side by side with imbalanced-learn: the same data, two threads each, every run a process of its own.

    apt-get install python3-imblearn
    dotnet build -c Release benchmarks/Mlops.Sdk.Benchmarks
    python3 benchmarks/peers/rebalance.py [CASE...]

Prints for each case the least seconds, CPU seconds and the peak memory of both, and the ratios (peer / ours; above 1 we are faster or smaller). The data is in memory on both sides before the clock starts;
the peak counts all of the process, for us with the runtime, for the peer with the interpreter and its packages. Under-samplers are held to the same rows, over-samplers to the same counts."""
import json, os, resource, subprocess, sys, tempfile, time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# Name: rows, numbers, categories, share of the rare class, runs of the peer, runs of ours.
CASES = {
    "smote": (200_000, 30, 0, 0.01, 3, 7),
    "borderline_smote": (200_000, 30, 0, 0.01, 1, 3),
    "adasyn": (200_000, 30, 0, 0.01, 1, 3),
    "smote_nc": (50_000, 20, 5, 0.05, 1, 5),
    "tomek_links": (50_000, 20, 0, 0.05, 1, 1),
    "enn": (50_000, 20, 0, 0.05, 1, 1),
}


def data(rows, numbers, categories, rare, seed=0):
    import numpy as np
    random = np.random.default_rng(seed)
    label = (random.random(rows) < rare).astype(int)
    x = random.normal(size=(rows, numbers))
    x[:, :8] += label[:, None]
    return np.ascontiguousarray(np.hstack([x, random.integers(0, 6, size=(rows, categories)).astype(float)])), label


def peer(name):
    from imblearn import over_sampling, under_sampling
    rows, numbers, categories, rare, runs, _ = CASES[name]
    x, y = data(rows, numbers, categories, rare)
    make = {
        "smote": lambda: over_sampling.SMOTE(random_state=0), "borderline_smote": lambda: over_sampling.BorderlineSMOTE(random_state=0), "adasyn": lambda: over_sampling.ADASYN(random_state=0),
        "smote_nc": lambda: over_sampling.SMOTENC(categorical_features=list(range(numbers, numbers + categories)), random_state=0),
        "tomek_links": lambda: under_sampling.TomekLinks(n_jobs=-1), "enn": lambda: under_sampling.EditedNearestNeighbours(n_jobs=-1),
    }[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    best = [float("inf")] * 2
    for _ in range(runs):
        sampler = make()
        wall, cpu = time.perf_counter(), time.process_time()
        counts = len(sampler.fit_resample(x, y)[1])
        best = [min(best[0], time.perf_counter() - wall), min(best[1], time.process_time() - cpu)]
    print(json.dumps({"wall": best[0], "cpu": best[1], "rows": counts, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "base_mb": before}))


def last(command, **options):
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout.strip().splitlines()[-1])


def compare(name):
    rows, numbers, categories, rare, _, runs = CASES[name]
    x, y = data(rows, numbers, categories, rare)
    with tempfile.TemporaryDirectory() as folder:
        x.tofile(os.path.join(folder, "x.bin"))
        y.astype("int32").tofile(os.path.join(folder, "y.bin"))
        del x, y
        ours = last(["dotnet", "run", "-c", "Release", "--no-build", "--project", os.path.join(ROOT, "benchmarks/Mlops.Sdk.Benchmarks"), "--", "peer", "rebalance", folder, name, str(numbers), str(categories), str(runs)])
    other = last([sys.executable, os.path.abspath(__file__), "--peer", name], env={**os.environ, "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"})
    print(f"{name} {rows} x {numbers + categories}, {rare:.0%}: peer {other['wall']:.3f} s ({other['cpu']:.3f} CPU, {other['peak_mb']:.0f} MB), ours {ours['wall']:.3f} s ({ours['cpu']:.3f} CPU, {ours['peak_mb']:.0f} MB), "
          f"ratio {other['wall'] / ours['wall']:.2f} wall, {other['cpu'] / ours['cpu']:.2f} CPU, {other['peak_mb'] / ours['peak_mb']:.2f} memory; rows {other['rows']} and {ours['rows']}", flush=True)
    assert other["rows"] == ours["rows"], "the rows differ"


if sys.argv[1:2] == ["--peer"]:
    peer(sys.argv[2])
else:
    for case in sys.argv[1:] or CASES:
        compare(case)
