#!/usr/bin/env python3
"""Writes series.json: numbers of statsmodels and SciPy for time series and weighted samples."""
import json, warnings
import numpy as np, pandas, scipy, statsmodels
from scipy import stats, signal
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.stats.weightstats import DescrStatsW
from statsmodels.tsa.holtwinters import ExponentialSmoothing
from statsmodels.tsa.stattools import acf, acovf, adfuller, kpss, pacf

warnings.simplefilter("ignore")
random = np.random.default_rng(20)


def filtered(noise, *a):
    return signal.lfilter([1], [1, *(-x for x in a)], noise)


noise = lambda n: random.standard_normal(n)
t = np.arange(240)
series = {
    "white": noise(101),
    "remembering": 5 + filtered(noise(200), 0.6),
    "walk": np.cumsum(noise(230)),
    "seasonal": 100 + 0.3 * t + 8 * np.sin(2 * np.pi * t / 12) + filtered(noise(240), 0.4, 0.2),
    "whole": random.integers(0, 6, 90).astype(float),
    "drifting": 1e6 + 40.0 * np.arange(150) + noise(150),
}
series = {name: np.round(x, 4) for name, x in series.items()}


def numbers(x):
    return [float(v) for v in x]


def test(x):
    n = len(x)
    out = {"values": numbers(x)}
    out["acf"] = numbers(acf(x, nlags=30, fft=False))
    out["acov_adjusted"] = numbers(acovf(x, adjusted=True, nlag=30, fft=False))
    out["pacf_ldb"] = numbers(pacf(x, nlags=20, method="ldb"))
    out["pacf_ld"] = numbers(pacf(x, nlags=20, method="ld"))
    gaps = x.copy()
    gaps[5::17] = np.nan
    out["acf_gaps"] = numbers(acf(gaps, nlags=20, fft=False, missing="conservative"))
    box = acorr_ljungbox(x, lags=[1, 5, 10, 20])
    out["ljung_box"] = [[int(lag), float(row.lb_stat), float(row.lb_pvalue)] for lag, row in box.iterrows()]
    out["adf"] = []
    for terms in ("n", "c", "ct", "ctt"):
        for how, lag in (("AIC", None), ("BIC", None), (None, 4)):
            r = adfuller(x, maxlag=lag, regression=terms, autolag=how)
            out["adf"].append([terms, how or "fixed", float(r[0]), float(r[1]), int(r[2]), int(r[3]), *(float(r[4][k]) for k in ("1%", "5%", "10%"))])
    out["kpss"] = []
    for terms in ("c", "ct"):
        for lags in ("auto", 5):
            r = kpss(x, terms, nlags=lags)
            out["kpss"].append([terms, str(lags), float(r[0]), float(r[1]), int(r[2])])
    f, power = signal.periodogram(x, detrend="constant", scaling="density", return_onesided=False)
    out["periodogram"] = numbers(power[1 : n // 2 + 1])
    out["tau"] = float(stats.kendalltau(np.arange(n), x).statistic)
    score = float(np.sign(x[None, :] - x[:, None])[np.triu_indices(n, 1)].sum())
    ties = np.unique(x, return_counts=True)[1].astype(float)
    variance = (n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    z = (score - np.sign(score)) / np.sqrt(variance)
    out["mann_kendall"] = [score, float(z), float(2 * stats.norm.sf(abs(z)))]
    out["sen"] = float(stats.theilslopes(x)[0])
    return out


x = series["seasonal"]
season = [float(v) for v in np.round(8 * np.sin(2 * np.pi * np.arange(12) / 12), 3)]
smooth = ExponentialSmoothing(x, trend="add", seasonal="add", seasonal_periods=12, initialization_method="known", initial_level=100.0, initial_trend=0.3, initial_seasonal=season).fit(
    smoothing_level=0.4, smoothing_trend=0.1, smoothing_seasonal=0.2, optimized=False)
best = ExponentialSmoothing(x, seasonal="add", seasonal_periods=12, initialization_method="estimated").fit()
# The twelfth forecast of this version repeats a season that has since been updated, so eleven are taken.
holt_winters = {"level": 0.4, "trend": 0.1, "season": 0.2, "start": [100.0, 0.3, season], "errors": numbers(x - smooth.fittedvalues), "ahead": numbers(smooth.forecast(11)), "best_rmse": float(np.sqrt(best.sse / len(x)))}

values = np.round(random.lognormal(1, 0.8, 80), 3)
values[40:50] = values[30:40]
weighted = []
for weights in (np.round(random.gamma(2, 1, 80), 3), random.integers(0, 5, 80).astype(float), np.ones(80)):
    zero, one = DescrStatsW(values, weights, ddof=0), DescrStatsW(values, weights, ddof=1)
    p = [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1]
    row = {"weights": numbers(weights), "mean": float(zero.mean), "population": float(zero.var), "frequency": float(one.var), "probabilities": p, "quantiles": numbers(zero.quantile(p, return_pandas=False)), "kish": float(weights.sum() ** 2 / (weights**2).sum())}
    m = np.average(values, weights=weights)
    moment = lambda k: float(np.average((values - m) ** k, weights=weights))
    row["skewness"], row["kurtosis"] = moment(3) / moment(2) ** 1.5, moment(4) / moment(2) ** 2 - 3
    row["reliability"] = float((weights * (values - m) ** 2).sum() / (weights.sum() - (weights**2).sum() / weights.sum()))
    if (weights == np.round(weights)).all():
        repeated = np.repeat(values, weights.astype(int))
        assert abs(stats.skew(repeated) - row["skewness"]) < 1e-9 and abs(stats.kurtosis(repeated) - row["kurtosis"]) < 1e-9
    weighted.append(row)

origin = f"statsmodels {statsmodels.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}, pandas {pandas.__version__}; generate_series.py"
with open("series.json", "w") as file:
    json.dump({"origin": origin, "series": {name: test(x) for name, x in series.items()}, "holt_winters": holt_winters, "weighted": {"values": numbers(values), "cases": weighted}}, file)
