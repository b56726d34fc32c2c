using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Looks for columns that determine others.</summary>
internal static class DependencySearch
{
    private const int MostColumns = 100;
    private const int MostFound = 100;
    private const int LeastRows = 20;

    // Naming the most frequent value alone must be wrong ten times as often, or the dependency says nothing.
    private const double LeastGain = 10;

    public static ImmutableArray<ColumnDependency> Find(IReadOnlyList<SampleColumn> columns, SampledRows sample, ProfileOptions options, CancellationToken cancellationToken)
    {
        if (sample.Count < LeastRows) return [];
        SampleColumn[] able = [.. columns.Where(CanTakePart).Take(MostColumns)];
        var found = new List<ColumnDependency>[able.Length];
        Parallel.For(0, able.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => found[i] = [.. Of(able[i], able, sample.Count, options.Thresholds.DependencyViolation, LeastRows)]);
        return [.. found.SelectMany(list => list).OrderBy(one => one.ViolationShare).ThenByDescending(one => one.RowsCompared).Take(MostFound)];
    }

    /// <summary>What one column determines among others, violated by at most a share of the rows.</summary>
    public static IEnumerable<ColumnDependency> Of(SampleColumn determinant, IEnumerable<SampleColumn> others, int rows, double share, int leastRows)
    {
        FunctionalDependency groups = FunctionalDependency.Of(determinant.Values);
        if (groups.Support < leastRows || determinant.Distinct < 2) yield break;
        foreach (SampleColumn other in others)
        {
            if (ReferenceEquals(other, determinant)) continue;
            (int violations, int compared) = groups.Violations(other.Values, (int)(share * groups.Support));
            if (compared >= leastRows && violations <= share * compared && compared * (1 - (MostFrequent(other) / (double)other.Present)) >= LeastGain * Math.Max(1, violations))
                yield return new ColumnDependency(determinant.Name, other.Name, (double)violations / compared, compared, rows);
        }
    }

    // A column of measurements determines and is determined by chance only.
    private static bool CanTakePart(SampleColumn column) =>
        column.Field.Type != ColumnType.Number ? column.Distinct > 1 && column.Distinct <= column.Present / 2 : column.Distinct > 1 && column.Distinct <= Math.Min(1000, column.Present / 10);

    private static int MostFrequent(SampleColumn column)
    {
        var counts = new int[column.Distinct];
        foreach (int code in column.Values)
            if (code >= 0) counts[code]++;
        return counts.Max();
    }
}
