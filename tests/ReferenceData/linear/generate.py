"""Writes linear.json: a seeded table and the linear models that statsmodels and scikit-learn fit to it and to ../preparation/diabetes.csv. Run: python3 generate.py"""
import json
import warnings
import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, Ridge

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20261130)
n = 400
x1 = rng.normal(size=n)
x2 = 50 + 12 * rng.normal(size=n) + 5 * x1
x3 = rng.exponential(size=n) * 1e-3
level = rng.integers(0, 4, size=n)
weight = rng.integers(1, 4, size=n).astype(float)
shift = np.array([0.0, 1.2, -0.7, 0.4])[level]
number = 3 + 2 * x1 - 0.1 * x2 + 300 * x3 + shift + rng.normal(size=n)
binary = (rng.uniform(size=n) < 1 / (1 + np.exp(-(0.8 * x1 - 0.04 * (x2 - 50) + shift)))).astype(int)
noise = rng.gumbel(size=(n, 3))
multi = np.argmax(np.stack([np.zeros(n), x1 + shift, -0.5 * x1 + 0.03 * (x2 - 50)], axis=1) + noise, axis=1)
dummies = np.stack([(level == one).astype(float) for one in (1, 2, 3)], axis=1)
plain = sm.add_constant(np.column_stack([x1, x2, x3, dummies]))


def fitted(model, columns=None):
    out = {"weights": np.asarray(model.params).T.ravel().tolist(), "errors": np.asarray(model.bse).T.ravel().tolist(),
           "statistics": np.asarray(model.tvalues).T.ravel().tolist(), "p_values": np.asarray(model.pvalues).T.ravel().tolist()}
    interval = np.asarray(model.conf_int())
    out["low"], out["high"] = interval[..., 0].ravel().tolist(), interval[..., 1].ravel().tolist()
    return out


def scaled(x):
    return (x - x.mean(axis=0)) / x.std(axis=0)


cases = {
    "ols": fitted(sm.OLS(number, plain).fit()),
    "wls": fitted(sm.WLS(number, plain, weights=weight).fit()),
    "logit": fitted(sm.Logit(binary, plain).fit(disp=0, tol=1e-14, maxiter=100)),
    "logit_weights": fitted(sm.GLM(binary, plain, family=sm.families.Binomial(), freq_weights=weight).fit(tol=1e-14, maxiter=100)),
    "multinomial": fitted(sm.MNLogit(multi, plain).fit(disp=0, method="newton", tol=1e-14, maxiter=100)),
}

raw = np.genfromtxt("../preparation/diabetes.csv", delimiter=",", skip_header=1)
features, target = scaled(raw[:, :-1]), scaled(raw[:, -1])
rows = len(target)
half = (raw[:, -1] > np.median(raw[:, -1])).astype(int)
tertile = np.digitize(raw[:, -1], np.quantile(raw[:, -1], [1 / 3, 2 / 3]))
diabetes = {
    "ridge": Ridge(alpha=5.0, tol=1e-14).fit(features, target).coef_.tolist(),
    "lasso": Lasso(alpha=0.05, tol=1e-14, max_iter=100000).fit(features, target).coef_.tolist(),
    "elastic_net": ElasticNet(alpha=0.1, l1_ratio=0.4, tol=1e-14, max_iter=100000).fit(features, target).coef_.tolist(),
    "half": half.tolist(),
    "tertile": tertile.tolist(),
}
one = LogisticRegression(C=0.5, solver="newton-cg", tol=1e-14, max_iter=100000).fit(features, half)
diabetes["logistic_ridge"] = [one.intercept_.tolist(), one.coef_.tolist()]
one = LogisticRegression(C=0.05, penalty="l1", solver="saga", tol=1e-13, max_iter=1000000).fit(features, half)
diabetes["logistic_lasso"] = [one.intercept_.tolist(), one.coef_.tolist()]
one = LogisticRegression(C=0.5, solver="newton-cg", tol=1e-14, max_iter=100000, multi_class="multinomial").fit(features, tertile)
diabetes["multinomial_ridge"] = [one.intercept_.tolist(), one.coef_.tolist()]
table = {"x1": x1, "x2": x2, "x3": x3, "level": level, "weight": weight, "number": number, "binary": binary, "multi": multi}
with open("linear.json", "w") as out:
    json.dump({"versions": {"statsmodels": statsmodels.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__},
               "table": {name: values.tolist() for name, values in table.items()}, "cases": cases, "diabetes": diabetes}, out)
    out.write("\n")
