using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What is drawn of the strongest pairs, from the sample of rows.</summary>
internal static class PairPlots
{
    private const int MostOfAKind = 4, PerColumn = 2, Points = 400, MostSets = 4, MostLevels = 8, LeastRows = 3;
    private const double LeastStrength = 0.1;

    public static ImmutableArray<PairPlot> Of(IReadOnlyList<SampleColumn> columns, ImmutableArray<Association> associations, SampledRows sample, ProfileOptions options)
    {
        if (associations.IsEmpty) return [];
        var byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var drawn = new Dictionary<(string, Type), int>();
        int[]? order = null;
        SampleColumn? label = columns.FirstOrDefault(column => column.Field.Role == ColumnRole.Label && column.IsNominal && column.Distinct is > 1 and <= MostSets);
        var plots = new List<PairPlot>();
        foreach (Association pair in associations)
        {
            // Many pairs of a wide table say the same: each column is drawn twice at most in a kind of picture.
            if (!(pair.Strength >= LeastStrength)) break;
            Type kind = KindOf(byName[pair.A], byName[pair.B]);
            if (plots.Count(plot => plot.GetType() == kind) == MostOfAKind || drawn.GetValueOrDefault((pair.A, kind)) >= PerColumn || drawn.GetValueOrDefault((pair.B, kind)) >= PerColumn) continue;
            if (Draw(byName[pair.A], byName[pair.B], label, order ??= Shuffled(sample, options.Summary.Seed)) is not { } plot) continue;
            plots.Add(plot);
            foreach (string name in (ReadOnlySpan<string>)[pair.A, pair.B]) drawn[(name, kind)] = drawn.GetValueOrDefault((name, kind)) + 1;
        }

        return [.. plots];
    }

    private static Type KindOf(SampleColumn a, SampleColumn b) => (a.IsNominal, b.IsNominal) switch
    {
        (true, true) => typeof(SharePlot),
        (false, false) => typeof(PointPlot),
        _ => typeof(LevelPlot),
    };

    // By a hash of their places, so that the same rows are drawn however the table came.
    private static int[] Shuffled(SampledRows sample, ulong seed)
    {
        int[] rows = [.. Enumerable.Range(0, sample.Count)];
        Array.Sort(Array.ConvertAll(sample.Positions, position => Hashing.Mix(seed ^ (ulong)position)), rows);
        return rows;
    }

    private static PairPlot? Draw(SampleColumn a, SampleColumn b, SampleColumn? label, int[] order) => (a.IsNominal, b.IsNominal) switch
    {
        _ when a.Field.Type == ColumnType.Timestamp || b.Field.Type == ColumnType.Timestamp => null,
        (true, true) => Shares(a, b),
        (false, false) => PointsOf(a, b, label, order),
        (true, false) => Levels(b, a),
        _ => Levels(a, b),
    };

    private static PointPlot? PointsOf(SampleColumn a, SampleColumn b, SampleColumn? label, int[] order)
    {
        ReadOnlySpan<double> x = a.Finite, y = b.Finite;
        var rows = new List<int>(Points);
        int both = 0;
        foreach (int row in order)
        {
            if (double.IsNaN(x[row]) || double.IsNaN(y[row])) continue;
            if (both++ < Points) rows.Add(row);
        }

        if (rows.Count < LeastRows) return null;
        rows.Sort();
        int[]? classes = label is not null && label != a && label != b ? label.Values : null;
        double[] xs = Taken(x, rows), ys = Taken(y, rows);
        ImmutableArray<(string, double[], double[])> sets = classes is null
            ? [("", xs, ys)]
            : [.. Enumerable.Range(0, rows.Count).Where(i => classes[rows[i]] >= 0).GroupBy(i => classes[rows[i]]).Select(group => (Name(label!, group.Key), group.Select(i => xs[i]).ToArray(), group.Select(i => ys[i]).ToArray())).OrderBy(set => set.Item1, StringComparer.Ordinal)];
        return sets.IsEmpty ? null : new PointPlot(a.Name, b.Name, classes is null ? null : label!.Name, sets, both);
    }

    private static double[] Taken(ReadOnlySpan<double> values, List<int> rows)
    {
        var taken = new double[rows.Count];
        for (int i = 0; i < taken.Length; i++) taken[i] = values[rows[i]];
        return taken;
    }

    private static LevelPlot? Levels(SampleColumn number, SampleColumn names)
    {
        ReadOnlySpan<double> values = number.Finite;
        var byLevel = new Dictionary<int, List<double>>();
        for (int row = 0; row < values.Length; row++)
        {
            if (names.Values[row] < 0 || double.IsNaN(values[row])) continue;
            if (!byLevel.TryGetValue(names.Values[row], out List<double>? list)) byLevel[names.Values[row]] = list = [];
            list.Add(values[row]);
        }

        ImmutableArray<(string, double[])> boxes = [.. Frequent(byLevel.Select(level => (level.Key, level.Value.Count)), names).Select(level => (level.Name, Quantiles.Of([.. byLevel[level.Code]], [0, 0.25, 0.5, 0.75, 1])))];
        return boxes.Length < 2 ? null : new LevelPlot(number.Name, names.Name, boxes, byLevel.Count);
    }

    private static SharePlot? Shares(SampleColumn a, SampleColumn b)
    {
        int[] codes = a.Values, others = b.Values;
        var counts = new Dictionary<(int, int), int>();
        for (int row = 0; row < codes.Length; row++)
            if (codes[row] >= 0 && others[row] >= 0) counts[(codes[row], others[row])] = counts.GetValueOrDefault((codes[row], others[row])) + 1;
        (int Code, string Name)[] rows = [.. Frequent(counts.GroupBy(cell => cell.Key.Item1).Select(level => (level.Key, level.Sum(cell => cell.Value))), a)];
        (int Code, string Name)[] across = [.. Frequent(counts.GroupBy(cell => cell.Key.Item2).Select(level => (level.Key, level.Sum(cell => cell.Value))), b)];
        if (rows.Length < 2 || across.Length < 2) return null;
        Dictionary<int, double> sums = counts.GroupBy(cell => cell.Key.Item1).ToDictionary(level => level.Key, level => (double)level.Sum(cell => cell.Value));
        return new SharePlot(a.Name, b.Name, [.. rows.Select(row => row.Name)], [.. across.Select(column => column.Name)], [.. rows.SelectMany(row => across.Select(column => counts.GetValueOrDefault((row.Code, column.Code)) / sums[row.Code]))]);
    }

    // The most frequent levels, in the order of their names.
    private static IEnumerable<(int Code, string Name)> Frequent(IEnumerable<(int Code, int Count)> levels, SampleColumn column)
    {
        var first = new Dictionary<int, int>();
        for (int row = 0; row < column.Values.Length; row++) first.TryAdd(column.Values[row], row);
        return levels.Select(level => (level.Code, level.Count, Name: column.Column.GetText(first[level.Code]))).OrderByDescending(level => level.Count).ThenBy(level => level.Name, StringComparer.Ordinal).Take(MostLevels).OrderBy(level => level.Name, StringComparer.Ordinal).Select(level => (level.Code, level.Name));
    }

    private static string Name(SampleColumn column, int code) => column.Column.GetText(Array.IndexOf(column.Values, code));
}
