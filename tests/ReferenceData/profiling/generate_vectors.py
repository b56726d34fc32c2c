"""Writes vectors.json: 60 vectors of 12 components of rank about 4, and what NumPy says of them."""
import json, os
import numpy as np
os.chdir(os.path.dirname(os.path.abspath(__file__)))
random = np.random.default_rng(11)
x = random.normal(size=(60, 4)) @ random.normal(size=(4, 12)) + 0.1 * random.normal(size=(60, 12))
x[:, 5] = 0
x = np.round(x, 6)
norms = np.linalg.norm(x, axis=1)
values = np.sort(np.linalg.eigvalsh(np.cov(x.T)))[::-1]
values = np.maximum(values, 0)
share = values / values.sum()
json.dump(dict(origin=f'NumPy {np.__version__}', values=x.tolist(), norm_mean=norms.mean(), norm_std=norms.std(ddof=1), norm_median=float(np.median(norms)), explained=np.cumsum(share).tolist(),
               effective_rank=float(np.exp(-(share[share > 0] * np.log(share[share > 0])).sum()))), open('vectors.json', 'w'), separators=(',', ':'))
