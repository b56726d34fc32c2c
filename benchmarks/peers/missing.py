#!/usr/bin/env python3
"""Missing values side by side with scikit-learn, on the same cells.

    apt-get install python3-sklearn python3-pandas
    dotnet build -c Release benchmarks/Mlops.Sdk.Benchmarks
    python3 benchmarks/peers/missing.py quality TABLE.csv...     # known cells are hidden and filled again
    python3 benchmarks/peers/missing.py speed                    # nearest rows on 20,000 x 20

quality: of each table (a header; at most ROWS rows) one known cell in ten is hidden at random; imputers learn from 70 % of the rows and fill the others. Printed for each method: the root mean square error of numbers, in
standard deviations of the column, averaged over columns; the share of categories that are right; seconds to learn and fill. scikit-learn's imputers get numbers scaled to a standard deviation of 1 and categories one-hot, of
which the greatest is the answer. speed: seconds, memory and the greatest difference of the answers; two threads each."""
import json, os, resource, subprocess, sys, tempfile, time, warnings
import numpy as np, pandas as pd
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer, SimpleImputer

warnings.filterwarnings("ignore")
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
ROWS = 5000


def ours(kind, folder):
    run = ["dotnet", "run", "-c", "Release", "--no-build", "--project", os.path.join(ROOT, "benchmarks/Mlops.Sdk.Benchmarks"), "--", "peer", kind, folder]
    return [json.loads(line) for line in subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip().splitlines()]


def read(path):
    data = pd.read_csv(path)
    data = data.sample(n=min(ROWS, len(data)), random_state=1).reset_index(drop=True)
    kept = {}
    for name in data:
        column = data[name]
        if column.dtype == bool or column.dtype == object:
            if 2 <= column.nunique() <= 30: kept[f"c{len(kept)}"] = column.map(lambda value: value if pd.isna(value) else f"v{value}")
        elif column.nunique() > 1: kept[f"n{len(kept)}"] = column.astype(float)
    return pd.DataFrame(kept)


def score(filled, whole, hidden):
    errors, right = [], []
    for name in whole:
        at = hidden[name].to_numpy()
        if not at.any(): continue
        truth, answer = whole[name].to_numpy()[at], filled[name].to_numpy()[at]
        if name.startswith("c"): right.append((truth == answer).mean())
        else: errors.append(np.sqrt(((truth - answer.astype(float)) ** 2).mean()) / whole[name].std())
    return f"RMSE {np.mean(errors):.3f}" + (f", right {np.mean(right):.3f}" if right else "")


def peer(imputer, train, test):
    """Numbers scaled, categories one-hot; fits on one and fills the other."""
    numbers = [name for name in train if name.startswith("n")]
    mean, spread = train[numbers].mean(), train[numbers].std().replace(0, 1)
    levels = {name: sorted(train[name].dropna().unique()) for name in train if name.startswith("c")}

    def table(data):
        parts = [((data[numbers] - mean) / spread).to_numpy()]
        for name, values in levels.items():
            hot = np.array([[float(cell == value) for value in values] for cell in data[name]])
            hot[data[name].isna().to_numpy()] = np.nan
            parts.append(hot)
        return np.hstack(parts)

    start = time.perf_counter()
    cells = imputer.fit(table(train)).transform(table(test))
    seconds = time.perf_counter() - start
    filled, at = pd.DataFrame(cells[:, :len(numbers)], columns=numbers) * spread + mean, len(numbers)
    for name, values in levels.items():
        filled[name] = np.array(values, dtype=object)[cells[:, at:at + len(values)].argmax(axis=1)]
        at += len(values)
    return filled, seconds


def quality(path):
    whole = read(path)
    random = np.random.default_rng(7)
    hidden = pd.DataFrame({name: (random.random(len(whole)) < 0.1) & whole[name].notna().to_numpy() for name in whole})
    holes = whole.mask(hidden)
    cut = int(0.7 * len(whole))
    train, test = holes[:cut], holes[cut:].reset_index(drop=True)
    truth, asked = whole[cut:].reset_index(drop=True), hidden[cut:].reset_index(drop=True)
    print(f"{os.path.basename(path)}: {len(whole)} rows, {sum(name.startswith('n') for name in whole)} numbers, {sum(name.startswith('c') for name in whole)} categories", flush=True)
    for name, imputer in [("SimpleImputer", SimpleImputer()), ("KNNImputer", KNNImputer()), ("KNNImputer 15 by distance", KNNImputer(n_neighbors=15, weights="distance")), ("IterativeImputer", IterativeImputer(random_state=0))]:
        filled, seconds = peer(imputer, train, test)
        print(f"  peer  {name:<26} {score(filled, truth, asked)}, {seconds:.2f} s", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        train.to_csv(os.path.join(folder, "train.csv"), index=False)
        test.to_csv(os.path.join(folder, "test.csv"), index=False)
        for method in ours("missing", folder):
            print(f"  ours  {method['name']:<26} {score(pd.read_csv(os.path.join(folder, method['file'])), truth, asked)}, {method['seconds']:.2f} s", flush=True)


def speed(rows=20_000, columns=20):
    random = np.random.default_rng(0)
    x = random.normal(size=(rows, 5)) @ random.normal(size=(5, columns)) + 0.5 * random.normal(size=(rows, columns))
    x[random.random(x.shape) < 0.05] = np.nan
    with tempfile.TemporaryDirectory() as folder:
        pd.DataFrame(x, columns=[f"n{i}" for i in range(columns)]).to_csv(os.path.join(folder, "train.csv"), index=False)
        mine = ours("nearest", folder)[-1]
        filled = pd.read_csv(os.path.join(folder, "ours.csv")).to_numpy()
    wall, cpu = time.perf_counter(), time.process_time()
    theirs = KNNImputer(n_neighbors=5).fit_transform(x)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"nearest {rows:,} x {columns}, 5 % missing: peer {wall:.2f} s ({cpu:.2f} CPU), ours {mine['wall']:.2f} s ({mine['cpu']:.2f} CPU), ratio {wall / mine['wall']:.1f} wall, {cpu / mine['cpu']:.1f} CPU; "
          f"peak {peak:.0f} MB and {mine['peak_mb']} MB; greatest difference {np.abs(filled - theirs).max():.1e}")


if len(sys.argv) > 2 and sys.argv[1] == "quality":
    for table in sys.argv[2:]: quality(table)
elif sys.argv[1:] == ["speed"]: speed()
else: sys.exit(__doc__)
