using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Finds the reasons of values outside their fences.</summary>
internal static class FenceReasons
{
    public static ImmutableArray<FenceReason> Of(Dataset data, FencedColumn[] fenced, OutlierState state, int[]? groups, int most, CancellationToken cancellationToken)
    {
        var reasons = new List<FenceReason>();
        foreach (FencedColumn column in fenced)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<double> values = data[column.Name].ToNumbers().Span;
            bool[] outside = FenceCells.IsOutside(data[column.Name], column, groups);
            for (int row = 0, found = 0; row < outside.Length && found < most; row++)
            {
                if (!outside[row]) continue;
                reasons.Add(Of(row, values[row], column, state, groups?[row] ?? -1));
                found++;
            }
        }

        return [.. reasons.OrderBy(reason => reason.Row).Take(most)];
    }

    /// <summary>The reasons of the values of one column that lie farthest from the median of their group.</summary>
    public static IEnumerable<FenceReason> Farthest(Column values, FencedColumn column, OutlierState state, int[]? groups, int most)
    {
        ReadOnlyMemory<double> numbers = values.ToNumbers();
        bool[] outside = FenceCells.IsOutside(values, column, groups);
        return Enumerable.Range(0, outside.Length).Where(row => outside[row]).OrderByDescending(row => Math.Abs(DeviationsOf(numbers.Span[row], column, groups?[row] ?? -1))).Take(most)
            .Select(row => Of(row, numbers.Span[row], column, state, groups?[row] ?? -1)).ToArray();
    }

    // NaN, which is less than anything, where there is no spread to measure by.
    private static double DeviationsOf(double value, FencedColumn column, int group) => column.GroupOf(group) is { } own
        ? (value - own.Median) / (own.Deviation ?? double.NaN)
        : (value - (column.Box.Length > 0 ? column.Box[2] : double.NaN)) / (column.Deviation ?? double.NaN);

    private static FenceReason Of(int row, double value, FencedColumn column, OutlierState state, int group)
    {
        (double low, double high) = column.FenceOf(group);
        bool above = value > high;
        string where = column.GroupOf(group) is null ? "" : $" of {state.GroupBy} '{state.Levels[group]}'", side = above ? "above" : "below";
        double deviations = DeviationsOf(value, column, group), end = above ? high : low;
        string text = state.IsGiven || !double.IsFinite(deviations)
            ? $"{column.Name} {ReportNumber.Apart(value, end)} is {side} {(state.IsGiven ? "the limit" : "the fence")} {ReportNumber.Apart(end, value)}{where}"
            : $"{column.Name} {ReportNumber.Apart(value, end)} is {ReportNumber.Format(Math.Round(Math.Abs(deviations), 1))} robust deviations {(deviations > 0 ? "above" : "below")} the median{where}";
        return new FenceReason(row, column.Name, value, low, high, deviations, text);
    }
}
