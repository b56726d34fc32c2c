#!/usr/bin/env python3
"""Outlier detection beside PyOD and scikit-learn.

    dotnet run -c Release --project benchmarks/Mlops.Sdk.Evaluation -- outliers FOLDER --protocol adbench --splits FOLDER/splits --seed 1 --json 1.json
    python3 benchmarks/peers/outliers.py compare REFERENCE.csv 1.json 2.json 3.json      # AUROC against PyOD's, data set by data set

REFERENCE.csv has a row for each data set and a column for each detector of PyOD: the mean AUROC over the seeds."""
import csv, json, sys
from collections import defaultdict

# PyOD's ECOD and COPOD score test rows together with the training rows; ours (ecod, copod) score each against the training rows alone, and the _joint ones as PyOD does.
# Ours, PyOD's, and how far a data set may be off; None for what is random: 0.01 in the mean, no data set worse by more than 0.05.
PAIRS = [("knn", "KNN", 0.002), ("lof", "LOF", 0.01), ("ecod_joint", "ECOD", 0.002), ("copod_joint", "COPOD", 0.002), ("ecod", "ECOD", 0.01), ("copod", "COPOD", 0.01), ("hbos", "HBOS", 0.01),
         ("pca_axis_distance", "PCA", 0.002), ("cof", "COF", 0.01), ("ocsvm", "OCSVM", None), ("isolation_forest", "IForest", None),
         ("mcd", "MCD", None), ("cblof", "CBLOF", None), ("loda", "LODA", None), ("inne", "INNE", None), ("gmm", "GMM", None)]
MEMBERS = ("isolation_forest", "knn_mean", "mcd")


def read(paths):
    found = defaultdict(list)
    for path in paths:
        for row in json.load(open(path))["results"]:
            found[row["method"], row["dataset"]].append(row["auc"])
    return {key: sum(values) / len(values) for key, values in found.items()}


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def compare(reference, paths):
    ours, peers = read(paths), {row["dataset"]: row for row in csv.DictReader(open(reference))}
    sets = sorted({name for _, name in ours if name in peers})
    methods = list(dict.fromkeys(method for method, _ in ours))
    missed = 0
    print(f"{len(sets)} data sets, {len(paths)} seeds\n{'method':<26}{'AUROC':>8}{'PyOD':>8}  {'largest difference'}")
    for method in methods:
        pair = next((pair for pair in PAIRS if pair[0] == method), None)
        line = f"{method:<26}{mean(ours[method, name] for name in sets):8.4f}"
        if pair:
            both = [(ours[method, name] - float(peers[name][pair[1]]), name) for name in sets if peers[name][pair[1]]]
            offset, (worst, where) = mean(d for d, _ in both), (min(both) if pair[2] is None else max(both, key=lambda d: abs(d[0])))
            good = (abs(offset) <= 0.01 or offset > 0) and worst >= -0.05 if pair[2] is None else abs(worst) <= pair[2]
            missed += not good
            line += f"{mean(float(peers[name][pair[1]]) for name in sets if peers[name][pair[1]]):8.4f}  {worst:+.4f} {where}{'' if good else '  BEYOND ' + (str(pair[2]) if pair[2] else 'the bar')}"
            if pair[2] is not None and not good:
                line += "  all beyond: " + ", ".join(f"{name} {d:+.4f}" for d, name in both if abs(d) > pair[2])
        print(line)
    if "ensemble" in methods and all(member in methods for member in MEMBERS):
        average = {method: mean(ours[method, name] for name in sets) for method in methods}
        best = max((value, method) for method, value in average.items() if method != "ensemble")
        worst = [name for name in sets if ours["ensemble", name] < min(ours[member, name] for member in MEMBERS)]
        print(f"\nensemble {average['ensemble']:.4f}: isolation forest {average['ensemble'] - average['isolation_forest']:+.4f}, best single {best[1]} {average['ensemble'] - best[0]:+.4f}; below every member on: {', '.join(worst) or 'none'}")
    return missed


if __name__ == "__main__":
    if len(sys.argv) >= 4 and sys.argv[1] == "compare":
        sys.exit(1 if compare(sys.argv[2], sys.argv[3:]) else 0)
    sys.exit(__doc__)
