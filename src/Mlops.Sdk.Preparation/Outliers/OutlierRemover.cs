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
    /// <param name="kinds">Methods of your own, by their kinds.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the method is neither built in nor among the kinds.</exception>
    public OutlierRemover(OutlierRemovalOptions? options = null, MethodKinds<OutlierMethod>? kinds = null)
        : base(options, MethodKinds<OutlierMethod>.TypeOf(kinds, PreparationJson.Default.OutlierRemovalOptions)) => MethodKinds<OutlierMethod>.Require(Options.Method, kinds);

    /// <inheritdoc/>
    public override string Kind => "remove_outliers";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        FenceLearner.Choose(Options.Columns, Options.GroupBy, input, problems);
        return input;
    }

    /// <inheritdoc/>
    protected override Resampled ResampleCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        OutlierState state = FenceLearner.Learn(train, FenceLearner.Choose(Options.Columns, Options.GroupBy, train.Schema), Options.Method, Options.GroupBy, Options.MinimumGroupRows, OutlierAction.Keep, context);
        int[]? groups = GroupPlaces.Of(train, state);
        var outside = new bool[train.RowCount];
        foreach (FencedColumn column in state.Columns.Where(column => column.HasFence))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            FenceCells.Mark(train[column.Name], column, groups, outside);
        }

        string[] spared = RowRemoval.Spare(train, outside);
        int[] kept = [.. Enumerable.Range(0, outside.Length).Where(row => !outside[row])];
        return new Resampled(kept.Length == train.RowCount ? train : train.Take(kept), new OutlierRemovalReport(state, train.RowCount - kept.Length, spared));
    }
}
