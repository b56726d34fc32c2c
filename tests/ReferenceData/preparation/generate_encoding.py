#!/usr/bin/env python3
"""Writes encoding.json: scalers and encoders of scikit-learn and SciPy on the tables beside it.

    apt-get install python3-sklearn
    python3 tests/ReferenceData/preparation/generate_encoding.py"""
import json, os
import numpy as np, pandas as pd, scipy, sklearn
from scipy import stats
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, PowerTransformer, QuantileTransformer, RobustScaler, StandardScaler

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROWS = 12


def scalers():
    """Each scaler fitted on all rows of a table; what it makes of the first rows, and of numbers beyond."""
    made = []
    for table in ("diabetes", "wine", "breast_cancer"):
        x = pd.read_csv(os.path.join(FOLDER, table + ".csv")).drop(columns="target").to_numpy()[:, :6]
        beyond = np.vstack([x.min(axis=0) * 1.5 - 1, x.max(axis=0) * 1.5 + 1, np.full(x.shape[1], np.nan)])
        shown = np.vstack([x[:ROWS], beyond])
        for name, scaler in (
            ("standard", StandardScaler()), ("robust", RobustScaler()), ("robust 10 to 90", RobustScaler(quantile_range=(10, 90))), ("min_max", MinMaxScaler()), ("min_max -1 to 2, clipped", MinMaxScaler((-1, 2), clip=True)), ("max_abs", MaxAbsScaler()),
            ("quantile uniform", QuantileTransformer(n_quantiles=100, subsample=10**9)), ("quantile normal", QuantileTransformer(n_quantiles=100, output_distribution="normal", subsample=10**9)), ("yeo_johnson", PowerTransformer())):
            out = scaler.fit(x).transform(shown)
            case = {"table": table, "method": name, "shown": [column.tolist() for column in np.where(np.isnan(out), None, out).T.astype(object)], "input": [column.tolist() for column in np.where(np.isnan(shown), None, shown).T.astype(object)]}
            if name == "yeo_johnson": case["lambdas"] = [float(stats.yeojohnson_normmax(column)) for column in x.T]
            made.append(case)
    return made


def powers():
    """The Yeo-Johnson λ and likelihood by SciPy on samples of every sign and shape."""
    random = np.random.default_rng(7)
    samples = {
        "normal": random.normal(size=300), "exponential": random.exponential(size=300), "negative": -random.gamma(2, 3, size=300), "mixed": np.concatenate([random.exponential(3, 200), -random.exponential(1, 100)]),
        "thousands": 1000 + 200 * random.normal(size=300), "small": 1e-4 * random.exponential(size=300), "counts": random.poisson(2, 300).astype(float), "heavy": stats.t(2).rvs(size=300, random_state=3),
    }
    made = []
    for name, sample in samples.items():
        sample = np.round(sample, 9)
        made.append({"name": name, "values": sample.tolist(), "lambda": float(stats.yeojohnson_normmax(sample)), "likelihood": {str(l): float(stats.yeojohnson_llf(l, sample)) for l in (-1.5, 0, 0.5, 1, 2, 3)}, "transformed": {str(l): stats.yeojohnson(sample[:5], l).tolist() for l in (-1.5, 0, 0.5, 2)}})
    return made


def texts():
    """Dot products of all pairs of texts: n-grams hashed without collisions have the same."""
    documents = ["The cat sat on the mat.", "A cat, a hat; the CAT!", "Größe  und\tWeite", "x y zz 12 345", "", "naïve café naïve", "mat mat mat", "日本語 テキスト"]
    made = []
    for name, vectorizer in (
        ("words", CountVectorizer()), ("words 1 to 2", CountVectorizer(ngram_range=(1, 2))), ("characters 2 to 3", CountVectorizer(analyzer="char", ngram_range=(2, 3))),
        ("words, l2", TfidfVectorizer(use_idf=False)), ("words 1 to 2, idf, l2", TfidfVectorizer(ngram_range=(1, 2))), ("characters 3, idf, l2", TfidfVectorizer(analyzer="char", ngram_range=(3, 3)))):
        x = vectorizer.fit_transform(documents).toarray()
        made.append({"method": name, "products": (x @ x.T).tolist()})
    return {"documents": documents, "cases": made}


def evidence():
    """Weight of evidence and James-Stein by their formulas in NumPy, target means as TargetEncoder(smooth=10) of scikit-learn 1.3 has them."""
    random = np.random.default_rng(5)
    level, y = random.integers(0, 6, 400), None
    y = (random.random(400) < np.array([0.1, 0.3, 0.5, 0.7, 0.2, 0.4])[level]).astype(float)
    number = 3 * level + random.normal(size=400) * 4
    positive, negative = y.sum(), (1 - y).sum()
    woe = [float(np.log((y[level == i].sum() + 1) / (positive + 2)) - np.log(((1 - y[level == i]).sum() + 1) / (negative + 2))) for i in range(6)]

    def stein(v):
        n = np.array([(level == i).sum() for i in range(6)])
        means = np.array([v[level == i].mean() for i in range(6)])
        within = sum(((v[level == i] - means[i]) ** 2).sum() for i in range(6)) / (len(v) - 6)
        between = max(0, ((n * (means - v.mean()) ** 2).sum() - 5 * within) / (len(v) - (n ** 2).sum() / len(v)))
        shrink = (within / n) / (within / n + between)
        return ((1 - shrink) * means + shrink * v.mean()).tolist()

    smooth = [float((number[level == i].sum() + 10 * number.mean()) / ((level == i).sum() + 10)) for i in range(6)]
    return {"levels": level.tolist(), "label": y.astype(int).tolist(), "number": number.tolist(), "woe": woe, "stein_label": stein(y), "stein_number": stein(number), "target": smooth}


made = {"origin": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}", "scalers": scalers(), "powers": powers(), "texts": texts(), "evidence": evidence()}
with open(os.path.join(FOLDER, "encoding.json"), "w") as file:
    json.dump(made, file, separators=(",", ":"))
print(made["origin"])
