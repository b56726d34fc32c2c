#!/usr/bin/env python3
"""Scalers and encoders side by side with scikit-learn, on the same data, one thread each: a million rows of 20 numbers, of 5 categories of 30 levels, and 100,000 texts.

    apt-get install python3-sklearn
    dotnet build -c Release benchmarks/Mlops.Sdk.Benchmarks
    python3 benchmarks/peers/scaling.py [ROWS]

Prints for each the CPU seconds that fitting and applying take (the best of a few, ours with what earlier runs left collected before the clock starts, as numpy frees its own at once) and the ratio (peer / ours; above 1 we are faster), and fails where the numbers differ. QuantileTransformer learns from 10,000 rows by default and from all of them here,
as ours does; its figures with the default stand beside."""
import json, os, subprocess, sys, tempfile, time
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, OneHotEncoder, OrdinalEncoder, PowerTransformer, QuantileTransformer, RobustScaler, StandardScaler

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
NUMBERS, CATEGORIES, TEXTS, BUCKETS = 20, 5, 100_000, 256
random = np.random.default_rng(1)
x = np.exp(random.normal(size=(ROWS, NUMBERS)) * np.linspace(0.2, 1.2, NUMBERS))
x[:, ::3] *= -1
x[:, 1] = np.round(x[:, 1])
codes = random.integers(0, 30, size=(ROWS, CATEGORIES)).astype(np.int32)
levels = np.array([f"level{i}" for i in range(30)], dtype=object)
words = np.array(["".join(random.choice(list("abcdefghijklmnopqrstuvwxyz"), random.integers(2, 9))) for _ in range(5000)])
texts = [" ".join(words[random.integers(0, 5000, random.integers(3, 30))]) for _ in range(TEXTS)]


def timed(make, data, runs):
    best = [float("inf")] * 2
    for _ in range(runs):
        tool, start = make(), time.process_time()
        tool.fit(data)
        fitted = time.process_time()
        out = tool.transform(data)
        best = [min(best[0], fitted - start), min(best[1], time.process_time() - fitted)]
    return best, out


with tempfile.TemporaryDirectory() as folder:
    for i in range(NUMBERS): x[:, i].tofile(os.path.join(folder, f"x{i}.bin"))
    for i in range(CATEGORIES): codes[:, i].tofile(os.path.join(folder, f"c{i}.bin"))
    with open(os.path.join(folder, "texts.txt"), "w") as file: file.write("\n".join(texts))
    run = ["dotnet", "run", "-c", "Release", "--no-build", "--project", os.path.join(ROOT, "benchmarks/Mlops.Sdk.Benchmarks"), "--", "peer", "scaling", folder]
    ours = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1])

cases = [
    ("standard", StandardScaler, 3), ("robust", RobustScaler, 1), ("min_max", MinMaxScaler, 3), ("max_abs", MaxAbsScaler, 3),
    ("quantile_uniform", lambda: QuantileTransformer(subsample=10**9), 1), ("quantile_normal", lambda: QuantileTransformer(output_distribution="normal", subsample=10**9), 1), ("yeo_johnson", PowerTransformer, 1)]
for name, make, runs in cases:
    (fit, apply), out = timed(make, x, runs)
    mine = ours[name]
    assert np.allclose(np.abs(out[:1000]).sum(axis=0), mine["sums"], rtol=1e-5, atol=1e-6), (name, np.abs(out[:1000]).sum(axis=0), mine["sums"])
    print(f"{name}: peer {fit:.3f} s fit, {apply:.3f} s apply; ours {mine['fit']:.3f} s, {mine['apply']:.3f} s; ratio {fit / mine['fit']:.1f} and {apply / mine['apply']:.1f}, both {(fit + apply) / (mine['fit'] + mine['apply']):.1f}")
(fit, apply), _ = timed(QuantileTransformer, x, 1)
print(f"quantile_uniform of 10,000 rows by the peer: {fit:.3f} s fit, {apply:.3f} s apply")
for name, make, data in (("one_hot", lambda: OneHotEncoder(sparse_output=False), levels[codes]), ("ordinal", OrdinalEncoder, levels[codes]), ("hashed_words", lambda: HashingVectorizer(n_features=BUCKETS), texts)):
    (fit, apply), _ = timed(make, data, 1)
    mine = ours[name]
    print(f"{name}: peer {fit + apply:.3f} s, ours {mine['fit'] + mine['apply']:.3f} s, ratio {(fit + apply) / (mine['fit'] + mine['apply']):.1f}")
