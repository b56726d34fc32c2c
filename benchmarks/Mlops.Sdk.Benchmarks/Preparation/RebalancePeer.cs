using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks.Preparation;

/// <summary>Our side of <c>benchmarks/peers/rebalance.py</c>: one method on data from files of doubles, the median of a few calls after a first one.</summary>
internal static class RebalancePeer
{
    public static void Run(string folder, string method, int numbers, int categories, int runs)
    {
        Dataset data = Read(folder, numbers, categories);
        var rebalancer = new Rebalancer(new()
        {
            Method = method switch
            {
                "smote" or "smote_nc" => RebalanceMethod.Smote(scale: false),
                "borderline_smote" => RebalanceMethod.BorderlineSmote(scale: false),
                "adasyn" => RebalanceMethod.Adasyn(scale: false),
                "tomek_links" => RebalanceMethod.TomekLinks(scale: false),
                "svm_smote" => RebalanceMethod.SvmSmote(scale: false),
                "kmeans_smote" => RebalanceMethod.KMeansSmote(scale: false),
                "cluster_centroids" => RebalanceMethod.ClusterCentroids(scale: false),
                "enn" => RebalanceMethod.EditedNeighbors(scale: false),
                _ => throw new ArgumentException($"There is no method '{method}'.", nameof(method)),
            },
        });
        var walls = new List<double>();
        var cpus = new List<double>();
        int rows = 0;
        for (int run = 0; run < runs; run++)
        {
            // What earlier runs left is theirs.
            GC.Collect();
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            rows = rebalancer.Resample(data).Data.RowCount;
            walls.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            cpus.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"first\": {walls[0]:0.####}, \"wall\": {Usual(walls):0.####}, \"cpu\": {Usual(cpus):0.####}, \"rows\": {rows}, \"peak_mb\": {Process.GetCurrentProcess().PeakWorkingSet64 >> 20}}}"));
    }

    private static double Usual(List<double> calls) => Quantiles.Median([.. calls.Skip(calls.Count > 1 ? 1 : 0)]);

    private static Dataset Read(string folder, int numbers, int categories)
    {
        int[] labels = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(Path.Combine(folder, "y.bin"))).ToArray();
        int width = numbers + categories;
        var columns = new double[width][];
        for (int c = 0; c < width; c++) columns[c] = new double[labels.Length];
        using FileStream file = File.OpenRead(Path.Combine(folder, "x.bin"));
        var row = new double[width];
        for (int i = 0; i < labels.Length; i++)
        {
            file.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
            for (int c = 0; c < width; c++) columns[c][i] = row[c];
        }

        IEnumerable<Column> features = columns.Select((values, c) => c < numbers
            ? (Column)new NumberColumn($"x{c}", values)
            : CategoryColumn.FromValues($"c{c}", values.Select(value => value.ToString(CultureInfo.InvariantCulture))));
        return new Dataset(features).With(CategoryColumn.FromValues("target", labels.Select(label => label == 0 ? "0" : "1")), ColumnRole.Label);
    }
}
