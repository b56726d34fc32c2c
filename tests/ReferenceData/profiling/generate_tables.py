"""Writes iris.csv, wine.csv, diabetes.csv (scikit-learn's) and tables.json: what pandas, SciPy and NumPy say of them, of breast_cancer.csv beside the preparation tests and of the penguins of the samples.

    python3 generate_tables.py

Skewness and excess kurtosis are corrected for bias (pandas), deviations divide by n - 1, quantiles are NumPy's default; Spearman and Kendall's tau-b are SciPy's over the rows in which both are there;
Cramer's V is corrected for bias (Bergsma 2013) and phi_k after arXiv:1811.11440, both by the slow program beside the numerics tests."""
import json, os, runpy
import numpy as np, pandas as pd, scipy, sklearn
from scipy import stats
from sklearn import datasets

here = os.path.dirname(os.path.abspath(__file__))
os.chdir(os.path.join(here, '..', 'numerics'))
slow = runpy.run_path('generate_associations.py')
os.chdir(here)
PROBABILITIES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]


def number(value): return None if value is None or not np.isfinite(value) else float(value)


def column(values):
    told = dict(missing=int(values.isna().sum()), distinct=int(values.nunique()))
    counts = values.value_counts()
    told['top_counts'] = [int(count) for count in counts.values[:5]]
    if values.dtype.kind not in 'if': return told
    x = values.dropna().astype(float)
    told |= dict(mean=number(x.mean()), std=number(x.std()), min=number(x.min()), max=number(x.max()), zeros=int((x == 0).sum()), negatives=int((x < 0).sum()), skewness=number(x.skew()), kurtosis=number(x.kurt()),
                 mad=number(np.median(np.abs(x - np.median(x)))), sum=number(x.sum()), quantiles=[number(q) for q in np.quantile(x, PROBABILITIES)])
    return told


def pair(table, a, b, names):
    both = table[[a, b]].dropna()
    if a in names and b in names:
        counts = slow['table'](pd.factorize(both[a])[0], pd.factorize(both[b])[0])
        return dict(a=a, b=b, cramers_v=number(slow['corrected_v'](counts)), phi_k=number(slow['phik'](counts)))
    if a in names or b in names:
        name, amount = (a, b) if a in names else (b, a)
        return dict(a=a, b=b, correlation_ratio=number(slow['eta'](pd.factorize(both[name])[0], both[amount].values.astype(float))))
    x, y = both[a].values.astype(float), both[b].values.astype(float)
    return dict(a=a, b=b, pearson=number(stats.pearsonr(x, y)[0]), spearman=number(stats.spearmanr(x, y)[0]), kendall=number(stats.kendalltau(x, y)[0]))


tables = {}
for name, load in (('iris', datasets.load_iris), ('wine', datasets.load_wine), ('diabetes', datasets.load_diabetes)):
    data = load()
    table = pd.DataFrame(data.data, columns=[one.replace(' (cm)', '').replace('/', '_').replace(' ', '_') for one in data.feature_names])
    table['target'] = [f'class_{int(one)}' for one in data.target] if name != 'diabetes' else data.target
    table.to_csv(f'{name}.csv', index=False)
    tables[name] = f'{name}.csv'
tables['breast_cancer'] = '../preparation/breast_cancer.csv'
tables['penguins'] = '../../../samples/data/penguins/penguins.csv'

told = {}
for name, path in tables.items():
    table = pd.read_csv(path)
    names = {one for one in table.columns if table[one].dtype == object}
    columns = list(table.columns)
    pairs = [pair(table, a, b, names) for i, a in enumerate(columns) for b in columns[i + 1:]]
    if name == 'breast_cancer': pairs = pairs[::5]
    told[name] = dict(rows=len(table), columns={one: column(table[one]) for one in columns}, pairs=pairs)
origin = f'scikit-learn {sklearn.__version__} (iris, wine: UCI, CC BY 4.0; diabetes: Efron et al. 2004; breast_cancer: UCI, CC BY 4.0), palmerpenguins (CC0); pandas {pd.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}'
json.dump(dict(origin=origin, probabilities=PROBABILITIES, tables=told), open('tables.json', 'w'), separators=(',', ':'))
print(origin, {name: (one['rows'], len(one['columns']), len(one['pairs'])) for name, one in told.items()})
