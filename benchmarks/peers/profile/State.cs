using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Peers.Profile;

/// <summary>How large the state of a column is once it is a sketch, and how long a merge takes; and how far estimates lie from the truth.</summary>
internal static class State
{
    private const int Rows = 2_000_000, Merges = 100;

    public static void Print()
    {
        Console.WriteLine($"\nState of a column of {Rows:N0} rows, and the merge of two");
        foreach ((string name, Func<ulong, Column> make) in Kinds())
        {
            DatasetSummary one = Of(make(1), 1), other = Of(make(2), 2);
            byte[] bytes = Bytes(one);
            DatasetSummary[] parts = [.. Enumerable.Range(0, Merges).Select(_ => DatasetSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes), Encoding.UTF8)))];
            foreach (DatasetSummary part in parts.Take(Merges / 2)) part.Merge(other);
            var watch = Stopwatch.StartNew();
            foreach (DatasetSummary part in parts.Skip(Merges / 2)) part.Merge(other);
            double merge = watch.Elapsed.TotalMilliseconds / (Merges - (Merges / 2));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-22} {bytes.Length / 1024.0,6:F1} KiB, merged {Bytes(parts[1]).Length / 1024.0,6:F1} KiB, merge {merge:F3} ms"));
        }
    }

    /// <summary>T8 to T10 of the goals: distinct counts, quantiles and frequent values against the truth, over many seeds and orders.</summary>
    public static void PrintAccuracy()
    {
        Console.WriteLine("\nAccuracy beyond the exact limit");
        double squares = 0, worst = 0;
        int trials = 0, quantiles = 0, outside = 0, listed = 0, missed = 0, bounds = 0;
        double worstRank = 0;
        for (ulong seed = 0; seed < 60; seed++)
        {
            var random = new RandomStream(seed);
            int rows = 400_000, distinct = 3000 + random.NextInt32(390_000);
            long[] values = [.. Enumerable.Range(0, rows).Select(i => i < distinct ? i : (long)(distinct * Math.Pow(random.NextDouble(), 3)))];
            switch (seed % 4)
            {
                case 0: random.Shuffle<long>(values); break;
                case 1: Array.Sort(values); break;
                case 2: Array.Sort(values, (a, b) => b.CompareTo(a)); break;
            }

            var column = new IntegerColumn("x", values);
            DatasetSummary whole = new(new Dataset(column).Schema, new() { ExactValues = 20_000, Seed = seed });
            int parts = seed % 3 == 0 ? 64 : 1;
            for (int part = 0; part < parts; part++)
            {
                DatasetSummary summary = new(whole.Schema, whole.Options with { Seed = (seed * 64) + (ulong)part });
                summary.Add(new Dataset(column.Slice(rows / parts * part, rows / parts)));
                whole.Merge(summary);
            }

            ColumnSummary x = whole["x"];
            if (!x.IsDistinctExact)
            {
                double error = (x.DistinctCount / distinct) - 1;
                (squares, worst, trials) = (squares + (error * error), Math.Max(worst, Math.Abs(error)), trials + 1);
            }

            long[] sorted = [.. values.Order()];
            double bound = x.RankErrorBound();
            for (int at = 1; at < 100; at++)
            {
                long value = sorted[rows / 100 * at];
                int below = Array.BinarySearch(sorted, value);
                while (below + 1 < rows && sorted[below + 1] == value) below++;
                double off = Math.Abs(x.Rank(value) - ((below + 1.0) / rows));
                (worstRank, quantiles, outside) = (Math.Max(worstRank, off), quantiles + 1, outside + (off > bound ? 1 : 0));
            }

            Dictionary<long, long> truth = values.GroupBy(v => v).ToDictionary(g => g.Key, g => (long)g.Count());
            Dictionary<long, FrequentValue> found = x.FrequentValues(4096).ToDictionary(v => (long)v.Value);
            foreach (FrequentValue value in found.Values) bounds += truth[(long)value.Value] < value.LowerCount || truth[(long)value.Value] > value.UpperCount ? 1 : 0;
            foreach ((long value, long count) in truth.Where(pair => pair.Value > rows * 0.0025)) (listed, missed) = (listed + 1, missed + (found.ContainsKey(value) ? 0 : 1));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"distinct: root mean square {Math.Sqrt(squares / trials):P2}, worst {worst:P2} of {trials} columns (goal 0.9 %, 2.5 %)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"quantiles: worst rank error {worstRank:P3}; {outside} of {quantiles} ranks beyond the printed 99 % bound"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"frequent values: {bounds} outside their bounds; {missed} of {listed} values with more than 0.25 % of the rows not listed"));
    }

    private static IEnumerable<(string Name, Func<ulong, Column> Make)> Kinds()
    {
        long[] Longs(ulong seed, int range) => [.. Integers(seed, range)];
        yield return ("number", seed => new NumberColumn("x", Array.ConvertAll(Longs(seed, int.MaxValue), v => v * 1e-3)));
        yield return ("integer", seed => new IntegerColumn("x", Longs(seed, int.MaxValue)));
        yield return ("integer, 1,000 values", seed => new IntegerColumn("x", Longs(seed, 1000)));
        yield return ("timestamp", seed => new TimestampColumn("x", Array.ConvertAll(Longs(seed, int.MaxValue), v => v * TimeSpan.TicksPerSecond)));
        yield return ("text", seed => TextColumn.FromValues("x", Longs(seed, 2_000_000).Select(v => $"user-{v:D8}@example.com")));
        yield return ("category, 5,000 levels", seed => CategoryColumn.FromValues("x", Longs(seed, 5000).Select(v => $"level {v} of many")));
        yield return ("category, 8 levels", seed => CategoryColumn.FromValues("x", Longs(seed, 8).Select(v => $"level {v}")));
    }

    private static IEnumerable<long> Integers(ulong seed, int range)
    {
        var random = new RandomStream(seed);
        for (int i = 0; i < Rows; i++) yield return random.NextInt32(range);
    }

    private static DatasetSummary Of(Column column, ulong seed) => DatasetSummary.Compute(new Dataset(column), new() { Seed = seed });

    private static byte[] Bytes(DatasetSummary summary)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8)) summary.WriteTo(writer);
        return stream.ToArray();
    }
}
