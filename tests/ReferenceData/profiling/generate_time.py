"""Writes time.json: an hourly series with a day's period and a memory, and what statsmodels says of it."""
import json, os, warnings
import numpy as np, statsmodels
from statsmodels.tsa.stattools import acf, pacf, adfuller, kpss
from statsmodels.stats.diagnostic import acorr_ljungbox
warnings.simplefilter('ignore')
os.chdir(os.path.dirname(os.path.abspath(__file__)))
random = np.random.default_rng(7)
n = 600
noise = np.zeros(n)
for t in range(1, n): noise[t] = 0.6 * noise[t - 1] + random.normal()
values = np.round(20 + 3 * np.sin(2 * np.pi * np.arange(n) / 24) + noise, 6)
adf, line = adfuller(values, regression='ct', autolag='AIC'), kpss(values, regression='ct', nlags='auto')
json.dump(dict(origin=f'statsmodels {statsmodels.__version__}', values=values.tolist(), acf=acf(values, nlags=48).tolist(), pacf=pacf(values, nlags=48, method='ldb').tolist(), adf_p=adf[1], kpss_p=line[1],
               ljung_box_p=float(acorr_ljungbox(values, lags=[10])['lb_pvalue'].iloc[0])), open('time.json', 'w'), separators=(',', ':'))
print(adf, line)
