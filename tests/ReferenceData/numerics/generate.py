"""Writes reference.json: numbers of NumPy, SciPy, pandas and scikit-learn for the tests of Mlops.Sdk.Numerics."""
import json
import numpy as np, pandas as pd, scipy, sklearn
from scipy import stats
from scipy.spatial.distance import jensenshannon
from scipy.stats.mstats import mquantiles
from sklearn.feature_selection import f_regression, mutual_info_classif
from sklearn.metrics import mutual_info_score

rng = np.random.default_rng(20240501)
P = [0, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.62, 0.75, 0.9, 0.999, 1]
AB = {4: (0, 1), 5: (.5, .5), 6: (0, 0), 7: (1, 1), 8: (1 / 3, 1 / 3), 9: (.375, .375)}


def type3(x, p):
    """Hyndman and Fan: j = floor(np - 1/2), the upper neighbour unless np - 1/2 is whole and j even."""
    x = np.sort(x); n = len(x); t = n * p - 0.5; j = int(np.floor(t))
    k = j if t == j and j % 2 == 0 else j + 1
    return float(x[min(max(k, 1), n) - 1])


def descriptive(x):
    x = np.asarray(x, float)
    q = {str(t): mquantiles(x, P, *ab).tolist() for t, ab in AB.items()}
    q["1"] = np.quantile(x, P, method="inverted_cdf").tolist()
    q["2"] = np.quantile(x, P, method="averaged_inverted_cdf").tolist()
    q["3"] = [type3(x, p) for p in P]
    q["7"] = np.quantile(x, P).tolist()
    s = pd.Series(x - np.round(x.mean())) if x.min() > 1e6 else pd.Series(x)  # exact shift: pandas loses digits beside a large mean
    offset = float(x[0] - s[0])
    return dict(values=x.tolist(), quantiles=q, mad=float(stats.median_abs_deviation(x)), iqr=float(stats.iqr(x)),
                mean=s.mean() + offset, variance=s.var(), skewness=s.skew(), kurtosis=s.kurt(), ranks=stats.rankdata(x).tolist())


samples = [rng.normal(size=11), np.round(rng.gamma(2, 2, size=40), 1), np.exp(rng.normal(size=97) * 3), [5.0, 5.0, 5.0, 7.0], 1e8 + rng.normal(size=50)]
pairs = []
for n, m, digits in [(5, 7, 1), (13, 13, 6), (30, 45, 1), (120, 77, 2), (400, 1000, 1), (9, 10001, 3)]:
    a, b = np.round(rng.normal(size=n), digits), np.round(rng.normal(.3, 1.2, size=m), digits)
    ks = stats.ks_2samp(a, b)
    asymp = stats.ks_2samp(a, b, mode="asymp")
    short = m <= 1000
    pairs.append(dict(a=a.tolist() if short else None, b=b.tolist() if short else None, statistic=ks.statistic, p=ks.pvalue, p_asymptotic=asymp.pvalue,
                      wasserstein=stats.wasserstein_distance(a, b)) if short else None)
correlations = []
for n in (4, 25, 200):
    x = np.round(rng.normal(size=n), 1); y = np.round(.5 * x + rng.normal(size=n), 1)
    correlations.append(dict(x=x.tolist(), y=y.tolist(), pearson=stats.pearsonr(x, y)[0], spearman=stats.spearmanr(x, y)[0]))
tables = []
for t in ([[10, 20, 30], [6, 9, 60]], [[1, 0, 4, 9], [3, 2, 0, 8]], [[100, 3], [80, 9]]):
    c = stats.chi2_contingency(t, correction=False)
    p, q = (np.array(r) / sum(r) for r in t)
    tables.append(dict(a=t[0], b=t[1], statistic=c[0], p=c[1], dof=c[2], js_base2=float(jensenshannon(p, q, 2)), tv=float(abs(p - q).sum() / 2)))
tails = dict(
    normal=[[z, stats.norm.cdf(z), stats.norm.sf(z)] for z in (-37, -8, -1.5, 0, .3, 2, 6, 12, 30)],
    normal_quantile=[[p, stats.norm.ppf(p)] for p in (1e-300, 1e-15, .01, .5, .8, .975, 1 - 1e-12)],
    chi2=[[x, k, stats.chi2.sf(x, k)] for x, k in ((0, 3), (.1, 1), (3.84, 1), (10, 5), (250, 30), (700, 2), (1300, 10), (1000, 1000))],
    chi2_quantile=[[p, k, stats.chi2.ppf(p, k)] for p, k in ((.95, 1), (.99, 7), (.5, 100), (.001, 3))],
    t=[[x, k, stats.t.sf(x, k)] for x, k in ((0, 3), (2, 5), (-1.3, 12), (8, 30), (40, 9), (25, 600))],
    t_quantile=[[p, k, stats.t.ppf(p, k)] for p, k in ((.975, 4), (.6, 1), (.001, 20))],
    f=[[x, a, b, stats.f.sf(x, a, b)] for x, a, b in ((1, 2, 10), (4, 3, 100), (120, 2, 147), (1180, 2, 147), (647, 1, 567), (.2, 5, 5))])
tails["kstwo"] = [[d, n, float(stats.kstwo.sf(d, n))] for n in (1, 2, 9, 30, 139, 141, 1000, 50000, 99999, 150000, 5000000)
                  for d in [c / np.sqrt(n) for c in (.3, .5, .7, .9, 1.1, 1.4, 1.6, 1.9, 2.4)] if d < 1]


def histogram(x):
    res = dict(values=x.tolist())
    for rule in ("auto", "sturges", "fd"):
        c, e = np.histogram(x, rule)
        res[rule] = dict(counts=c.tolist(), edges=e.tolist())
    return res


codes = rng.integers(0, 4, 300); other = (codes + (rng.random(300) < .6) * rng.integers(0, 3, 300)) % 5
x = rng.normal(size=300) + codes * .7; y = .3 * x + rng.normal(size=300)
table = np.histogram2d(codes, other, (4, 5))[0]
chi2, (r, k) = stats.chi2_contingency(table, correction=False)[0], table.shape
phi2 = max(0, chi2 / 300 - (r - 1) * (k - 1) / 299)
rc, kc = r - (r - 1) ** 2 / 299, k - (k - 1) ** 2 / 299
means = pd.Series(x).groupby(codes).transform("mean")
fr = f_regression(x[:, None], y)
information = dict(
    codes=codes.tolist(), other=other.tolist(), x=x.tolist(), y=y.tolist(),
    mi_3=float(mutual_info_classif(x[:, None], codes, n_neighbors=3, random_state=0)[0]), mi_10=float(mutual_info_classif(x[:, None], codes, n_neighbors=10, random_state=0)[0]),
    mi_codes=mutual_info_score(codes, other), entropy=float(stats.entropy(np.bincount(codes))), cramers_v=float(stats.contingency.association(table.astype(int), "cramer")),
    cramers_v_corrected=float(np.sqrt(phi2 / (min(rc, kc) - 1))), eta=float(np.sqrt(means.var() / x.var(ddof=1))), f_regression=float(fr[0][0]), f_regression_p=float(fr[1][0]))
out = dict(
    information=information,
    histograms=[histogram(x) for x in (rng.normal(size=300), np.round(rng.gamma(2, 2, size=150), 1), rng.integers(0, 30, 90) / 10, np.array([2.0, 2.0, 3.0]))],
    made_by=f"generate.py; numpy {np.__version__}, scipy {scipy.__version__}, pandas {pd.__version__}, scikit-learn {sklearn.__version__}",
    probabilities=P, descriptive=[descriptive(x) for x in samples], pairs=[p for p in pairs if p], correlations=correlations, tables=tables, tails=tails)
json.dump(out, open("reference.json", "w"), indent=0)
