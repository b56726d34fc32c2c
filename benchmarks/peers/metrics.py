#!/usr/bin/env python3
"""Metrics of two classes side by side with scikit-learn, on the same million predictions.

    apt-get install python3-sklearn
    dotnet build -c Release benchmarks/Mlops.Sdk.Benchmarks
    python3 benchmarks/peers/metrics.py

Prints the seconds of both and their ratio (peer / ours; above 1 we are faster), and fails if a number differs by more than 1e-9.
Ours computes more: every metric of the table, confusion, gains, calibration and the charts of the report."""
import json, os, subprocess, tempfile, time
import numpy as np
from sklearn import metrics as m

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
random = np.random.default_rng(1)
p = 1 / (1 + np.exp(-1.5 * random.normal(size=1_000_000)))
y = (random.random(p.size) < p).astype(np.int32)


def all_metrics():
    d = (p >= 0.5).astype(np.int32)
    return {"auc": m.roc_auc_score(y, p), "auc_pr": m.average_precision_score(y, p), "log_loss": m.log_loss(y, p), "brier": m.brier_score_loss(y, p), "accuracy": m.accuracy_score(y, d),
            "balanced_accuracy": m.balanced_accuracy_score(y, d), "f1": m.f1_score(y, d), "precision": m.precision_score(y, d), "recall": m.recall_score(y, d), "mcc": m.matthews_corrcoef(y, d), "kappa": m.cohen_kappa_score(y, d)}


def best(work, runs=3):
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


with tempfile.TemporaryDirectory() as folder:
    scores, classes = os.path.join(folder, "scores.bin"), os.path.join(folder, "classes.bin")
    p.tofile(scores)
    y.tofile(classes)
    run = ["dotnet", "run", "-c", "Release", "--no-build", "--project", os.path.join(ROOT, "benchmarks/Mlops.Sdk.Benchmarks"), "--", "peer", "metrics", scores, classes]
    ours = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1])
expected = all_metrics()
for name, value in expected.items():
    assert abs(value - ours["values"][name]) <= 1e-9 * max(1, abs(value)), (name, value, ours["values"][name])
auc, every = best(lambda: m.roc_auc_score(y, p)), best(all_metrics)
print(f"AUC of 1M rows: peer {auc:.3f} s, ours {ours['auc_seconds']:.3f} s, ratio {auc / ours['auc_seconds']:.1f}")
print(f"11 metrics of 1M rows: peer {every:.3f} s, ours (17 metrics and the report) {ours['all_seconds']:.3f} s, ratio {every / ours['all_seconds']:.1f}")
print(f"with intervals from 200 resamples: ours {ours['interval_seconds']:.3f} s")
