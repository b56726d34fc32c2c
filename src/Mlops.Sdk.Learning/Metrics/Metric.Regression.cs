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

    private static Metric[] Regression() => [Rmse, Mae, MedianAbsoluteError, R2, Mape, Smape];
}
