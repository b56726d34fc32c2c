#!/usr/bin/env python3
"""Rebalancing side by side with imbalanced-learn: the same data, two threads each, every run a process of its own.

    apt-get install python3-imblearn
    dotnet build -c Release benchmarks/Mlops.Sdk.Benchmarks
    python3 benchmarks/peers/rebalance.py [CASE...]
    python3 benchmarks/peers/rebalance.py quality FILE.csv LABEL [METHOD...]
    python3 benchmarks/peers/rebalance.py paired FILE.csv LABEL [METHOD...]

Prints for each case the median seconds and CPU seconds of some calls in one process after a first one, the first call apart (ours compiles then what it runs), the peak memory of both, and the ratios (peer / ours; above 1 we are
faster or smaller). Cases that take the peer long have fewer calls; where there is one only, it is the first. The data is in memory on both sides before the clock starts, rows as an array for the peer and columns for us;
the peak counts all of the process, for us with the runtime, for the peer with the interpreter and its packages. Under-samplers are held to the same rows, over-samplers to the same counts.

With `quality` it cross-validates methods on a table of numbers: ours by the evaluation program's verb `rebalance` (build it first), the peer's in front of scikit-learn's histogram boosting of the same size, and the ensembles; AUC-PR with its standard error, and whether the difference is within it.

With `paired` nothing but the resampler differs: the same five splits into five folds, ours by the verb `resample` on each training part, on the numbers as they are and in standard deviations (`scaled`), the same boosting of scikit-learn behind all.
Prints the mean difference of AUC-PR to the peer over the splits with its standard error, and first that of the peer to itself with another seed: that is the noise."""
import json, os, resource, statistics, subprocess, sys, tempfile, time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# Name: rows, numbers, categories, share of the rare class, calls of the peer, calls of ours.
CASES = {
    "smote": (200_000, 30, 0, 0.01, 15, 15),
    "borderline_smote": (200_000, 30, 0, 0.01, 1, 3),
    "adasyn": (200_000, 30, 0, 0.01, 1, 3),
    "smote_nc": (50_000, 20, 5, 0.05, 1, 5),
    "tomek_links": (50_000, 20, 0, 0.05, 1, 1),
    "enn": (50_000, 20, 0, 0.05, 1, 1),
    "svm_smote": (10_000, 20, 0, 0.05, 1, 3),
    "kmeans_smote": (50_000, 20, 0, 0.3, 1, 3),
    "cluster_centroids": (20_000, 20, 0, 0.05, 1, 1),
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
        "svm_smote": lambda: over_sampling.SVMSMOTE(random_state=0), "kmeans_smote": lambda: over_sampling.KMeansSMOTE(random_state=0),
        "cluster_centroids": lambda: under_sampling.ClusterCentroids(random_state=0),
        "tomek_links": lambda: under_sampling.TomekLinks(n_jobs=-1), "enn": lambda: under_sampling.EditedNearestNeighbours(n_jobs=-1),
    }[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    walls, cpus = [], []
    for _ in range(runs):
        sampler = make()
        wall, cpu = time.perf_counter(), time.process_time()
        counts = len(sampler.fit_resample(x, y)[1])
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    print(json.dumps({"first": walls[0], "wall": statistics.median(walls[1:] or walls), "cpu": statistics.median(cpus[1:] or cpus), "rows": counts, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "base_mb": before}))


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
          f"ratio {other['wall'] / ours['wall']:.2f} wall, {other['cpu'] / ours['cpu']:.2f} CPU, {other['first'] / ours['first']:.2f} first call ({other['first']:.3f} and {ours['first']:.3f} s), {other['peak_mb'] / ours['peak_mb']:.2f} memory; rows {other['rows']} and {ours['rows']}", flush=True)
    # The peer's KMeansSMOTE rounds up in every cluster.
    assert abs(other["rows"] - ours["rows"]) <= (10 if name == "kmeans_smote" else 0), "the rows differ"


def samplers():
    from imblearn import over_sampling, under_sampling
    return {
        "random_over": over_sampling.RandomOverSampler, "random_under": under_sampling.RandomUnderSampler, "smote": over_sampling.SMOTE, "borderline_smote": over_sampling.BorderlineSMOTE, "adasyn": over_sampling.ADASYN,
        "svm_smote": over_sampling.SVMSMOTE, "kmeans_smote": lambda random_state: over_sampling.KMeansSMOTE(random_state=random_state, cluster_balance_threshold=0.1), "cluster_centroids": under_sampling.ClusterCentroids,
    }


def table_of(path, label):
    import pandas as pd
    table = pd.read_csv(path)
    return table.drop(columns=[label]).to_numpy(float), table[label].to_numpy()


def boosting():
    from sklearn.ensemble import HistGradientBoostingClassifier
    return HistGradientBoostingClassifier(max_iter=60, max_leaf_nodes=15, random_state=0, early_stopping=False)


EVALUATION = ["dotnet", "run", "-c", "Release", "--no-build", "--project", os.path.join(ROOT, "benchmarks/Mlops.Sdk.Evaluation"), "--"]


def paired(path, label, methods):
    import numpy as np, pandas as pd
    from sklearn.metrics import average_precision_score
    from sklearn.model_selection import StratifiedKFold
    x, y = table_of(path, label)

    def resampled(method, train, seed, *more):
        with tempfile.TemporaryDirectory() as folder:
            source, target = os.path.join(folder, "train.csv"), os.path.join(folder, "out.csv")
            pd.DataFrame(x[train]).assign(label=y[train]).to_csv(source, index=False)
            subprocess.run([*EVALUATION, "resample", source, "--label", "label", "--method", method, "--seed", str(seed), "--out", target, *more], capture_output=True, text=True, check=True)
            out = pd.read_csv(target)
            return out.drop(columns=["label"]).to_numpy(float), out["label"].to_numpy()

    for method in methods or ["smote"]:
        makers = {
            "none": lambda train, seed: (x[train], y[train]),
            "peer": lambda train, seed: samplers()[method](random_state=seed).fit_resample(x[train], y[train]),
            "peer, other seed": lambda train, seed: samplers()[method](random_state=seed + 100).fit_resample(x[train], y[train]),
            "ours": lambda train, seed: resampled(method, train, seed),
            "ours, scaled": lambda train, seed: resampled(method, train, seed, "--scale", "true"),
        }
        scores = {name: [] for name in makers}
        for seed in range(5):
            parts = {name: [] for name in makers}
            for train, test in StratifiedKFold(5, shuffle=True, random_state=seed).split(x, y):
                for name, make in makers.items():
                    parts[name].append(average_precision_score(y[test], boosting().fit(*make(train, seed)).predict_proba(x[test])[:, 1]))
            for name in makers: scores[name].append(np.mean(parts[name]))
        print(f"{os.path.basename(path)} {method}: " + ", ".join(f"{name} {np.mean(own):.4f}" for name, own in scores.items()))
        for one in ("peer, other seed", "ours", "ours, scaled"):
            difference = np.array(scores[one]) - np.array(scores["peer"])
            print(f"    {one} - peer: {difference.mean():+.4f} ± {difference.std(ddof=1) / np.sqrt(len(difference)):.4f} ({' '.join(f'{value:+.4f}' for value in difference)})", flush=True)


def quality(path, label, methods):
    import warnings
    import numpy as np
    from imblearn import ensemble, pipeline
    from sklearn.model_selection import StratifiedKFold, cross_val_score
    warnings.filterwarnings("ignore")
    x, y = table_of(path, label)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    judge = lambda model: cross_val_score(model, x, y, scoring="average_precision", cv=folds)
    show = lambda name, scores, own: print(f"{name}: peer {scores.mean():.4f} ± {scores.std(ddof=1) / np.sqrt(5):.4f}, ours {own['auc_pr']:.4f} ± {own['auc_pr_standard_error']:.4f}, difference {own['auc_pr'] - scores.mean():+.4f}, "
                                           f"{'within' if abs(own['auc_pr'] - scores.mean()) <= max(scores.std(ddof=1) / np.sqrt(5), own['auc_pr_standard_error']) else 'beyond'} one standard error", flush=True)
    for number, method in enumerate(methods or ["smote"]):
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "out.json")
            run = [*EVALUATION, "rebalance", path, "--label", label, "--method", method, "--json", out] + (["--ensembles", "true"] if number == 0 else [])
            subprocess.run(run, capture_output=True, text=True, check=True)
            ours = {one["method"]: one for one in json.load(open(out))["results"]}
        if number == 0:
            show("none", judge(boosting()), ours["none"])
            show("balanced_bagging", judge(ensemble.BalancedBaggingClassifier(random_state=0)), ours["balanced_bagging"])
            show("easy_ensemble", judge(ensemble.EasyEnsembleClassifier(random_state=0)), ours["easy_ensemble"])
        show(method, judge(pipeline.make_pipeline(samplers()[method](random_state=0), boosting())), ours["full"])


if sys.argv[1:2] == ["--peer"]:
    peer(sys.argv[2])
elif sys.argv[1:2] == ["quality"]:
    quality(sys.argv[2], sys.argv[3], sys.argv[4:])
elif sys.argv[1:2] == ["paired"]:
    paired(sys.argv[2], sys.argv[3], sys.argv[4:])
else:
    for case in sys.argv[1:] or CASES:
        compare(case)
