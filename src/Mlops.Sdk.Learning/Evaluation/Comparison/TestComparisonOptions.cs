namespace Mlops.Sdk;

/// <summary>How models are compared on one set of test rows.</summary>
public sealed record TestComparisonOptions
{
    /// <summary>What they are compared by.</summary>
    /// <value>Null: the metric that the task is judged by, AUC, log loss (more than two classes) or RMSE.</value>
    public Metric? Metric { get; init; }

    /// <summary>The test.</summary>
    /// <value><see cref="DifferenceTest.Auto"/>.</value>
    public DifferenceTest Test { get; init => field = value is not DifferenceTest.CorrectedResampledT && Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "On one set of rows the test is Auto, DeLong, McNemar, Bootstrap or Permutation; CorrectedResampledT is for cross-validations (data.CompareCandidates)."); }

    /// <summary>How likely a switch may be where the models are equal, over all comparisons.</summary>
    /// <value>0.05.</value>
    public double FalseAlarmRate { get; init => field = value is > 0 and < 0.5 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "FalseAlarmRate is above 0 and below 0.5."); } = 0.05;

    /// <summary>How much better a challenger must be for sure, in the unit of the metric, before a switch pays.</summary>
    /// <value>0.</value>
    public double MinimumImprovement { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumImprovement is at least 0 and finite."); }

    /// <summary>How many resamples or permutations.</summary>
    /// <value>1000.</value>
    public int Resamples { get; init => field = value >= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Resamples is at least 100."); } = 1000;

    /// <summary>Columns of the test data, features or not, by whose values the comparison is done again.</summary>
    /// <value>Empty: no segments.</value>
    public ValueList<string> Segments { get; init; } = [];

    /// <summary>Segments with fewer rows are left out and counted.</summary>
    /// <value>100.</value>
    public int MinimumSegmentRows { get; init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumSegmentRows is at least 2."); } = 100;
}
