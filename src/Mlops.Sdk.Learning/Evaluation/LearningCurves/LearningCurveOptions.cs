namespace Mlops.Sdk;

/// <summary>How a learning curve is drawn.</summary>
public sealed record LearningCurveOptions
{
    /// <summary>What is judged.</summary>
    /// <value>Null: the metric that the task is judged by.</value>
    public Metric? Metric { get; init; }

    /// <summary>How many folds judge.</summary>
    /// <value>5.</value>
    public int Folds { get; init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Folds is at least 2."); } = 5;

    /// <summary>How rows are dealt to the folds.</summary>
    /// <value><see cref="SplitKind.Auto"/>: grouped where a column has the group role, stratified where classes are predicted, else random.</value>
    public SplitKind Split { get; init; } = SplitKind.Auto;

    /// <summary>With <see cref="SplitKind.TimeOrdered"/>: the gap before the rows that judge, and a window that slides.</summary>
    /// <value>Null: no gap, and all rows before.</value>
    public TimeFoldOptions? Time { get; init; }

    /// <summary>How often the whole is done, each time with other folds.</summary>
    /// <value>1.</value>
    public int Repeats { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Repeats is at least 1."); } = 1;

    /// <summary>The gain in the metric, by twice the rows, that is worth gathering them; above 0, in the unit of the metric.</summary>
    /// <value>Null: 2 % of what is left from the score now to the best that the metric can be, or of the score where there is no best.</value>
    public double? MinimumGain { get; init => field = value is null or (> 0 and < double.PositiveInfinity) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumGain is above 0, or null."); }

    /// <summary>The shares of each training part that are learnt from, rising, the last being 1; each contains the ones before.</summary>
    /// <value>0.1, 0.18, 0.32, 0.56, 1: even steps of the logarithm.</value>
    public ValueList<double> Fractions
    {
        get;
        init => field = value.Count >= 3 && value[^1] == 1 && value[0] > 0 && value.Zip(value.Skip(1)).All(pair => pair.First < pair.Second)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), "Fractions are at least 3, rising, above 0, and the last is 1.");
    } = [0.1, 0.18, 0.32, 0.56, 1];
}
