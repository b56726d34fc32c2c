"""Writes calibration.json: beta maps and temperatures by a general minimiser of the same likelihood. Run: python3 generate_calibration.py"""
import json
import numpy as np
import scipy
from scipy.optimize import minimize, minimize_scalar

rng = np.random.default_rng(20250612)


def beta(name, p, y, w):
    pos, neg = w[y == 1].sum(), w[y == 0].sum()
    t = np.where(y == 1, (pos + 1) / (pos + 2), 1 / (neg + 2))
    x1, x2 = np.log(p), -np.log(1 - p)

    def loss(v):
        z = v[0] * x1 + v[1] * x2 + v[2]
        return np.sum(w * (np.logaddexp(0, z) - t * z))

    def gradient(v):
        z = v[0] * x1 + v[1] * x2 + v[2]
        g = w * (1 / (1 + np.exp(-z)) - t)
        return np.array([np.sum(g * x1), np.sum(g * x2), np.sum(g)])

    best = minimize(loss, [1, 1, 0], jac=gradient, method="L-BFGS-B", bounds=[(0, None), (0, None), (None, None)], options=dict(ftol=1e-16, gtol=1e-10, maxiter=10000))
    return dict(name=name, probabilities=p.tolist(), positive=y.tolist(), weights=w.tolist(), loss=float(best.fun), a=float(best.x[0]), b=float(best.x[1]), c=float(best.x[2]))


def temperature(name, p, y, w):
    logits = np.log(p)

    def loss(inverse):
        z = logits * inverse
        return np.sum(w * (np.log(np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1)) + z.max(axis=1) - z[np.arange(len(y)), y]))

    best = minimize_scalar(loss, bounds=(1e-3, 1e3), method="bounded", options=dict(xatol=1e-12))
    return dict(name=name, classes=p.shape[1], probabilities=p.ravel().tolist(), actual=y.tolist(), weights=w.tolist(), temperature=float(1 / best.x), loss=float(best.fun))


n = 300
z = rng.normal(0, 1.5, n)
y = (rng.random(n) < 1 / (1 + np.exp(-z))).astype(int)
one = np.ones(n)
cases = [beta("calibrated", 1 / (1 + np.exp(-z)), y, one), beta("overconfident", 1 / (1 + np.exp(-3 * z - 0.5)), y, one), beta("weights", 1 / (1 + np.exp(-2 * z)), y, rng.gamma(2, 1, n))]
p = np.clip(rng.random(n), 0.01, 0.99)
cases.append(beta("one_sided", p, (rng.random(n) < np.minimum(0.2 + 0.05 * p + 0.7 * (p > 0.9), 1)).astype(int), one))
raw = np.exp(rng.normal(0, 1, (n, 4)))
t = np.array([rng.choice(4, p=r / r.sum()) for r in raw])
sharp = raw ** 2.5
temperatures = [temperature("overconfident", sharp / sharp.sum(axis=1, keepdims=True), t, one), temperature("weights", sharp / sharp.sum(axis=1, keepdims=True), t, rng.gamma(2, 1, n)), temperature("calibrated", raw / raw.sum(axis=1, keepdims=True), t, one)]
with open("calibration.json", "w") as f:
    json.dump(dict(made_by="generate_calibration.py", numpy=np.__version__, scipy=scipy.__version__, beta=cases, temperature=temperatures), f)
