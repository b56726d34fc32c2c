using System.Diagnostics;
using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks.Drift;

/// <summary>Drift of sources that are made as they are read: the time grows with the rows, the memory and the saved detector do not.</summary>
internal static class SourceDrift
{
    public static void Run()
    {
        foreach (long rows in (long[])[1_000_000, 4_000_000, 16_000_000])
        {
            long start = Stopwatch.GetTimestamp();
            FittedDriftDetector fitted = new DriftDetector().Fit(new MadeSource(rows, 1));
            double fit = Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            DriftReport report = fitted.Compare(new MadeSource(rows, 2));
            double compare = Stopwatch.GetElapsedTime(start).TotalSeconds;
            using var file = new MemoryStream();
            fitted.Save(file);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rows,10} rows x 10: fit {fit:F2} s, compare {compare:F2} s, saved {file.Length / 1048576.0:F1} MB, peak of the process so far {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB, drifted {report.DriftedColumns.Length}"));
        }
    }

    /// <summary>Six columns of numbers, two of integers, two of categories, made batch by batch.</summary>
    private sealed class MadeSource(long rows, ulong seed) : DataSource
    {
        private static readonly CategoryLevels s_levels = new([.. Enumerable.Range(0, 300).Select(i => $"level {i}")]);

        public override Schema Schema { get; } = new([
            .. Enumerable.Range(0, 6).Select(i => new Field($"x{i}", ColumnType.Number)),
            new("few", ColumnType.Integer), new("many", ColumnType.Integer), new("c0", ColumnType.Category, Levels: s_levels), new("c1", ColumnType.Category, Levels: s_levels)]);

        public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
        {
            RandomStream random = new(seed);
            for (long start = 0; start < rows; start += batchRows)
            {
                int count = (int)Math.Min(batchRows, rows - start);
                T[] Make<T>(Func<T> next)
                {
                    var values = new T[count];
                    for (int row = 0; row < count; row++) values[row] = next();
                    return values;
                }

                yield return new Dataset([
                    .. Enumerable.Range(0, 6).Select(i => (Column)new NumberColumn($"x{i}", Make(random.NextDouble))),
                    new IntegerColumn("few", Make(() => (long)random.NextInt32(9))), new IntegerColumn("many", Make(() => (long)random.NextInt32(1_000_000))),
                    new CategoryColumn("c0", Make(() => random.NextInt32(300)), s_levels), new CategoryColumn("c1", Make(() => random.NextInt32(300)), s_levels)]);
            }
        }
    }
}
