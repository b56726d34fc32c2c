using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Finds the reasons of values outside their fences.</summary>
internal static class OutlierReasons
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

    private static FenceReason Of(int row, double value, FencedColumn column, OutlierState state, int group)
    {
        (double low, double high) = column.FenceOf(group);
        bool above = value > high;
        FencedGroup? own = (uint)group < (uint)column.Groups.Length ? column.Groups[group] : null;
        string where = own is null ? "" : $" of {state.GroupBy} '{state.Levels[group]}'", side = above ? "above" : "below";
        double deviations = (own is null ? column.Deviation : own.Deviation) is { } deviation ? (value - (own?.Median ?? column.Box[2])) / deviation : double.NaN;
        string text = state.IsGiven || !double.IsFinite(deviations)
            ? $"{column.Name} {ReportNumber.Format(value)} is {side} {(state.IsGiven ? "the limit" : "the fence")} {ReportNumber.Format(above ? high : low)}{where}"
            : $"{column.Name} {ReportNumber.Format(value)} is {ReportNumber.Format(Math.Round(Math.Abs(deviations), 1))} robust deviations {(deviations > 0 ? "above" : "below")} the median{where}";
        return new FenceReason(row, column.Name, value, low, high, deviations, text);
    }
}
