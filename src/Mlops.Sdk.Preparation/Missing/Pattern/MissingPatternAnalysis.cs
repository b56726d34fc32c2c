using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Counts which columns go missing together.</summary>
internal static class MissingPatternAnalysis
{
    private const int MostPairedColumns = 1000;
    private const int MostDrawnColumns = 25;
    private const int MostTestedColumns = 50;

    // Patterns times the cube of the columns, for a round of the test.
    private const double MostTestedWork = 2e7;

    public static MissingPatternReport Run(Dataset data, MissingPatternOptions options, CancellationToken cancellationToken)
    {
        Field[] fields = [.. options.Columns.Resolve(data.Schema)];
        var missing = new int[fields.Length][];
        for (int i = 0; i < fields.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            missing[i] = ColumnCells.MissingRows(data[fields[i].Name]);
        }

        int[] some = [.. Enumerable.Range(0, fields.Length).Where(i => missing[i].Length > 0)];
        string[] names = [.. some.Select(i => fields[i].Name)];
        int[][] holes = [.. some.Select(i => missing[i])];
        CoMissingPair[] pairs = [.. Pairs(names, holes, data.RowCount, cancellationToken)];
        string[] drawn = [.. Enumerable.Range(0, names.Length).Where(column => holes[column].Length < data.RowCount).OrderByDescending(column => holes[column].Length).Take(MostDrawnColumns).Select(column => names[column])];
        MissingPattern[] patterns = Patterns(names, holes, data.RowCount);
        return new MissingPatternReport(new MissingPatternState(data.RowCount, patterns.FirstOrDefault(pattern => pattern.Columns.Count == 0)?.Rows ?? 0, holes.Sum(rows => (long)rows.Length), patterns.Length, data.Label?.Name, options.SignificanceLevel)
        {
            Columns = [.. fields.Select((field, i) => new MissingColumnCount(field.Name, field.Type, missing[i].Length, data.RowCount == 0 ? 0 : (double)missing[i].Length / data.RowCount))],
            Patterns = [.. patterns.Take(options.MostPatterns)],
            Pairs = [.. pairs.Take(options.MostPatterns)],
            AtRandom = AtRandom(data, fields, missing, patterns.Length, cancellationToken),
            Drawn = drawn,
            Correlations = Matrix(drawn, pairs),
            LabelTests = MissingLabelTests.Run(data, names, holes, cancellationToken),
        });
    }

    private static MissingPattern[] Patterns(string[] names, int[][] holes, int rows)
    {
        int width = RowBits.Words(names.Length);
        var sets = new ulong[(long)rows * width];
        for (int column = 0; column < holes.Length; column++)
            foreach (int row in holes[column]) sets[(row * width) + (column >> 6)] |= 1UL << column;
        var numbers = new int[rows];
        var counts = new (int First, int Rows)[RowPatterns.Number(sets, numbers)];
        for (int row = 0; row < rows; row++)
        {
            ref (int First, int Rows) count = ref counts[numbers[row]];
            count = (count.Rows == 0 ? row : count.First, count.Rows + 1);
        }

        return [.. counts.OrderByDescending(count => count.Rows).ThenBy(count => count.First)
            .Select(count => new MissingPattern([.. names.Where((_, column) => (sets[(count.First * width) + (column >> 6)] >> column & 1) != 0)], count.Rows, (double)count.Rows / rows))];
    }

    private static IEnumerable<CoMissingPair> Pairs(string[] names, int[][] holes, int rows, CancellationToken cancellationToken)
    {
        int[] partly = [.. Enumerable.Range(0, names.Length).Where(column => holes[column].Length < rows).Take(MostPairedColumns)];
        ulong[][] bits = [.. partly.Select(column => Bits(holes[column], rows))];
        var pairs = new List<CoMissingPair>();
        for (int a = 0; a < partly.Length; a++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int b = a + 1; b < partly.Length; b++)
            {
                long both = BitAssociation.CountBoth(bits[a], bits[b]);
                pairs.Add(new CoMissingPair(names[partly[a]], names[partly[b]], (int)both, BitAssociation.Phi(rows, holes[partly[a]].Length, holes[partly[b]].Length, both)));
            }
        }

        return pairs.OrderByDescending(pair => Math.Abs(pair.Correlation)).ThenByDescending(pair => pair.Both);
    }

    private static double[] Matrix(string[] names, CoMissingPair[] pairs)
    {
        var places = names.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
        var matrix = new double[names.Length * names.Length];
        for (int i = 0; i < names.Length; i++) matrix[(i * names.Length) + i] = 1;
        foreach (CoMissingPair pair in pairs)
            if (places.TryGetValue(pair.First, out int a) && places.TryGetValue(pair.Second, out int b)) matrix[(a * names.Length) + b] = matrix[(b * names.Length) + a] = pair.Correlation;
        return matrix;
    }

    private static MissingAtRandomTest? AtRandom(Dataset data, Field[] fields, int[][] missing, int patterns, CancellationToken cancellationToken)
    {
        int[] numeric = [.. Enumerable.Range(0, fields.Length).Where(i => fields[i].IsNumeric && fields[i].Role != ColumnRole.Label).OrderByDescending(i => missing[i].Length)];
        int most = Math.Min(MostTestedColumns, numeric.Length);
        while (most > 2 && Math.Min(patterns, Math.ScaleB(1, most)) * Math.Pow(most, 3) > MostTestedWork) most--;
        double[][] columns = [.. numeric.Select(i => ColumnCells.Read(data[fields[i].Name])).Where(cells => Moments.Of(cells) is { } moments && moments.Min < moments.Max).Take(most)];
        if (columns.Length < 2) return null;
        LittleResult result = LittleTest.Of(columns, cancellationToken);
        return double.IsNaN(result.PValue) ? null : new MissingAtRandomTest(columns.Length, result.Statistic, result.DegreesOfFreedom, result.PValue);
    }

    private static ulong[] Bits(int[] rows, int count)
    {
        var bits = new ulong[RowBits.Words(count)];
        foreach (int row in rows) bits[row >> 6] |= 1UL << row;
        return bits;
    }
}
