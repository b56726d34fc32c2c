using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Everything that a native learner is given, read once and checked.</summary>
internal sealed record TrainingInput
{
    // Below this the native threads spend their time waiting for each other, and on a busy machine many times that.
    private const long LeastCellsForThreads = 500_000;

    public required Column[] Columns { get; init; }

    public required TrainingTarget Target { get; init; }

    public required float[]? Weights { get; init; }

    public required int Seed { get; init; }

    /// <summary>Threads of LightGBM, whose threads wait by spinning.</summary>
    public required int Threads { get; init; }

    /// <summary>Threads of FastTree and its family, which are tasks: they pay from the first row, and one alone hands over each column anew.</summary>
    public required int TaskThreads { get; init; }

    public required CancellationToken Cancellation { get; init; }

    public int Rows => Columns[0].Length;

    public static TrainingInput Read(Dataset train, LabelData label, FitContext context) => new()
    {
        Columns = [.. train.Features],
        Target = TargetOf(label),
        Weights = WeightsOf(train),
        Seed = context.Seed31,
        Threads = (long)train.RowCount * train.ColumnCount < LeastCellsForThreads ? 1 : context.MaxThreads,
        TaskThreads = context.MaxThreads,
        Cancellation = context.CancellationToken,
    };

    public TrainingView View(float[]? missing = null, Standardizer? standard = null) =>
        new(new FeatureMatrix(Columns, missing, standard), Target, Weights, Cancellation);

    /// <summary>The same work on some of the rows.</summary>
    public TrainingInput Take(int[] rows) => this with
    {
        Columns = [.. Columns.Select(column => column.Take(rows))],
        Target = Target with { Values = Array.ConvertAll(rows, row => Target.Values[row]) },
        Weights = Weights is null ? null : Array.ConvertAll(rows, row => Weights[row]),
    };

    private static TrainingTarget TargetOf(LabelData label) => label.Task switch
    {
        TaskKind.Regression => new(TargetKind.Regression, Floats(label), 0),
        TaskKind.Binary => new(TargetKind.Binary, Array.ConvertAll(label.Codes.ToArray(), code => (float)code), 2),
        _ => new(TargetKind.Multiclass, Array.ConvertAll(label.Codes.ToArray(), code => (float)code), label.Classes.Length),
    };

    private static float[] Floats(LabelData label)
    {
        float[] values = Array.ConvertAll(label.Values.ToArray(), value => (float)value);
        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        return bad < 0 ? values : throw new MlopsException("MLO2201", string.Create(CultureInfo.InvariantCulture,
            $"Label '{label.Name}' is {label.Values.Span[bad]} in row {bad}, which is beyond single precision, in which this trainer learns. Scale the label, for example to thousands."));
    }

    public static float[]? WeightsOf(Dataset train)
    {
        if (train.Weight is not Column column)
            return null;
        if (!column.IsNumeric)
            throw new MlopsException("MLO2202", $"Weight '{column.Name}' is {column.Type} and must be a number of 0 or more.");
        float[] weights = new float[column.Length];
        column.CopyNumbers(0, weights);
        int bad = Array.FindIndex(weights, weight => !(weight >= 0 && float.IsFinite(weight)));
        if (bad >= 0)
            throw new MlopsException("MLO2202", string.Create(CultureInfo.InvariantCulture,
                $"Weight '{column.Name}' is {weights[bad]} in row {bad}; a weight is a finite number of 0 or more. Leave such rows out or give them a weight."));
        return weights.AsSpan().ContainsAnyExcept(0f) ? weights : throw new MlopsException("MLO2202", $"Weight '{column.Name}' is 0 in all {weights.Length} rows, so there is nothing to learn from. Check how it is made, or give the column the role Ignored.");
    }
}
