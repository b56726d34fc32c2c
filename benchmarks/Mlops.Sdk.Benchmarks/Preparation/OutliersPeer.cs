using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Benchmarks.Preparation;

/// <summary>Our side of <c>benchmarks/peers/outliers.py</c>: fits a detector on a file of doubles, column after column, and scores its rows and some new ones.</summary>
internal static class OutliersPeer
{
    private const int NewRows = 1000;

    public static void Run(string method, string path, int columns)
    {
        Dataset data = Read(path, columns);
        Dataset few = data.Take([.. Enumerable.Range(0, Math.Min(NewRows, data.RowCount))]);
        var detector = new OutlierDetector(new() { Method = MethodOf(method), Scaling = DetectionScaling.None });
        detector.Fit(data.Slice(0, Math.Min(2000, data.RowCount))).ScoreRows(few);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        FittedOutlierDetector fitted = detector.Fit(data);
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds, cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, scoring = double.PositiveInfinity, single = double.PositiveInfinity;
        for (int run = 0; run < 5; run++)
        {
            start = Stopwatch.GetTimestamp();
            fitted.ScoreRows(few);
            scoring = Math.Min(scoring, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Dataset one = few.Slice(0, 1);
        for (int run = 0; run < 50; run++)
        {
            start = Stopwatch.GetTimestamp();
            fitted.ScoreRows(one);
            single = Math.Min(single, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"wall\": {wall:0.####}, \"cpu\": {cpu:0.####}, \"new_rows_ms\": {scoring:0.###}, \"row_us\": {single:0.#}, \"peak_mb\": {Process.GetCurrentProcess().PeakWorkingSet64 >> 20}}}"));
    }

    private static DetectionMethod MethodOf(string name) => name switch
    {
        "isolation_forest" => DetectionMethod.IsolationForest(),
        "ecod" => DetectionMethod.Ecod,
        "lof" => DetectionMethod.LocalOutlierFactor(20, distinct: false),
        "knn" => DetectionMethod.KNearest(5),
        "ocsvm" => DetectionMethod.OneClassSvm(),
        "cof" => DetectionMethod.ConnectivityFactor(20, distinct: false),
        "mcd" => DetectionMethod.MinimumCovarianceDeterminant(),
        _ => throw new ArgumentException($"There is no method '{name}'.", nameof(name)),
    };

    private static Dataset Read(string path, int columns)
    {
        using FileStream file = File.OpenRead(path);
        int rows = (int)(file.Length / (8L * columns));
        var read = new NumberColumn[columns];
        for (int c = 0; c < columns; c++)
        {
            double[] values = new double[rows];
            file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            read[c] = new NumberColumn($"x{c}", values);
        }

        return new Dataset(read);
    }
}
