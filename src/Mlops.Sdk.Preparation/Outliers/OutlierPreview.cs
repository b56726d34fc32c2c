using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What a step would change in one column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Below">How many values lie below their fence.</param>
/// <param name="Above">How many lie above it.</param>
/// <param name="ChangedCells">How many values would become others, or missing.</param>
/// <param name="Before">Least value, 1 %, 25 %, 50 %, 75 %, 99 %, greatest value and mean as they are; NaN without values.</param>
/// <param name="After">The same as they would be.</param>
public sealed record OutlierColumnChange(string Column, int Below, int Above, int ChangedCells, ValueList<double> Before, ValueList<double> After);

/// <summary>One value that would become another.</summary>
/// <param name="Reason">Why.</param>
/// <param name="After">What it would become; NaN for missing.</param>
public sealed record OutlierChange(FenceReason Reason, double After);

/// <summary>Compares data with what it would become.</summary>
internal static class OutlierPreview
{
    private const int MostExamples = 20;

    public static OutlierPreviewReport Of(Dataset before, Dataset after, FencedColumn[] fenced, OutlierState state, int[]? groups, CancellationToken cancellationToken)
    {
        var touched = new bool[before.RowCount];
        var columns = new List<OutlierColumnChange>();
        foreach (FencedColumn fence in fenced)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<double> was = before[fence.Name].ToNumbers().Span, becomes = after[fence.Name].ToNumbers().Span;
            FenceCells.Mark(before[fence.Name], fence, groups, touched);
            (int below, int above) = FenceCells.Count(before[fence.Name], fence, groups);
            int changed = 0;
            for (int row = 0; row < was.Length; row++) changed += was[row].Equals(becomes[row]) ? 0 : 1;
            columns.Add(new OutlierColumnChange(fence.Name, below, above, changed, Quantities(was), Quantities(becomes)));
        }

        // The farthest of each column first, in turns, so that one column does not hide the others.
        IEnumerable<FenceReason> reasons = fenced.SelectMany(fence => FenceReasons.Farthest(before[fence.Name], fence, state, groups, MostExamples).Select((reason, place) => (reason, place)))
            .OrderBy(pair => pair.place).Select(pair => pair.reason).Take(MostExamples);
        var preview = new OutlierPreviewState(before.RowCount, touched.Count(one => one), state.Method, state.Action, [.. columns], [.. reasons.Select(reason => new OutlierChange(reason, after[reason.Column].ToNumbers().Span[reason.Row]))]);
        return new OutlierPreviewReport(preview);
    }

    private static ValueList<double> Quantities(ReadOnlySpan<double> values)
    {
        double[] finite = [.. values.ToArray().Where(double.IsFinite)];
        double mean = Descriptive.Mean(finite);
        return [.. Quantiles.Of(finite, [0, 0.01, 0.25, 0.5, 0.75, 0.99, 1]), mean];
    }
}
