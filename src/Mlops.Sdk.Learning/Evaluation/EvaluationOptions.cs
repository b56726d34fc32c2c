namespace Mlops.Sdk;

/// <summary>How predictions are evaluated.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The metrics to compute.</summary>
    /// <value>Empty: every metric of the task.</value>
    public ValueList<Metric> Metrics { get; init; } = [];

    /// <summary>How many resamples the intervals come from; 0 for no intervals.</summary>
    /// <value>200.</value>
    public int Bootstrap { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Bootstrap is at least 0."); } = 200;

    /// <summary>How sure the intervals are: the share of resamples that lie within.</summary>
    /// <value>0.95.</value>
    public double Confidence { get; init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Confidence is above 0 and below 1."); } = 0.95;

    /// <summary>Where the interval of AUC and Gini of two classes without weights comes from.</summary>
    /// <value><see cref="AucIntervalMethod.DeLong"/>.</value>
    public AucIntervalMethod AucInterval { get; init; } = AucIntervalMethod.DeLong;

    /// <summary>Columns of the test data, features or not, by whose values the rows are judged again: each level or flag, numbers in four parts of equal size.</summary>
    /// <value>Empty: no segments.</value>
    public ValueList<string> Segments { get; init; } = [];

    /// <summary>Segments with fewer rows are left out and counted.</summary>
    /// <value>50.</value>
    public int MinimumSegmentRows { get; init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumSegmentRows is at least 2."); } = 50;
}
