using System.Diagnostics;
using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Peers.Profile;

/// <summary>Full reports with their page: of a wide table, and of a small one in a fresh process.</summary>
internal static class Tables
{
    public static void Print()
    {
        Console.WriteLine("\nFull report and page");
        Time("20,000 x 2,000", Wide());
    }

    /// <summary>For a process that does nothing else.</summary>
    public static void Cold(string path)
    {
        var watch = Stopwatch.StartNew();
        Dataset data = Dataset.FromCsv(path);
        Time(string.Create(CultureInfo.InvariantCulture, $"cold process, read {watch.Elapsed.TotalSeconds:F2} s"), data);
        Time("second call", data);
    }

    private static void Time(string name, Dataset data)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan started = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        ProfileReport report = data.Profile();
        double profile = watch.Elapsed.TotalSeconds;
        int page = report.ToHtml().Length;
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: profile {profile:F2} s, page {watch.Elapsed.TotalSeconds - profile:F2} s of {page / 1e6:F2} MB, CPU {(process.TotalProcessorTime - started).TotalSeconds:F2} s, peak {process.PeakWorkingSet64 / 1e6:F0} MB"));
    }

    // Numbers that go together a little, some of them missing or whole, and a few categories.
    private static Dataset Wide()
    {
        const int rows = 20_000, columns = 2000;
        var random = new RandomStream(1);
        double[] shared = [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())];
        var made = new Column[columns];
        for (int c = 0; c < columns; c++)
        {
            RandomStream own = random.Split(c);
            double weight = c % 10 == 0 ? 0.7 : 0.02;
            made[c] = (c % 20) switch
            {
                19 => CategoryColumn.FromValues($"c{c}", Enumerable.Range(0, rows).Select(_ => $"level {own.NextInt32(12)}")),
                18 => new IntegerColumn($"c{c}", Enumerable.Range(0, rows).Select(_ => (long)own.NextInt32(100)).ToArray()),
                _ => new NumberColumn($"c{c}", Enumerable.Range(0, rows).Select(i => own.NextDouble() < 0.01 ? double.NaN : (weight * shared[i]) + own.NextGaussian()).ToArray()),
            };
        }

        return new Dataset(made);
    }
}
