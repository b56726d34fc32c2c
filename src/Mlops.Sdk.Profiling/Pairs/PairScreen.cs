using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The pairs of a wide table that are worth a closer look, by products of ranks: a number is one column of them, a category one for each of its most frequent levels.</summary>
internal static class PairScreen
{
    // Products of two numbers: about a second on two processors.
    private const double MostProducts = 2e10;
    private const int MostScreened = 6000;
    private const int MostRows = 5000;
    private const int LeastRows = 200;
    private const int MostLevels = 8;

    public static (int A, int B)[] Strongest(SampleColumn[] columns, int most, ulong seed, CancellationToken cancellationToken)
    {
        int nominal = columns.Count(column => !column.IsNumeric), numeric = columns.Length - nominal;
        int levels = nominal == 0 ? 0 : Math.Clamp((MostScreened - numeric) / nominal, 1, MostLevels);
        int[][] codes = new int[columns.Length][];
        var first = new int[columns.Length];
        var owners = new List<int>();
        for (int i = 0; i < columns.Length; i++)
        {
            first[i] = owners.Count;
            codes[i] = columns[i].IsNumeric ? [0] : MostFrequent(columns[i], levels);
            owners.AddRange(codes[i].Select(_ => i));
        }

        int[] rows = Rows(columns[0].Column.Length, (int)Math.Clamp(MostProducts / (0.5 * owners.Count * owners.Count), LeastRows, MostRows), seed);
        var screen = new CorrelationScreen(owners.Count, rows.Length);
        Parallel.For(0, columns.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => Fill(screen, first[i], columns[i], codes[i], rows));
        ScreenedPair[] strongest = screen.Strongest((int)Math.Min((long)most * (nominal > 0 ? 4 : 1), 1 << 22), owners.ToArray(), cancellationToken);
        return [.. strongest.Select(pair => (owners[pair.First], owners[pair.Second])).Distinct().Take(most)];
    }

    private static void Fill(CorrelationScreen screen, int at, SampleColumn column, int[] levels, int[] rows)
    {
        if (column.IsNumeric)
        {
            ReadOnlySpan<double> numbers = column.Numbers;
            var chosen = new double[rows.Length];
            for (int i = 0; i < rows.Length; i++) chosen[i] = numbers[rows[i]];
            screen.SetRanks(at, RankedSample.Of(chosen));
            return;
        }

        int[] codes = Array.ConvertAll(rows, row => column.Values[row]);
        for (int i = 0; i < levels.Length; i++) screen.SetIndicator(at + i, codes, levels[i]);
    }

    // Of two levels one says all.
    private static int[] MostFrequent(SampleColumn column, int most)
    {
        var counts = new int[column.Distinct];
        foreach (int code in column.Values)
            if (code >= 0) counts[code]++;
        return [.. Enumerable.Range(0, counts.Length).OrderByDescending(code => counts[code]).Take(column.Distinct == 2 ? 1 : most)];
    }

    private static int[] Rows(int all, int most, ulong seed)
    {
        if (all <= most) return [.. Enumerable.Range(0, all)];
        int[] rows = RandomStream.For(seed, "screen").SampleWithoutReplacement(all, most);
        Array.Sort(rows);
        return rows;
    }
}
