"""Writes pairs.json: associations of breast_cancer.csv (scikit-learn's) and people.csv by SciPy, and phi_k by the slow program beside the numerics; duplicates and rates by pandas."""
import json, runpy, sys, os
import numpy as np, pandas as pd, scipy
from scipy import stats
here = os.path.dirname(os.path.abspath(__file__))
os.chdir(os.path.join(here, '..', 'numerics'))
slow = runpy.run_path('generate_associations.py')
os.chdir(here)
phik, bins, table, corrected_v, eta = (slow[k] for k in ('phik', 'bins', 'table', 'corrected_v', 'eta'))
cancer = pd.read_csv('../preparation/breast_cancer.csv')
columns = [c for c in cancer.columns if c != 'target'][:30]
pairs = []
for i, a in enumerate(columns):
    for b in columns[i + 1:]:
        x, y = cancer[a].values.astype(float), cancer[b].values.astype(float)
        pairs.append([a, b, stats.pearsonr(x, y)[0], stats.spearmanr(x, y)[0], stats.kendalltau(x, y)[0], phik(table(bins(x), bins(y))) if (i * 30) % 7 == 0 else None])
people = pd.read_csv('people.csv')
mixed = []
code = lambda c: pd.factorize(people[c])[0]
numeric = [c for c in people.columns if people[c].dtype.kind in 'if']
named = [c for c in people.columns if people[c].dtype == object and people[c].nunique() * 2 <= people[c].count()]
for i, a in enumerate(named):
    for b in named[i + 1:]:
        mixed.append(dict(a=a, b=b, cramers_v=corrected_v(table(code(a), code(b))), phi_k=phik(table(code(a), code(b)))))
    for b in numeric:
        x = people[b].values.astype(float)
        mixed.append(dict(a=a, b=b, correlation_ratio=eta(code(a), x), phi_k=phik(table(code(a), bins(x)))))
json.dump(dict(origin=f'SciPy {scipy.__version__}, pandas {pd.__version__}; phi_k after arXiv:1811.11440', columns=columns, breast_cancer=pairs, people=mixed), open('pairs.json', 'w'), separators=(',', ':'))
print(named, numeric, len(pairs), len(mixed), people.dtypes)
