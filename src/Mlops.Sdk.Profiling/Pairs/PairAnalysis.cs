using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Which columns go together: all pairs of a narrow table, the most promising ones of a wide one.</summary>
internal static class PairAnalysis
{
    // Pairs times rows for which all measures are computed: about two seconds on two processors.
    private const long MostWork = 100_000_000;

    public static ImmutableArray<Association> Of(IReadOnlyList<SampleColumn> sampled, DatasetSummary summary, SampledRows sample, ProfileOptions options, CancellationToken cancellationToken)
    {
        if (sample.Count < 2) return [];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken };
        bool[] taken = new bool[sampled.Count];
        Parallel.For(0, taken.Length, parallel, i => taken[i] = sampled[i].Field.Role != ColumnRole.Id && sampled[i].CanAssociate);
        SampleColumn[] columns = [.. sampled.Where((_, i) => taken[i])];
        var measures = new PairMeasures(summary, sample);
        bool isWide = columns.Length > options.AssociationColumns;
        long most = Math.Max(1, MostWork / sample.Count), wanted = isWide ? Math.Min(options.Associations, most) : most;
        (int A, int B)[] pairs = isWide ? PairScreen.Strongest(columns, (int)Math.Min(int.MaxValue / 8, 4 * wanted), options.Summary.Seed, cancellationToken) : AllPairs(columns.Length);
        if (!isWide && pairs.Length <= wanted) return Ordered(Measure(pairs, columns, measures, all: true, parallel));

        Association[] cheap = Measure(pairs, columns, measures, all: false, parallel);
        int[] strongest = [.. Enumerable.Range(0, pairs.Length).OrderByDescending(i => cheap[i].Strength).ThenBy(i => pairs[i]).Take((int)wanted)];
        Association[] full = Measure([.. strongest.Select(i => pairs[i])], columns, measures, all: true, parallel);
        if (isWide) return Ordered(full);
        for (int i = 0; i < full.Length; i++) cheap[strongest[i]] = full[i];
        return Ordered(cheap);
    }

    private static Association[] Measure((int A, int B)[] pairs, SampleColumn[] columns, PairMeasures measures, bool all, ParallelOptions parallel)
    {
        var found = new Association[pairs.Length];
        Parallel.For(0, pairs.Length, parallel, i => found[i] = measures.Of(columns[pairs[i].A], columns[pairs[i].B], all));
        return found;
    }

    private static (int A, int B)[] AllPairs(int columns)
    {
        var pairs = new List<(int, int)>(columns * (columns - 1) / 2);
        for (int a = 0; a < columns; a++)
            for (int b = a + 1; b < columns; b++) pairs.Add((a, b));
        return [.. pairs];
    }

    // A stable sort: equal pairs stay in the order of the columns.
    // Rounded, so that pairs that differ by the order of summation alone stay in the order of the table.
    private static ImmutableArray<Association> Ordered(Association[] found) => [.. found.OrderByDescending(pair => Math.Round(pair.Strength, 9))];
}
