"""Writes associations.json: measures of association by SciPy, pandas and scikit-learn, and phi_k by a slow program after the paper (Baak and others 2020, arXiv:1811.11440)."""
import json
import numpy as np, pandas as pd, scipy, sklearn
from scipy import optimize, stats
from scipy.stats import _mvn
from sklearn.metrics import mutual_info_score, normalized_mutual_info_score


def share(low, high):
    """The normal distribution between two numbers, from the tail that is nearer, so that small shares keep their digits."""
    if high <= low: return 0.0
    return stats.norm.cdf(high) - stats.norm.cdf(low) if high <= 0 else stats.norm.sf(low) - stats.norm.sf(high) if low >= 0 else 1 - stats.norm.cdf(low) - stats.norm.sf(high)


def cells(rho, r, k):
    """Shares of a bivariate normal distribution in r x k equal bins between -5 and 5 (Genz, by SciPy; in closed form at 0 and 1)."""
    sx, sy = np.linspace(-5, 5, r + 1), np.linspace(-5, 5, k + 1)
    if rho == 0:
        return np.outer([share(*p) for p in zip(sx, sx[1:])], [share(*p) for p in zip(sy, sy[1:])])
    if rho == 1:
        return np.array([[share(max(sx[i], sy[j]), min(sx[i + 1], sy[j + 1])) for j in range(k)] for i in range(r)])
    cov = np.array([[1.0, rho], [rho, 1.0]])
    return np.array([[_mvn.mvnun([sx[i], sy[j]], [sx[i + 1], sy[j + 1]], [0, 0], cov)[0] for j in range(k)] for i in range(r)])


def phik(table):
    """Section 4 of the paper: chi2 = pedestal + (chi2_max - pedestal) / chi2_bn(1) * chi2_bn(rho), solved for rho."""
    table = table[table.sum(1) > 0][:, table.sum(0) > 0]
    r, k = table.shape
    if min(r, k) < 2: return float('nan')
    n = table.sum()
    chi2 = stats.chi2_contingency(table, correction=False)[0]
    pedestal, most = (r - 1) * (k - 1), n * (min(r, k) - 1)
    if chi2 <= pedestal: return 0.0
    if chi2 >= most * (1 - 1e-14): return 1.0
    zero = cells(0.0, r, k)
    contingency = lambda rho: ((cells(rho, r, k) - zero) ** 2 / zero).sum()
    one = contingency(1)
    return float(optimize.brentq(lambda rho: pedestal + (most - pedestal) * contingency(rho) / one - chi2, 0, 1, xtol=1e-12, rtol=1e-14))


def bins(x, n=10):
    """Bins of equal width, open below and closed above, as in the program of the paper's authors."""
    low = np.nanmin(x); edges = np.linspace(low - max(1e-14 * abs(low), np.finfo(float).tiny), np.nanmax(x), n + 1)
    return np.where(np.isnan(x), -1, np.searchsorted(edges, x) - 1)


def table(a, b):
    keep = (a >= 0) & (b >= 0)
    return pd.crosstab(a[keep], b[keep]).values


def corrected_v(t):
    n, (r, k) = t.sum(), t.shape
    phi2 = max(0, stats.chi2_contingency(t, correction=False)[0] / n - (r - 1) * (k - 1) / (n - 1))
    least = min(r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)) - 1
    return float(np.sqrt(phi2 / least)) if least > 0 else 0.0


def codes(a, b):
    keep = (a >= 0) & (b >= 0); x, y = a[keep], b[keep]; t = table(a, b)
    mi = mutual_info_score(x, y); h = lambda v: stats.entropy(np.bincount(v))
    return dict(cramers_v=float(stats.contingency.association(t, 'cramer')), cramers_v_corrected=corrected_v(t), theils_u_rows=mi / h(x), theils_u_columns=mi / h(y),
                normalized_information=float(normalized_mutual_info_score(x, y, average_method='min')), phi_k=phik(t))


def eta(c, x):
    keep = (c >= 0) & ~np.isnan(x); g = pd.Series(x[keep]).groupby(c[keep]); m = x[keep].mean()
    return float(np.sqrt((g.size() * (g.mean() - m) ** 2).sum() / ((x[keep] - m) ** 2).sum()))


def json_numbers(x): return [None if np.isnan(v) else float(v) for v in x]


rng = np.random.default_rng(20240607)
n = 240
base = rng.normal(size=n)
numbers = dict(a=np.round(base, 3), b=np.round(base ** 2 + .3 * rng.normal(size=n), 2), c=np.round(2 * base + rng.normal(size=n)), d=np.exp(base + rng.normal(size=n)), e=(base > .4).astype(float),
               f=rng.integers(0, 12, n).astype(float) + 1)
numbers['b'][::7] = np.nan; numbers['d'][3::11] = np.nan
categories = dict(u=np.digitize(base + .5 * rng.normal(size=n), [-1, 0, .7, 1.5]), v=rng.integers(0, 3, n), w=np.where(rng.random(n) < .1, -1, np.digitize(base, [-.5, .6])), x=rng.integers(0, 60, n), y=(base > 0).astype(int))
names, cats = list(numbers), list(categories)
pairs = []
for i, p in enumerate(names):
    for q in names[i + 1:]:
        two = pd.DataFrame({'p': numbers[p], 'q': numbers[q]}).dropna()
        pairs.append(dict(a=p, b=q, pearson=stats.pearsonr(two.p, two.q)[0], spearman=stats.spearmanr(two.p, two.q)[0], kendall=stats.kendalltau(two.p, two.q)[0], phi_k=phik(table(bins(numbers[p]), bins(numbers[q])))))
code_pairs = [dict(a=p, b=q, **codes(categories[p], categories[q])) for i, p in enumerate(cats) for q in cats[i + 1:]]
mixed = [dict(a=p, b=q, eta=eta(categories[p], numbers[q]), phi_k=phik(table(categories[p], bins(numbers[q])))) for p in cats for q in names]
curve = [dict(rows=r, columns=k, rho=rho, value=float(((cells(rho, r, k) - cells(0.0, r, k)) ** 2 / cells(0.0, r, k)).sum() / ((cells(1, r, k) - cells(0.0, r, k)) ** 2 / cells(0.0, r, k)).sum()))
         for r, k in ((2, 2), (2, 9), (10, 10), (7, 23), (40, 40), (100, 3)) for rho in (.01, .1, .35, .7, .9, .97, .995, .9999)]
json.dump(dict(origin=f'NumPy {np.__version__}, SciPy {scipy.__version__}, pandas {pd.__version__}, scikit-learn {sklearn.__version__}; phi_k after arXiv:1811.11440 with SciPy\'s bivariate normal',
               numbers={k: json_numbers(v) for k, v in numbers.items()}, categories={k: v.tolist() for k, v in categories.items()}, number_pairs=pairs, category_pairs=code_pairs, mixed_pairs=mixed, phi_k_curve=curve),
          open('associations.json', 'w'), separators=(',', ':'))
