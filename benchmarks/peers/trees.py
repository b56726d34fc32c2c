#!/usr/bin/env python3
"""Trees side by side with scikit-learn, the same rows, two threads each, 100 trees: boosting (HistGradientBoosting, 31 leaves), a forest (RandomForest) or extra trees (ExtraTrees), both without limits.

    apt-get install python3-sklearn python3-pandas
    dotnet build -c Release benchmarks/Mlops.Sdk.Benchmarks
    python3 benchmarks/peers/trees.py boosting|forest|extra [ROWS]                       made up: 30 columns of numbers, two classes, 100,000 test rows
    python3 benchmarks/peers/trees.py boosting|forest|extra FILE.csv LABEL [DROP,DROP]   a table; a quarter of the rows judges; LABEL is c0, c1, ... in a file without a header

Prints the seconds and CPU seconds of both, their ratios (peer / ours; above 1 we are faster), and the area under the ROC curve or the root mean squared error of both.
In a table the peer's missing numbers are the median and its categories are coded in order, and for forests once more one-hot; the better of the two is compared."""
import json, os, resource, subprocess, sys, tempfile, time
import numpy as np
from sklearn import ensemble
from sklearn.metrics import mean_squared_error, roc_auc_score

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
KIND = sys.argv[1] if len(sys.argv) > 1 else "boosting"
TREES = {"forest": "RandomForest", "extra": "ExtraTrees"}


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def learner(classes):
    task = "Classifier" if classes else "Regressor"
    if KIND == "boosting":
        return getattr(ensemble, "HistGradientBoosting" + task)(max_iter=100, max_leaf_nodes=31, learning_rate=0.1, min_samples_leaf=20, early_stopping=False)
    return getattr(ensemble, TREES[KIND] + task)(n_estimators=100, n_jobs=2, random_state=1)


def peer(train, labels, test, classes):
    best, runs = None, 0
    while runs < (2 if best is None or best[0] > 1 else 6):
        runs += 1
        model = learner(classes)
        wall, used = time.perf_counter(), cpu()
        model.fit(train, labels)
        run = (time.perf_counter() - wall, cpu() - used)
        best = run if best is None or run < best else best
    return best, model.predict_proba(test)[:, 1] if classes else model.predict(test)


def ours(folder, *label):
    run = ["dotnet", "run", "-c", "Release", "--no-build", "--project", os.path.join(ROOT, "benchmarks/Mlops.Sdk.Benchmarks"), "--", "peer", "trees", KIND, folder, *label]
    took = json.loads(subprocess.run(run, stdout=subprocess.PIPE, text=True, check=True).stdout.strip().splitlines()[-1])
    return (took["wall"], took["cpu"]), np.fromfile(os.path.join(folder, "scores.bin"))


def judge(labels, scores, classes):
    return roc_auc_score(labels, scores) if classes else mean_squared_error(labels, scores) ** 0.5


def tell(name, labels, theirs, mine, classes):
    (peer_run, peer_scores), (run, scores) = theirs, mine
    metric, a, b = "AUC" if classes else "RMSE", judge(labels, peer_scores, classes), judge(labels, scores, classes)
    gap = f"{b - a:+.5f}" if classes else f"{(b / a - 1) * 100:+.2f} %"
    print(f"{KIND} {name}: peer {peer_run[0]:.2f} s ({peer_run[1]:.2f} CPU), ours {run[0]:.2f} s ({run[1]:.2f} CPU), ratio {peer_run[0] / run[0]:.2f} wall, {peer_run[1] / run[1]:.2f} CPU; "
          f"{metric} peer {a:.5f}, ours {b:.5f} ({gap})", flush=True)


def made_up(rows):
    def table(rows, seed):
        random = np.random.default_rng(seed)
        x = random.normal(size=(rows, 30)).astype(np.float32)
        return x, x[:, 0] + x[:, 1] * x[:, 2] + (x[:, 3] > 0.5) + random.normal(size=rows) > 0.4

    (x, y), (tx, ty) = table(rows, 1), table(100_000, 2)
    with tempfile.TemporaryDirectory() as folder:
        for name, features, label in (("train", x, y), ("test", tx, ty)):
            np.hstack([features, label[:, None].astype(np.float32)]).astype(np.float32).tofile(os.path.join(folder, name + ".bin"))
        mine = ours(folder)
    tell(f"{rows:,} x 30", ty, peer(x, y, tx, True), mine, True)


def real(path, label, drop):
    import pandas as pd
    with open(path) as file:
        header = not any(part.strip().replace(".", "").isdigit() for part in file.readline().split(","))
    table = pd.read_csv(path, header=0 if header else None, skipinitialspace=True, na_values=["?", ""]).drop(columns=drop)
    if not header:
        table.columns = [f"c{i}" for i in range(table.shape[1])]
    table = table.replace(r"^\s*$", np.nan, regex=True).infer_objects()
    for name in table.select_dtypes(object):
        numbers = pd.to_numeric(table[name], errors="coerce")
        if numbers.notna().sum() == table[name].notna().sum():
            table[name] = numbers
    table = table[table[label].notna()]
    test = np.sort(np.random.default_rng(1).permutation(len(table))[: len(table) // 4])
    train = np.setdiff1d(np.arange(len(table)), test)
    classes = table[label].dtype == object
    y = (table[label] == sorted(table[label].unique())[1]).to_numpy() if classes else table[label].to_numpy()
    x = table.drop(columns=label)
    texts = list(x.select_dtypes(object))
    x = x.fillna({name: x[name].iloc[train].median() for name in x if name not in texts})
    coded = x.assign(**{name: x[name].astype("category").cat.codes for name in texts}).to_numpy(np.float32)
    with tempfile.TemporaryDirectory() as folder:
        table.to_csv(os.path.join(folder, "table.csv"), index=False)
        np.savetxt(os.path.join(folder, "test.txt"), test, fmt="%d")
        mine = ours(folder, label)
    runs = [peer(coded[train], y[train], coded[test], classes)]
    if texts and KIND != "boosting":
        hot = pd.get_dummies(x, columns=texts).to_numpy(np.float32)
        runs.append(peer(hot[train], y[train], hot[test], classes))
    best = max(runs, key=lambda run: judge(y[test], run[1], classes) * (1 if classes else -1))
    tell(f"{os.path.basename(path)} {len(train):,} x {x.shape[1]}", y[test], best, mine, classes)


if len(sys.argv) > 3:
    real(sys.argv[2], sys.argv[3], sys.argv[4].split(",") if len(sys.argv) > 4 else [])
else:
    made_up(int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000 if KIND == "boosting" else 100_000)
