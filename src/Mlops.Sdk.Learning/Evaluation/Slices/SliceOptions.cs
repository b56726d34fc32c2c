namespace Mlops.Sdk;

/// <summary>How worst slices are looked for.</summary>
public sealed record SliceOptions
{
    /// <summary>The loss of a row: log loss, Brier or accuracy (a wrong row costs 1) for classes; MAE or RMSE (the squared error) for numbers.</summary>
    /// <value>Null: log loss for classes, RMSE for numbers.</value>
    public Metric? Metric { get; init; }

    /// <summary>The columns of the test data that cut it, features or not.</summary>
    /// <value>Empty: every feature.</value>
    public ValueList<string> Columns { get; init; } = [];

    /// <summary>Whether pairs of columns are tried too.</summary>
    /// <value>True.</value>
    public bool Pairs { get; init; } = true;

    /// <summary>Slices with fewer rows are left out.</summary>
    /// <value>50.</value>
    public int MinimumRows { get; init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumRows is at least 2."); } = 50;

    /// <summary>The share of false ones that is allowed among the slices told, over all that were tried (Benjamini and Hochberg 1995).</summary>
    /// <value>0.05.</value>
    public double FalseAlarmRate { get; init => field = value is > 0 and < 0.5 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "FalseAlarmRate is above 0 and below 0.5."); } = 0.05;

    /// <summary>At most how many slices are told.</summary>
    /// <value>20.</value>
    public int Most { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Most is at least 1."); } = 20;
}
