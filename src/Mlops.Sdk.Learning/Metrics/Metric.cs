using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A way to judge predictions. There is one table of them, shared by evaluation, search, tracking, registry gates and charts; a metric is known everywhere by its <see cref="Name"/>.</summary>
/// <remarks>
/// A metric is null with a reason where it is undefined, such as AUC of rows of one class; it never guesses. Weights (a column with the role Weight) count rows as scikit-learn's sample weights do.
/// Ties are exact. Written to JSON as its name.
/// </remarks>
[JsonConverter(typeof(MetricJsonConverter))]
public sealed partial class Metric
{
    private static ImmutableArray<Metric> s_all;

    private readonly Func<MetricSample, MetricResult> _compute;

    private Metric(string name, string title, string definition, MetricDirection direction, (double Minimum, double Maximum) range, ImmutableArray<TaskKind> tasks, Func<MetricSample, MetricResult> compute)
    {
        Name = name;
        Title = title;
        Definition = definition;
        Direction = direction;
        (Minimum, Maximum) = range;
        Tasks = tasks;
        _compute = compute;
    }

    /// <summary>Every metric, in reading order.</summary>
    public static ImmutableArray<Metric> All
    {
        get
        {
            if (s_all.IsDefault) ImmutableInterlocked.InterlockedInitialize(ref s_all, [.. Ranking(), .. Probability(), .. Decision(), .. Averages(), .. Regression()]);
            return s_all;
        }
    }

    /// <summary>The stable name, lower_snake.</summary>
    public string Name { get; }

    /// <summary>The name for people.</summary>
    public string Title { get; }

    /// <summary>What it measures, and what is assumed at the edges.</summary>
    public string Definition { get; }

    /// <summary>Which way it gets better.</summary>
    public MetricDirection Direction { get; }

    /// <summary>The least value that it can take.</summary>
    public double Minimum { get; }

    /// <summary>The largest value that it can take.</summary>
    public double Maximum { get; }

    /// <summary>The tasks that it judges.</summary>
    public ImmutableArray<TaskKind> Tasks { get; }

    /// <summary>Whether a decision threshold can be chosen by it: it judges decisions between two classes and is not best at an extreme.</summary>
    internal bool CanTuneThreshold => Array.IndexOf(Decision(), this) >= 0 && this != Precision && this != Recall && this != Specificity && this != NegativePredictiveValue;

    /// <summary>Whether one value takes much longer than a pass over the rows, so that intervals of many rows go without it.</summary>
    internal bool IsCostly { get; private init; }

    /// <summary>The metrics of a task, in reading order.</summary>
    public static ImmutableArray<Metric> For(TaskKind task) => [.. All.Where(metric => metric.Tasks.Contains(task))];

    /// <summary>The metric that a task is judged by unless another is asked for: AUC, log loss (more than two classes), RMSE.</summary>
    public static Metric Default(TaskKind task) => task switch
    {
        TaskKind.Binary => Auc,
        TaskKind.Multiclass => LogLoss,
        TaskKind.Regression => Rmse,
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, "There is no such task."),
    };

    /// <summary>The metric of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message gives the nearest name.</exception>
    public static Metric Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if ((All.FirstOrDefault(metric => metric.Name == name) ?? OfFamily(name)) is { } found) return found;
        string near = NearestNames.Find(name, All.Select(metric => metric.Name)) is { } other ? $" Did you mean '{other}'?" : "";
        throw new ArgumentException($"There is no metric '{name}'.{near} Metrics: {string.Join(", ", All.Select(metric => metric.Name))}; and lift_P, pinball_P (P in percent), cost_fp_A_fn_B.", nameof(name));
    }

    /// <summary>Whether one value is better than another; NaN is worse than everything.</summary>
    public bool IsBetter(double value, double than) =>
        !double.IsNaN(value) && (double.IsNaN(than) || (Direction == MetricDirection.HigherIsBetter ? value > than : value < than));

    /// <summary>Judges predictions. Rows whose label is missing are left out.</summary>
    /// <param name="predictions">The predictions.</param>
    /// <param name="label">The label of the same rows, read against the classes of the predictions.</param>
    /// <param name="weights">A weight for every row, at least 0; empty for 1 each.</param>
    /// <exception cref="MlopsException">MLO2101: a prediction is not finite. MLO2102: a weight is missing, negative or not finite.</exception>
    public MetricValue Compute(Predictions predictions, LabelData label, ReadOnlySpan<double> weights = default) =>
        Compute(new MetricSample(MetricData.Create(predictions, label, weights)));

    /// <summary>Judges predictions of a dataset, with its label and weights.</summary>
    /// <param name="predictions">The predictions, row for row.</param>
    /// <param name="data">The data that they were made of.</param>
    /// <inheritdoc cref="Compute(Predictions, LabelData, ReadOnlySpan{double})"/>
    public MetricValue Compute(Predictions predictions, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Compute(new MetricSample(MetricData.Create(predictions, data)));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal MetricValue Compute(MetricSample sample)
    {
        if (!Tasks.Contains(sample.Data.Task)) return new MetricValue(this, null, $"It judges {string.Join(" and ", Tasks)}, not {sample.Data.Task}.");
        if (sample.Data.Count == 0) return new MetricValue(this, null, "No row has a label.");
        if (!(sample.TotalWeight > 0)) return new MetricValue(this, null, "Every row has weight 0.");
        MetricResult result = _compute(sample);
        if (result.Reason is not null) return new MetricValue(this, null, result.Reason);
        return double.IsFinite(result.Value) ? new MetricValue(this, result.Value) : new MetricValue(this, null, "Its value is too large for a number, or undefined.");
    }

    /// <summary>The bare value for a resample, NaN where undefined.</summary>
    internal double Number(MetricSample sample) => _compute(sample) is { Reason: null } result ? result.Value : double.NaN;
}
