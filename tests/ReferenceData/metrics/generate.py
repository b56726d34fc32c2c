"""Writes metrics.json: predictions with the numbers that scikit-learn gives for them. Run with scikit-learn 1.2 or later: python3 generate.py"""
import json
import numpy as np
import scipy.stats
import sklearn
from sklearn import metrics as m
from sklearn.isotonic import IsotonicRegression

rng = np.random.default_rng(20240518)


def ece(outcome, confidence, weight, bins=10):
    index = np.clip((confidence * bins).astype(int), 0, bins - 1)
    return float(sum(abs(np.sum(weight[index == b] * (outcome - confidence)[index == b])) for b in range(bins)) / weight.sum())


def lift(y, p, w, fraction):
    depth, reached, captured = fraction * w.sum(), 0.0, 0.0
    for score in sorted(set(p), reverse=True):
        group = p == score
        part = min(1.0, (depth - reached) / w[group].sum()) if w[group].sum() > 0 else 0.0
        captured += part * w[group & (y == 1)].sum()
        reached += w[group].sum()
        if reached >= depth:
            break
    return float(captured / w[y == 1].sum() / fraction)


def concordance(y, p, w):
    right = pairs = 0.0
    for i in range(len(y)):
        other = y > y[i]
        pairs += w[i] * w[other].sum()
        right += w[i] * (w[other & (p > p[i])].sum() + 0.5 * w[other & (p == p[i])].sum())
    return right / pairs


def binary(name, y, p, w=None):
    d = (p >= 0.5).astype(int)
    ww = np.ones(len(y)) if w is None else w
    out = {}
    if len(set(y)) == 2:
        fpr, tpr, _ = m.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
        auc = m.roc_auc_score(y, p, sample_weight=w)
        out.update(auc=auc, gini=2 * auc - 1, ks=np.max(np.abs(tpr - fpr)),
                   mcc=m.matthews_corrcoef(y, d, sample_weight=w),
                   g_mean=np.sqrt(m.recall_score(y, d, sample_weight=w) * m.recall_score(y, d, pos_label=0, sample_weight=w)))
    if 0 in y:
        out.update(specificity=m.recall_score(y, d, pos_label=0, sample_weight=w))
    if 1 in y:
        out.update(auc_pr=m.average_precision_score(y, p, sample_weight=w), recall=m.recall_score(y, d, sample_weight=w))
    if len(set(y) | set(d)) == 2:
        out.update(kappa=m.cohen_kappa_score(y, d, sample_weight=w))
    if 1 in y:
        out.update(lift_10=lift(y, p, ww, 0.1), lift_25=lift(y, p, ww, 0.25))
    if not d.all():
        out.update(npv=m.precision_score(y, d, pos_label=0, sample_weight=w))
    if d.any() or 1 in y:
        out.update(f2=m.fbeta_score(y, d, beta=2, sample_weight=w), f0_5=m.fbeta_score(y, d, beta=0.5, sample_weight=w), jaccard=m.jaccard_score(y, d, sample_weight=w))
    c = m.confusion_matrix(y, d, labels=[0, 1], sample_weight=w)
    out.update(cost_fp_1_fn_5=(c[0, 1] + 5 * c[1, 0]) / c.sum(), cost_fp_0_5_fn_0=0.5 * c[0, 1] / c.sum())
    if d.any():
        out.update(precision=m.precision_score(y, d, sample_weight=w), f1=m.f1_score(y, d, sample_weight=w))
    out.update(log_loss=m.log_loss(y, np.c_[1 - p, p], labels=[0, 1], sample_weight=w, eps=1e-15), brier=np.average((p - y) ** 2, weights=w),
               ece=ece(y, p, ww), accuracy=m.accuracy_score(y, d, sample_weight=w), balanced_accuracy=m.balanced_accuracy_score(y, d, sample_weight=w))
    return dict(name=name, task="binary", actual=y.tolist(), probabilities=p.tolist(), weights=None if w is None else w.tolist(), expected={k: float(v) for k, v in out.items()})


def multiclass(name, y, p, k, w=None):
    d = k - 1 - np.argmax(p[:, ::-1], axis=1)
    ww = np.ones(len(y)) if w is None else w
    out = dict(log_loss=m.log_loss(y, p, labels=range(k), sample_weight=w, eps=1e-15),
               brier=np.average(((p - np.eye(k)[y]) ** 2).sum(axis=1), weights=w),
               ece=ece((y == d).astype(float), p[np.arange(len(y)), d], ww),
               accuracy=m.accuracy_score(y, d, sample_weight=w), balanced_accuracy=m.balanced_accuracy_score(y, d, sample_weight=w),
               mcc=m.matthews_corrcoef(y, d, sample_weight=w), kappa=m.cohen_kappa_score(y, d, sample_weight=w))
    if len(set(y)) == k:
        onehot = np.eye(k)[y]
        each = [m.roc_auc_score(onehot[:, c], p[:, c], sample_weight=w) for c in range(k)]
        share = np.array([ww[y == c].sum() for c in range(k)])
        out.update(auc=np.mean(each), auc_weighted=np.average(each, weights=share),
                   auc_pr=np.mean([m.average_precision_score(onehot[:, c], p[:, c], sample_weight=w) for c in range(k)]),
                   g_mean=np.prod(m.recall_score(y, d, average=None, sample_weight=w)) ** (1 / k))
        if w is None:
            assert abs(out["auc"] - m.roc_auc_score(y, p, multi_class="ovr", average="macro")) < 1e-12
    for average in ["macro", "weighted"]:
        out["f1_" + average] = m.f1_score(y, d, average=average, sample_weight=w, zero_division=0)
        out["precision_" + average] = m.precision_score(y, d, average=average, sample_weight=w, zero_division=0)
        out["recall_" + average] = m.recall_score(y, d, average=average, sample_weight=w, zero_division=0)
    last_first = p[:, ::-1]
    top = k - 1 - np.argsort(-last_first, axis=1, kind="stable")[:, :3]
    out["top_3_accuracy"] = np.average((top == y[:, None]).any(axis=1), weights=w)
    out["f1_micro"] = m.f1_score(y, d, average="micro", sample_weight=w)
    return dict(name=name, task="multiclass", classes=k, actual=y.tolist(), probabilities=p.ravel().tolist(), weights=None if w is None else w.tolist(), expected={n: float(v) for n, v in out.items()})


def regression(name, y, p, w=None):
    ww = np.ones(len(y)) if w is None else w
    out = dict(rmse=m.mean_squared_error(y, p, sample_weight=w) ** 0.5, mae=m.mean_absolute_error(y, p, sample_weight=w),
               median_absolute_error=m.median_absolute_error(y, p, sample_weight=w),
               smape=np.average(2 * np.abs(y - p) / np.where((np.abs(y) + np.abs(p)) == 0, 1, np.abs(y) + np.abs(p)), weights=ww))
    out.update(max_error=m.max_error(y[ww > 0], p[ww > 0]), pinball_90=m.mean_pinball_loss(y, p, alpha=0.9, sample_weight=w), pinball_2_5=m.mean_pinball_loss(y, p, alpha=0.025, sample_weight=w))
    if len(set(y)) > 1:
        out.update(explained_variance=m.explained_variance_score(y, p, sample_weight=w), concordance=concordance(y, p, ww))
    if (y >= 0).all() and (p >= 0).all():
        out.update(rmsle=m.mean_squared_log_error(y, p, sample_weight=w) ** 0.5)
    if (y >= 0).all() and (p > 0).all():
        out.update(poisson_deviance=m.mean_poisson_deviance(y, p, sample_weight=w))
    if (y > 0).all() and (p > 0).all():
        out.update(gamma_deviance=m.mean_gamma_deviance(y, p, sample_weight=w))
    if len(set(y)) > 1:
        out["r2"] = m.r2_score(y, p, sample_weight=w)
    if not (y == 0).any():
        out["mape"] = m.mean_absolute_percentage_error(y, p, sample_weight=w)
    return dict(name=name, task="regression", actual=y.tolist(), predicted=p.tolist(), weights=None if w is None else w.tolist(), expected={k: float(v) for k, v in out.items()})


def logistic(n, shift=0.0, scale=1.0):
    z = rng.normal(shift, 1.5, n)
    return (rng.random(n) < 1 / (1 + np.exp(-z * scale))).astype(int), 1 / (1 + np.exp(-z))


cases = []
y, p = logistic(400)
cases.append(binary("smooth", y, p))
cases.append(binary("ties", y, np.round(p, 1)))
cases.append(binary("all_tied", y, np.full(len(y), 0.5)))
cases.append(binary("weights", y, p, rng.gamma(2, 1, len(y))))
cases.append(binary("weights_ties_zeros", y, np.round(p, 1), np.where(rng.random(len(y)) < 0.2, 0, rng.gamma(2, 1, len(y)))))
q = p.copy(); q[:40] = 0.0; q[40:80] = 1.0; q[80:90] = 1e-300
cases.append(binary("extreme_probabilities", y, q))
y2, p2 = logistic(500, -4)
cases.append(binary("imbalanced", y2, p2))
cases.append(binary("perfect", y, y.astype(float)))
cases.append(binary("inverted", y, 1 - y.astype(float)))
cases.append(binary("never_positive", y, p * 0.4))
cases.append(binary("one_class_zero", np.zeros(30, int), p[:30]))
cases.append(binary("one_class_one", np.ones(30, int), p[:30]))
cases.append(binary("two_rows", np.array([0, 1]), np.array([0.3, 0.6])))

k = 4
t = rng.integers(0, k, 300)
raw = np.exp(rng.normal(0, 1, (300, k)) + 1.2 * np.eye(k)[t])
pm = raw / raw.sum(axis=1, keepdims=True)
cases.append(multiclass("smooth", t, pm, k))
cases.append(multiclass("weights", t, pm, k, rng.gamma(1, 1, 300)))
tied = np.round(pm * 10); tied = tied / tied.sum(axis=1, keepdims=True)
cases.append(multiclass("ties", t, tied, k))
cases.append(multiclass("class_absent_from_labels", np.where(t == 2, 1, t), pm, k))
never = pm.copy(); never[:, 3] = 1e-9; never /= never.sum(axis=1, keepdims=True)
cases.append(multiclass("class_never_decided", t, never, k))

yr = rng.normal(10, 5, 301)
pr = yr + rng.normal(0, 2, 301)
cases.append(regression("smooth", yr, pr))
cases.append(regression("weights", yr, pr, rng.gamma(2, 1, 301)))
cases.append(regression("even_count", yr[:100], pr[:100]))
cases.append(regression("zeros", np.round(yr / 5), np.round(pr / 5)))
cases.append(regression("constant", np.full(20, 3.0), pr[:20]))
cases.append(regression("far_from_zero", yr + 1e9, pr + 1e9))
cases.append(regression("worse_than_mean", yr, -pr))

extra_rng = np.random.default_rng(20250613)
counts = extra_rng.poisson(3, 200).astype(float)
cases.append(regression("counts", counts, np.exp(np.log(counts + 1) + extra_rng.normal(0, 0.3, 200))))
amounts = extra_rng.gamma(2, 50, 200)
cases.append(regression("amounts", amounts, amounts * np.exp(extra_rng.normal(0, 0.4, 200)), extra_rng.gamma(2, 1, 200)))
cases.append(regression("tied_predictions", counts, np.round(counts / 2) + 1))

x = np.sort(rng.random(60))
noisy = (rng.random(60) < x ** 2).astype(float)
w = rng.gamma(2, 1, 60)
iso = IsotonicRegression(out_of_bounds="clip").fit(x, noisy, sample_weight=w)
probe = np.linspace(0, 1, 41)
folds = [rng.normal(0.91, 0.01, 10), rng.normal(0.90, 0.01, 10)]
diff = folds[0] - folds[1]
ratio = 1 / 9
se = np.sqrt((1 / 10 + ratio) * np.var(diff, ddof=1))
extra = dict(
    isotonic=dict(x=x.tolist(), y=noisy.tolist(), weights=w.tolist(), probe=probe.tolist(), expected=iso.predict(probe).tolist()),
    corrected_t=dict(first=folds[0].tolist(), second=folds[1].tolist(), test_train_ratio=ratio, statistic=float(diff.mean() / se), p_value=float(2 * scipy.stats.t.sf(abs(diff.mean() / se), 9))))

with open("metrics.json", "w") as f:
    json.dump(dict(made_by="generate.py", sklearn=sklearn.__version__, numpy=np.__version__, scipy=scipy.__version__, cases=cases, **extra), f)
