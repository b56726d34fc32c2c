using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Leaves out of training the rows that have a value outside the fence of its column. Nothing is left out when the model scores.</summary>
/// <remarks>
/// Fences as in <see cref="OutlierHandler"/>. A missing value lies within. Never removes every row, nor every row of a class: what would be emptied is kept whole, and a finding says so.
/// </remarks>
public sealed class OutlierRemover : Resampler<OutlierRemovalOptions>
{
    /// <summary>A remover.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    public OutlierRemover(OutlierRemovalOptions? options = null)
        : base(options, PreparationJson.Default.OutlierRemovalOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "remove_outliers";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        FenceLearner.Choose(Options.Columns, input, problems);
        return input;
    }

    /// <inheritdoc/>
    protected override Resampled ResampleCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        FencedColumn[] columns = FenceLearner.Learn(train, FenceLearner.Choose(Options.Columns, train.Schema), Options.Method, context);
        var outside = new bool[train.RowCount];
        foreach (FencedColumn column in columns.Where(column => column.Low is not null))
        {
            bool[] here = FittedOutlierHandler.IsOutside(train[column.Name], column);
            for (int row = 0; row < outside.Length; row++) outside[row] |= here[row];
        }

        string[] spared = Spare(train, outside);
        int[] kept = [.. Enumerable.Range(0, outside.Length).Where(row => !outside[row])];
        var state = new OutlierState(train.RowCount, Options.Method.Name, OutlierAction.Keep, columns);
        return new Resampled(kept.Length == train.RowCount ? train : train.Take(kept), new OutlierRemovalReport(state, train.RowCount - kept.Length, spared));
    }

    /// <summary>Takes back the removal of what would be emptied; gives the classes, or an empty name for the whole data.</summary>
    internal static string[] Spare(Dataset train, bool[] outside)
    {
        var spared = new List<string>();
        if (ClassCodes.TryRead(train) is { } classes)
        {
            int[] left = new int[classes.Names.Length];
            for (int row = 0; row < outside.Length; row++)
                if (!outside[row] && classes.Codes[row] >= 0) left[classes.Codes[row]]++;
            for (int row = 0; row < outside.Length; row++)
                if (classes.Codes[row] >= 0 && left[classes.Codes[row]] == 0) outside[row] = false;
            spared.AddRange(classes.Names.Where((_, code) => left[code] == 0));
        }

        if (outside.Length == 0 || outside.Contains(false)) return [.. spared];
        outside.AsSpan().Clear();
        return [""];
    }
}
