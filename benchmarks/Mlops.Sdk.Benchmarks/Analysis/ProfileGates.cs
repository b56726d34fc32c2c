using System.Diagnostics;
using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks;

/// <summary>What a profile promises of its estimates, its merges and its bytes, measured at full size against the truth: <c>-- gates profile</c>. The tests under Gates hold the same at a small size.</summary>
internal static class ProfileGates
{
    private const int Rows = 2_000_000;
    private static readonly double[] s_ranks = [.. Enumerable.Range(1, 99).Select(i => i / 100.0)];
    private static int s_failed;

    /// <returns>0, or 3 when a promise is not kept.</returns>
    public static int Run()
    {
        Distinct();
        QuantileRanks();
        Frequent();
        MergeAndState();
        Threads();
        Console.WriteLine(s_failed == 0 ? "every gate is passed" : $"{s_failed} gates are missed");
        return s_failed == 0 ? 0 : 3;
    }

    private static void Say(string gate, double measured, double most, string unit)
    {
        bool kept = measured <= most;
        if (!kept) s_failed++;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(kept ? "ok    " : "MISSED")} {gate,-74} {measured,12:G5} {unit} (at most {most:G5})"));
    }

    private static void Distinct()
    {
        int[] numbers = [8, 100, 1000, 10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, Rows];
        double squares = 0, worst = 0, small = 0;
        int tried = 0;
        foreach (int seed in (int[])[1, 2, 3])
        {
            foreach (int number in numbers)
            {
                var values = new long[Rows];
                for (int row = 0; row < Rows; row++) values[row] = (long)Hashing.OfInt64(((long)seed << 40) + (row % number));
                ColumnSummary column = DatasetSummary.Compute(new Dataset(new IntegerColumn("x", values)))["x"];
                double error = Math.Abs(column.DistinctCount - number) / number;
                if (number <= 1000) small = Math.Max(small, error);
                worst = Math.Max(worst, error);
                squares += error * error;
                tried++;
            }
        }

        Say($"different values, 8 to {Rows:N0} in {Rows:N0} rows: root mean square error", 100 * Math.Sqrt(squares / tried), 0.9, "%");
        Say("different values: greatest error", 100 * worst, 2.5, "%");
        Say("different values up to 1,000: greatest error", 100 * small, 0, "%");
    }

    private static void QuantileRanks()
    {
        const int rows = 20_000, trials = 100;
        (string Name, Func<RandomStream, double[]> Make)[] orders =
        [
            ("sorted", random => [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).Order()]), ("reversed", random => [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).OrderDescending()]),
            ("zooming in", _ => [.. Enumerable.Range(0, rows).Select(row => row % 2 == 0 ? (double)row : (2.0 * rows) - row)]), ("heavy tails", random => [.. Enumerable.Range(0, rows).Select(_ => Math.Exp(5 * random.NextGaussian()))]), ("normal", random => [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())]),
        ];
        var errors = new List<double>();
        long beyond = 0;
        foreach ((string name, Func<RandomStream, double[]> make) in orders)
        {
            foreach (int parts in (int[])[1, 64])
            {
                for (int trial = 0; trial < trials; trial++)
                {
                    double[] values = make(RandomStream.For((ulong)trial, name));
                    ColumnSummary column = OfParts(new Dataset(new NumberColumn("x", values)), parts, new() { ExactValues = 1000, Seed = (ulong)trial })["x"];
                    Array.Sort(values);
                    double bound = column.RankErrorBound(0.99);
                    foreach (double rank in s_ranks)
                    {
                        double error = RankError(values, column.Quantile(rank), rank);
                        errors.Add(error);
                        if (error > bound) beyond++;
                    }
                }
            }
        }

        errors.Sort();
        Say($"quantiles, {2 * trials * orders.Length:N0} streams, whole and in 64 parts: rank error, 99 % of them", 100 * errors[(int)(0.99 * errors.Count)], 0.3, "%");
        Say("quantiles: beyond the printed bound of 99 % confidence", 100.0 * beyond / errors.Count, 1, "%");
    }

    private static double RankError(double[] sorted, double value, double rank)
    {
        int below = LowerBound(sorted, value), atMost = LowerBound(sorted, Math.BitIncrement(value));
        double low = (double)below / sorted.Length, high = (double)atMost / sorted.Length;
        return rank < low ? low - rank : rank > high ? rank - high : 0;
    }

    private static int LowerBound(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static void Frequent()
    {
        var random = new RandomStream(11);
        var values = new long[Rows];
        for (int row = 0; row < Rows; row++) values[row] = (long)Math.Min(1e15, Math.Pow(random.NextDouble(), -1 / 0.8));
        Dictionary<long, long> truth = values.CountBy(value => value).ToDictionary(pair => pair.Key, pair => (long)pair.Value);
        ColumnSummary column = OfParts(new Dataset(new IntegerColumn("x", values)), 7, new())["x"];
        IReadOnlyList<FrequentValue> listed = column.FrequentValues(10_000);
        int outside = listed.Count(value => truth[(long)value.Value] < value.LowerCount || truth[(long)value.Value] > value.UpperCount);
        HashSet<long> names = [.. listed.Select(value => (long)value.Value)];
        long kept = new DatasetSummaryOptions().FrequentValues;
        int lacking = truth.Count(pair => pair.Value > Rows / (kept + 1) && !names.Contains(pair.Key));
        Say($"frequent values of {truth.Count:N0}: counts outside their bounds", outside, 0, "");
        Say($"frequent values: not listed though above 1 of {kept + 1}", lacking, 0, "");
    }

    private static void MergeAndState()
    {
        Dataset data = Mixed(Rows / 4);
        DatasetSummary whole = OfParts(data, 1, new()), cut = OfParts(data, 64, new());
        int differing = whole.Columns.Zip(cut.Columns).Count(pair => !Counted(pair.First).Equals(Counted(pair.Second)));
        double moments = whole.Columns.Zip(cut.Columns).Max(pair => Math.Max(Relative(pair.First.Numbers.Mean, pair.Second.Numbers.Mean), Relative(pair.First.Numbers.Variance, pair.Second.Numbers.Variance)));
        Say("64 parts and the whole: columns whose counts, extremes or registers differ", differing, 0, "");
        Say("64 parts and the whole: moments, relative difference", moments, 1e-12, "");
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true)) cut.WriteTo(writer);
        Say("state of a column", stream.Length / 1024.0 / data.ColumnCount, 64, "KB");
        DatasetSummary[] halves = [.. Enumerable.Range(0, 40).Select(i => OfParts(data.Slice(i % 2 == 0 ? 0 : data.RowCount / 2, data.RowCount / 2), 1, new()))];
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < halves.Length; i += 2) halves[i].Merge(halves[i + 1]);
        Say("merge of two halves, a column", Stopwatch.GetElapsedTime(started).TotalMilliseconds / (halves.Length / 2) / data.ColumnCount, 1, "ms");
    }

    private static void Threads()
    {
        Dataset data = Mixed(300_000);
        string[] json = [.. ((int[])[1, 2, 7]).Select(threads => data.Profile(new() { AsOf = new DateTime(2026, 1, 1) }, new RunContext { MaxThreads = threads, Seed = 1 }).ToJson())];
        Say("reports of 1, 2 and 7 threads: differing", json.Distinct().Count() - 1, 0, "");
    }

    private static (long, long, long, long, double, double, double) Counted(ColumnSummary column) =>
        (column.RowCount, column.MissingCount, column.ZeroCount, column.NegativeCount, column.Numbers.Min, column.Numbers.Max, column.DistinctCount);

    private static double Relative(double one, double other) => double.IsNaN(one) && double.IsNaN(other) ? 0 : Math.Abs(one - other) / Math.Max(1, Math.Abs(one));

    private static DatasetSummary OfParts(Dataset data, int parts, DatasetSummaryOptions options)
    {
        DatasetSummary? whole = null;
        for (int part = 0; part < parts; part++)
        {
            int start = (int)((long)data.RowCount * part / parts), end = (int)((long)data.RowCount * (part + 1) / parts);
            var summary = new DatasetSummary(data.Schema, options);
            summary.Add(data.Slice(start, end - start));
            if (whole is null) whole = summary;
            else whole.Merge(summary);
        }

        return whole!;
    }

    private static Dataset Mixed(int rows)
    {
        var random = new RandomStream(5);
        return new Dataset(
            new NumberColumn("normal", Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray()), new NumberColumn("missing", Enumerable.Range(0, rows).Select(row => row % 20 == 0 ? double.NaN : random.NextDouble()).ToArray()),
            new IntegerColumn("id", Enumerable.Range(0, rows).Select(row => row * 7919L).ToArray()), new IntegerColumn("code", Enumerable.Range(0, rows).Select(_ => (long)random.NextInt32(1000)).ToArray()),
            CategoryColumn.FromValues("level", Enumerable.Range(0, rows).Select(_ => $"l{random.NextInt32(8)}")), TextColumn.FromValues("text", Enumerable.Range(0, rows).Select(_ => $"user{random.NextInt32(500_000)}")),
            new FlagColumn("flag", Enumerable.Range(0, rows).Select(_ => random.NextInt32(3) == 0).ToArray()), new TimestampColumn("at", Enumerable.Range(0, rows).Select(row => new DateTime(2024, 1, 1).Ticks + (row * 10_000_000L)).ToArray()));
    }
}
