namespace Mlops.Sdk;

/// <summary>How a pipeline is cross-validated.</summary>
public sealed record CrossValidationOptions
{
    /// <summary>How many parts take turns in judging.</summary>
    /// <value>5.</value>
    public int Folds { get; init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Folds is at least 2."); } = 5;

    /// <summary>How often the whole is done, each time with other parts.</summary>
    /// <value>1.</value>
    public int Repeats { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Repeats is at least 1."); } = 1;

    /// <summary>How rows are dealt to the parts.</summary>
    /// <value><see cref="SplitKind.Auto"/>: grouped where a column has the group role, stratified where classes are predicted, else random.</value>
    public SplitKind Split { get; init; } = SplitKind.Auto;

    /// <summary>With <see cref="SplitKind.TimeOrdered"/>: the gap before the rows that judge, and a window that slides.</summary>
    /// <value>Null: no gap, and all rows before.</value>
    public TimeFoldOptions? Time { get; init; }

    /// <summary>The metrics to compute.</summary>
    /// <value>Empty: every metric of the task.</value>
    public ValueList<Metric> Metrics { get; init; } = [];
}
