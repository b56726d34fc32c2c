using System.Collections.Immutable;
using System.Numerics;

namespace Mlops.Sdk;

/// <summary>Which columns are missing together, by counting bits.</summary>
internal static class MissingAnalysis
{
    private const int MostColumns = 1000;
    private const int MostPairs = 500;

    public static ImmutableArray<MissingPair> Of(IReadOnlyList<SampleColumn> columns, CancellationToken cancellationToken)
    {
        (string Name, ulong[] Words, long Count)[] missing = [.. columns.Where(column => column.Present > 0 && column.Present < column.Column.Length).Take(MostColumns).Select(Bits)];
        if (missing.Length < 2) return [];
        long rows = columns[0].Column.Length;
        var found = new List<MissingPair>[missing.Length];
        Parallel.For(0, missing.Length, new ParallelOptions { CancellationToken = cancellationToken }, a =>
        {
            found[a] = [];
            for (int b = a + 1; b < missing.Length; b++)
            {
                long both = Both(missing[a].Words, missing[b].Words);
                double x = missing[a].Count, y = missing[b].Count, correlation = (((double)rows * both) - (x * y)) / Math.Sqrt(x * (rows - x)) / Math.Sqrt(y * (rows - y));
                found[a].Add(new MissingPair(missing[a].Name, missing[b].Name, Math.Clamp(correlation, -1, 1), both, rows));
            }

            // Of one column no more than are told in all.
            if (found[a].Count > MostPairs) found[a] = [.. found[a].OrderByDescending(pair => Math.Abs(pair.Correlation)).Take(MostPairs)];
        });
        return [.. found.SelectMany(list => list).OrderByDescending(pair => Math.Abs(pair.Correlation)).Take(MostPairs)];
    }

    private static (string, ulong[], long) Bits(SampleColumn column)
    {
        ulong[] words = MissingMask.Create(column.Column.Length, column.Column.IsMissing).ToWords();
        return (column.Name, words, words.Sum(word => (long)BitOperations.PopCount(word)));
    }

    private static long Both(ulong[] a, ulong[] b)
    {
        long both = 0;
        for (int i = 0; i < a.Length; i++) both += BitOperations.PopCount(a[i] & b[i]);
        return both;
    }
}
