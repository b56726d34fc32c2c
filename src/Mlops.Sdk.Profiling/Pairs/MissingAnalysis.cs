using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

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
                long both = BitAssociation.CountBoth(missing[a].Words, missing[b].Words);
                found[a].Add(new MissingPair(missing[a].Name, missing[b].Name, BitAssociation.Phi(rows, missing[a].Count, missing[b].Count, both), both, rows));
            }

            // Of one column no more than are told in all.
            if (found[a].Count > MostPairs) found[a] = [.. found[a].OrderByDescending(pair => Math.Abs(pair.Correlation)).Take(MostPairs)];
        });
        return [.. found.SelectMany(list => list).OrderByDescending(pair => Math.Abs(pair.Correlation)).Take(MostPairs)];
    }

    private static (string, ulong[], long) Bits(SampleColumn column)
    {
        ulong[] words = MissingMask.Create(column.Column.Length, column.Column.IsMissing).ToWords();
        return (column.Name, words, RowBits.Count(words));
    }
}
