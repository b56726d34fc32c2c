using System.Collections.Immutable;

namespace Mlops.Sdk;

public sealed partial class Metric
{
    private static readonly ImmutableArray<TaskKind> s_regression = [TaskKind.Regression];

    /// <summary>Root of the mean squared error.</summary>
    public static Metric Rmse { get; } = Down("rmse", "RMSE", "The square root of the mean squared difference of actual and predicted number.", Infinite, s_regression, sample => Math.Sqrt(sample.Mean(sample.Data.SquaredErrors)));

    /// <summary>Mean absolute error.</summary>
    public static Metric Mae { get; } = Down("mae", "MAE", "The mean absolute difference of actual and predicted number.", Infinite, s_regression, sample => sample.Mean(sample.Data.AbsoluteErrors));

    /// <summary>Median absolute error.</summary>
    public static Metric MedianAbsoluteError { get; } = Down("median_absolute_error", "Median absolute error", "The median absolute difference of actual and predicted number; by weight where there are weights, the mean of two neighbours when half of the weight lies exactly between them.", Infinite, s_regression, sample => sample.MedianAbsoluteError());

    /// <summary>Coefficient of determination.</summary>
    public static Metric R2 { get; } = new("r2", "R2", "1 - squared errors over squared distances from the mean of these rows; negative for worse than that mean.", MetricDirection.HigherIsBetter, (double.NegativeInfinity, 1), s_regression, sample => sample.Determination());

    /// <summary>Mean absolute percentage error, as a fraction.</summary>
    public static Metric Mape { get; } = Down("mape", "MAPE", "The mean of |actual - predicted| / |actual|, as a fraction; undefined where an actual number is 0.", Infinite, s_regression, sample => sample.PercentageError());

    /// <summary>Symmetric mean absolute percentage error, as a fraction.</summary>
    public static Metric Smape { get; } = Down("smape", "sMAPE", "The mean of 2 |actual - predicted| / (|actual| + |predicted|), as a fraction from 0 to 2; a row in which both are 0 counts 0.", 2, s_regression, sample => sample.Mean(sample.Data.SymmetricErrors));

    /// <summary>Explained variance: as R2, but a constant error costs nothing.</summary>
    public static Metric ExplainedVariance { get; } = new("explained_variance", "Explained variance", "1 - the variance of the errors over that of the actual numbers: as R2, but an error that is the same everywhere costs nothing.", MetricDirection.HigherIsBetter, (double.NegativeInfinity, 1), s_regression, sample => sample.ExplainedVariance());

    /// <summary>The share of pairs of rows that are put in the right order.</summary>
    public static Metric Concordance { get; } = new("concordance", "Concordance", "Of the pairs of rows whose actual numbers differ, the share that is predicted in the same order, equal predictions counting one half (Harrell's C). No bootstrap interval beyond 20,000 rows.", MetricDirection.HigherIsBetter, (0, 1), s_regression, sample => sample.Concordant()) { IsCostly = true };

    /// <summary>Root of the mean squared difference of logarithms.</summary>
    public static Metric Rmsle { get; } = Down("rmsle", "RMSLE", "The square root of the mean squared difference of ln(1 + actual) and ln(1 + predicted); for numbers of at least 0.", Infinite, s_regression, sample => sample.LogarithmicError());

    /// <summary>The largest absolute error.</summary>
    public static Metric MaxError { get; } = Down("max_error", "Largest error", "The largest absolute difference of actual and predicted number.", Infinite, s_regression, sample => sample.LargestError());

    /// <summary>Mean Poisson deviance.</summary>
    public static Metric PoissonDeviance { get; } = Down("poisson_deviance", "Poisson deviance", "The mean of 2 (y ln(y / p) - y + p), for counts and rates: actual numbers of at least 0, predictions above 0.", Infinite, s_regression, sample => sample.Poisson());

    /// <summary>Mean gamma deviance.</summary>
    public static Metric GammaDeviance { get; } = Down("gamma_deviance", "Gamma deviance", "The mean of 2 (ln(p / y) + y / p - 1), for amounts: actual numbers and predictions above 0. The same for every unit.", Infinite, s_regression, sample => sample.Gamma());

    private static Metric[] Regression() => [Rmse, Mae, MedianAbsoluteError, MaxError, R2, ExplainedVariance, Concordance, Mape, Smape, Rmsle, PoissonDeviance, GammaDeviance];
}
