#!/usr/bin/env python3
"""Outlier detection beside PyOD and scikit-learn.

    dotnet run -c Release --project benchmarks/Mlops.Sdk.Evaluation -- outliers FOLDER --protocol adbench --splits FOLDER/splits --seed 1 --json 1.json
    python3 benchmarks/peers/outliers.py compare REFERENCE.csv 1.json 2.json 3.json      # AUROC against PyOD's, data set by data set

    python3 benchmarks/peers/outliers.py loda FOLDER [SET ...]     # LODA in numpy, each value looked up in its own bin, of 10 and of twice the width of Freedman and Diaconis, and, as PyOD has it, in the one above of 10: AUROC over the splits in FOLDER/splits

    dotnet build -c Release benchmarks/Mlops.Sdk.Benchmarks
    python3 benchmarks/peers/outliers.py speed [CASE ...]      # seconds, ratio (peer / ours), peak memory; both on all cores, each in a process of its own

REFERENCE.csv has a row for each data set and a column for each detector of PyOD: the mean AUROC over the seeds."""
import csv, json, os, resource, subprocess, sys, tempfile, time
from collections import defaultdict

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")

# Rows, columns, what the ratio is to be, and what is timed of the peer.
CASES = {"isolation_forest": (1_000_000, 20, 4, "scikit-learn IsolationForest, fit and score_samples"), "ecod": (1_000_000, 20, 5, "PyOD ECOD, or its formula in numpy where PyOD is not installed"),
         "lof": (50_000, 10, 3, "scikit-learn LocalOutlierFactor, 20 neighbors"), "knn": (50_000, 10, 3, "scikit-learn NearestNeighbors, 5 neighbors of each row"), "mcd": (100_000, 20, 3, "scikit-learn MinCovDet"),
         "ocsvm": (10_000, 20, 3, "scikit-learn OneClassSVM, exact, fit and score_samples")}

# PyOD's ECOD and COPOD score test rows together with the training rows; ours (ecod, copod) score each against the training rows alone, and the _joint ones as PyOD does.
# Ours, PyOD's, and how far a data set may be off; None for what is random: 0.01 in the mean, no data set worse by more than 0.05.
PAIRS = [("knn", "KNN", 0.002), ("lof", "LOF", 0.01), ("ecod_joint", "ECOD", 1e-6), ("copod_joint", "COPOD", 1e-6), ("ecod", "ECOD", 0.01), ("copod", "COPOD", 0.01), ("hbos", "HBOS", 0.01),
         ("pca_axis_distance", "PCA", 0.002), ("isolation_forest", "IForest", None),
         ("mcd", "MCD", None), ("cblof", "CBLOF", None), ("loda", "LODA", None), ("inne", "INNE", None), ("gmm", "GMM", None),
         ("cof_alone", "COF", 0.01), ("ocsvm", "OCSVM", None)]
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


def loda(folder, names):
    """Mean AUROC of LODA over three splits and five draws. PyOD 3.6.5 searches the lower edges from the first on, which gives a value the share of the bin above its own."""
    import numpy as np
    from sklearn.metrics import roc_auc_score

    def width(at):
        size = 4 * np.subtract(*np.percentile(at, [75, 25])) / len(at) ** (1 / 3)
        return int(np.clip(np.ceil(np.ptp(at) / size), 2, 256)) if size > 0 else int(np.ceil(np.log2(len(at)))) + 1

    def learn(x, cuts, random):
        zeros = x.shape[1] - int(np.sqrt(x.shape[1]))
        directions, histograms = random.standard_normal((cuts, x.shape[1])), []
        for direction in directions:
            direction[random.permutation(x.shape[1])[:zeros]] = 0
            at = x @ direction
            histograms.append([np.histogram(at, bins=10), np.histogram(at, bins=width(at))])
        return directions, histograms

    def score(x, directions, histograms, kind):
        total = np.zeros(len(x))
        for direction, pair in zip(directions, histograms):
            at, (counts, limits) = x @ direction, pair[kind == "suited"]
            if kind == "above":
                total -= np.log(counts / counts.sum() + 1e-12)[np.searchsorted(limits[:-2], at, side="left")]
            else:
                total -= np.where((at < limits[0]) | (at > limits[-1]), np.log(0.5), np.log(counts + 0.5)[np.searchsorted(limits[1:-1], at, side="right")])
        return total

    for name in names or sorted(file[:-4] for file in os.listdir(folder) if file.endswith(".csv") and file != "manifest.csv" and os.path.exists(os.path.join(folder, "splits", file[:-4] + "_seed1.csv"))):
        table = np.loadtxt(os.path.join(folder, name + ".csv"), delimiter=",", skiprows=1)
        found = defaultdict(list)
        for seed in (1, 2, 3):
            rows = list(csv.DictReader(open(os.path.join(folder, "splits", f"{name}_seed{seed}.csv"))))
            train, test = (np.array([int(row["row"]) for row in rows if (row["part"] == "train") == part]) for part in (True, False))
            x = table[:, :-1]
            low, unit = x[train].min(axis=0), np.ptp(x[train], axis=0)
            x = (x - low) / np.where(unit > 0, unit, 1)
            for cuts in (100, 1000):
                for draw in range(5):
                    learnt = learn(x[train], cuts, np.random.default_rng(100 * seed + draw))
                    for kind in ("10", "suited", "above"):
                        found[cuts, kind].append(roc_auc_score(table[test, -1], score(x[test], *learnt, kind)))
        print(f"{name:<20}" + "".join(f"  {cuts} cuts, {dict([('10', 'own of 10 bins'), ('suited', 'own of bins that suit'), ('above', 'bin above')])[kind]} {mean(values):.3f} +- {np.std(values):.3f}" for (cuts, kind), values in found.items()), flush=True)


def data(rows, columns):
    """Normal numbers with 1 % of uniform outliers, column after column."""
    import numpy as np
    random = np.random.default_rng(0)
    x = random.normal(size=(columns, rows))
    x[:, : rows // 100] = random.uniform(-8, 8, size=(columns, rows // 100))
    return x


def ecod(x):
    """PyOD's ECOD where it is installed, else its formula over the whole matrix as it has it: argsort, shares put back, twice."""
    try:
        from pyod.models.ecod import ECOD
        return ECOD().fit(x).decision_scores_
    except ImportError:
        pass
    import numpy as np
    from scipy.stats import skew

    def shares(matrix):
        order = np.argsort(matrix, axis=0)
        ordered, share = np.take_along_axis(matrix, order, axis=0), np.linspace(np.ones(matrix.shape[1]) / len(matrix), np.ones(matrix.shape[1]), len(matrix))
        for column in range(matrix.shape[1]):   # equal values have the share of the last of them
            last = np.append(ordered[1:, column] != ordered[:-1, column], True)
            share[:, column] = share[last, column][np.cumsum(np.append(0, last[:-1]))]
        result = np.empty_like(share)
        np.put_along_axis(result, order, share, axis=0)
        return result
    left, right, sign = -np.log(shares(x)), -np.log(shares(-x)), np.sign(skew(x, axis=0))
    return np.maximum(np.maximum(left, right), left * -np.sign(sign - 1) + right * np.sign(sign + 1)).sum(axis=1)


def peer(case, path, columns):
    import numpy as np
    x = np.ascontiguousarray(np.fromfile(path).reshape(columns, -1).T)
    start, cpu = time.perf_counter(), time.process_time()
    if case == "isolation_forest":
        from sklearn.ensemble import IsolationForest
        IsolationForest(random_state=0, n_jobs=-1).fit(x).score_samples(x)
    elif case == "ecod":
        ecod(x)
    elif case == "lof":
        from sklearn.neighbors import LocalOutlierFactor
        LocalOutlierFactor(20, n_jobs=-1).fit(x)
    elif case == "knn":
        from sklearn.neighbors import NearestNeighbors
        NearestNeighbors(n_neighbors=5, n_jobs=-1).fit(x).kneighbors()
    elif case == "ocsvm":
        from sklearn.svm import OneClassSVM
        OneClassSVM(gamma="auto").fit(x).score_samples(x)
    else:
        from sklearn.covariance import MinCovDet
        MinCovDet(random_state=0).fit(x)
    print(json.dumps({"wall": time.perf_counter() - start, "cpu": time.process_time() - cpu, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


def last(command):
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1])


def speed(cases):
    for case in cases or CASES:
        rows, columns, wanted, what = CASES[case]
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "data.bin")
            data(rows, columns).tofile(path)
            b = last([os.path.join(ROOT, "artifacts/bin/Mlops.Sdk.Benchmarks/release/Mlops.Sdk.Benchmarks"), "peer", "outliers", case, path, str(columns)])
            a = last([sys.executable, os.path.abspath(__file__), "peer", case, path, str(columns)])
        print(f"{case} {rows:,} x {columns}: peer {a['wall']:.2f} s ({a['cpu']:.2f} CPU, {a['peak_mb']} MB), ours {b['wall']:.2f} s ({b['cpu']:.2f} CPU, {b['peak_mb']} MB), ratio {a['wall'] / b['wall']:.1f} wall, {a['cpu'] / b['cpu']:.1f} CPU (to reach: {wanted}); "
              f"1,000 new rows {b['new_rows_ms']:.2f} ms, one row {b['row_us']:.0f} us. Peer: {what}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) >= 4 and sys.argv[1] == "compare":
        sys.exit(1 if compare(sys.argv[2], sys.argv[3:]) else 0)
    if len(sys.argv) >= 2 and sys.argv[1] == "speed":
        sys.exit(speed(sys.argv[2:]))
    if len(sys.argv) >= 3 and sys.argv[1] == "loda":
        sys.exit(loda(sys.argv[2], sys.argv[3:]))
    if len(sys.argv) == 5 and sys.argv[1] == "peer":
        sys.exit(peer(sys.argv[2], sys.argv[3], int(sys.argv[4])))
    sys.exit(__doc__)
