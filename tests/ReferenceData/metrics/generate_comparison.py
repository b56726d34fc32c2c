"""Writes comparison.json: DeLong's test by its definition (every pair of a positive and a negative row), McNemar's test by statsmodels. Run: python3 generate_comparison.py"""
import json
import numpy as np
import scipy.stats
import statsmodels
from statsmodels.stats.contingency_tables import mcnemar

rng = np.random.default_rng(20250611)


def placements(pos, neg):
    psi = (pos[:, None] > neg[None, :]) + 0.5 * (pos[:, None] == neg[None, :])
    return psi.mean(), psi.mean(axis=1), psi.mean(axis=0)


def delong(name, y, a, b):
    auc_a, v10_a, v01_a = placements(a[y == 1], a[y == 0])
    auc_b, v10_b, v01_b = placements(b[y == 1], b[y == 0])
    s = np.cov(np.stack([v10_a, v10_b])) / (y == 1).sum() + np.cov(np.stack([v01_a, v01_b])) / (y == 0).sum()
    var = s[0, 0] + s[1, 1] - 2 * s[0, 1]
    z = (auc_a - auc_b) / np.sqrt(var) if var > 1e-28 else 0.0
    return dict(name=name, positive=y.tolist(), first=a.tolist(), second=b.tolist(), first_auc=auc_a, second_auc=auc_b,
                first_error=np.sqrt(s[0, 0]), second_error=np.sqrt(s[1, 1]), error=np.sqrt(max(var, 0)), statistic=z, p_value=2 * scipy.stats.norm.sf(abs(z)))


def scores(n, share, gain_a, gain_b, common):
    y = (rng.random(n) < share).astype(int)
    shared = rng.normal(0, common, n)
    return y, gain_a * y + shared + rng.normal(0, 1, n), gain_b * y + shared + rng.normal(0, 1, n)


cases = []
y, a, b = scores(200, 0.4, 1.0, 1.3, 1.0)
cases.append(delong("plain", y, a, b))
cases.append(delong("ties", y, np.round(a), np.round(b)))
cases.append(delong("same", y, a, 2 * a + 1))
cases.append(delong("one_without_error", y, y + 0.01 * rng.random(200), b))
cases.append(delong("constant", y, np.zeros(200), b))
y, a, b = scores(300, 0.03, 2.0, 1.0, 0.5)
cases.append(delong("rare", y, a, b))
y, a, b = scores(12, 0.5, 1.0, 0.0, 0.0)
cases.append(delong("small", y, a, b))

tables = []
for first, second in [(0, 0), (0, 1), (3, 9), (12, 12), (13, 11), (1, 23), (5, 20), (40, 60), (300, 250), (0, 40), (25, 26)]:
    exact = first + second < 25
    r = mcnemar([[50, first], [second, 70]], exact=exact, correction=True) if first + second else None
    tables.append(dict(first_only=first, second_only=second, exact=exact, statistic=float(r.statistic) if r else 0.0, p_value=min(1.0, float(r.pvalue)) if r else 1.0))

with open("comparison.json", "w") as f:
    json.dump(dict(made_by="generate_comparison.py", numpy=np.__version__, scipy=scipy.__version__, statsmodels=statsmodels.__version__, delong=cases, mcnemar=tables), f)
