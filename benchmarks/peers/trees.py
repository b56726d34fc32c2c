#!/usr/bin/env python3
"""Trees side by side with scikit-learn, the same rows, two threads each: boosting (HistGradientBoostingClassifier, 100 trees of 31 leaves) or a forest (RandomForestClassifier, 100 trees without limits).

    apt-get install python3-sklearn
    dotnet build -c Release benchmarks/Mlops.Sdk.Benchmarks
    python3 benchmarks/peers/trees.py [boosting|forest] [ROWS]

Prints the seconds of both, their ratio (peer / ours; above 1 we are faster) and the area under the ROC curve on 100,000 test rows."""
import json, os, resource, subprocess, sys, tempfile, time
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import roc_auc_score

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
KIND = sys.argv[1] if len(sys.argv) > 1 else "boosting"
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else {"boosting": 1_000_000, "forest": 100_000}[KIND]
PEERS = {
    "boosting": lambda: HistGradientBoostingClassifier(max_iter=100, max_leaf_nodes=31, learning_rate=0.1, min_samples_leaf=20, early_stopping=False),
    "forest": lambda: RandomForestClassifier(n_estimators=100, n_jobs=2, random_state=1),
}


def table(rows, seed):
    random = np.random.default_rng(seed)
    x = random.normal(size=(rows, 30)).astype(np.float32)
    y = x[:, 0] + x[:, 1] * x[:, 2] + (x[:, 3] > 0.5) + random.normal(size=rows) > 0.4
    return x, y


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


(x, y), (tx, ty) = table(ROWS, 1), table(100_000, 2)
with tempfile.TemporaryDirectory() as folder:
    for name, features, label in (("train", x, y), ("test", tx, ty)):
        np.hstack([features, label[:, None].astype(np.float32)]).astype(np.float32).tofile(os.path.join(folder, name + ".bin"))
    run = ["dotnet", "run", "-c", "Release", "--no-build", "--project", os.path.join(ROOT, "benchmarks/Mlops.Sdk.Benchmarks"), "--", "peer", KIND, folder]
    ours = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1])
    scores = np.fromfile(os.path.join(folder, "scores.bin"))
best = None
for _ in range(2):
    model = PEERS[KIND]()
    wall, used = time.perf_counter(), cpu()
    model.fit(x, y)
    run = (time.perf_counter() - wall, cpu() - used)
    best = run if best is None or run < best else best
print(f"{KIND} {ROWS:,} x 30, 100 trees: peer {best[0]:.2f} s ({best[1]:.2f} CPU), ours {ours['wall']:.2f} s ({ours['cpu']:.2f} CPU), ratio {best[0] / ours['wall']:.2f} wall, {best[1] / ours['cpu']:.2f} CPU; "
      f"AUC peer {roc_auc_score(ty, model.predict_proba(tx)[:, 1]):.5f}, ours {roc_auc_score(ty, scores):.5f}")
