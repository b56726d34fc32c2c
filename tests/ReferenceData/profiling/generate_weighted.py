"""Writes weighted.json: numbers of people.csv with weights, by statsmodels' DescrStatsW, numpy.cov (aweights: reliability) and pandas. The weights are made here and stored with them."""
import json, os
import numpy as np, pandas as pd, statsmodels
from statsmodels.stats.weightstats import DescrStatsW
os.chdir(os.path.dirname(os.path.abspath(__file__)))
people = pd.read_csv('people.csv')
random = np.random.default_rng(20261130)
weights = np.round(random.lognormal(0, 0.8, len(people)), 6)
weights[random.random(len(people)) < 0.05] = 0
probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
columns = {}
for name in people.columns:
    x = people[name]
    there = x.notna().values
    one = dict(missing_share=float(weights[~there].sum() / weights.sum()))
    if x.dtype.kind in 'if' and not set(x.dropna().unique()) <= {True, False}:
        v, w = x[there].values.astype(float), weights[there]
        d = DescrStatsW(v, w, ddof=0)
        m = d.mean
        central = lambda k: float(np.sum(w * (v - m) ** k) / w.sum())
        one.update(mean=float(m), std_population=float(d.std), std_frequency=float(DescrStatsW(v, w, ddof=1).std), std_reliability=float(np.sqrt(np.cov(v, aweights=w, ddof=1))),
                   skewness=central(3) / central(2) ** 1.5, kurtosis=central(4) / central(2) ** 2 - 3, effective=float(w.sum() ** 2 / (w ** 2).sum()),
                   quantiles=[float(q) for q in d.quantile(probabilities, return_pandas=False)])
    elif x.dtype == object:
        share = pd.Series(weights[there]).groupby(x[there].values).sum() / weights[there].sum()
        share = share[share > 0].sort_values(ascending=False, kind='stable')
        one.update(top=[[str(k), float(v)] for k, v in share.head(5).items()])
    columns[name] = one
json.dump(dict(origin=f'statsmodels {statsmodels.__version__}, NumPy {np.__version__}, pandas {pd.__version__}', weights=weights.tolist(), total=float(weights.sum()), effective=float(weights.sum() ** 2 / (weights ** 2).sum()), zero=int((weights == 0).sum()), columns=columns), open('weighted.json', 'w'), separators=(',', ':'))
print({k: list(v) for k, v in columns.items()}, len(people))
