using System.Diagnostics;
using System.Globalization;

namespace Mlops.Sdk.Benchmarks.Preparation;

/// <summary>Our side of <c>benchmarks/peers/missing.py</c>: imputers fitted on one file and applied to another, what they fill in beside it.</summary>
internal static class MissingPeer
{
    private static readonly (string Name, ImputeMethod Numeric, ImputeMethod Categorical)[] s_methods =
    [
        ("median and mode", ImputeMethod.Median, ImputeMethod.Mode),
        ("draw", ImputeMethod.Draw, ImputeMethod.Draw),
        ("nearest", ImputeMethod.Nearest(), ImputeMethod.Nearest()),
        ("nearest 15 by distance", ImputeMethod.Nearest(15, byDistance: true), ImputeMethod.Nearest(15, byDistance: true)),
        ("chained linear", ImputeMethod.Chained(ChainModel.Linear), ImputeMethod.Chained(ChainModel.Linear)),
        ("chained trees", ImputeMethod.Chained(), ImputeMethod.Chained()),
    ];

    /// <summary>Every method on <c>train.csv</c> and <c>test.csv</c> of a folder, whose categories are the columns named c...</summary>
    public static void Run(string folder)
    {
        (Dataset train, Dataset test) = (Read(folder, "train.csv"), Read(folder, "test.csv"));
        for (int i = 0; i < s_methods.Length; i++)
        {
            (string name, ImputeMethod numeric, ImputeMethod categorical) = s_methods[i];
            long start = Stopwatch.GetTimestamp();
            FittedMissingImputer fitted = new MissingImputer(new() { Numeric = numeric, Categorical = categorical, Indicators = MissingIndicators.Never }).Fit(train);
            Dataset filled = fitted.Transform(test);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            filled.SaveCsv(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"ours-{i}.csv")));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"name\": \"{name}\", \"file\": \"ours-{i}.csv\", \"seconds\": {seconds:0.####}}}"));
        }
    }

    /// <summary>Nearest rows as scikit-learn's KNNImputer on <c>train.csv</c>, fitted on and applied to the same rows.</summary>
    public static void RunSpeed(string folder)
    {
        Dataset data = Read(folder, "train.csv");
        var imputer = new MissingImputer(new() { Numeric = ImputeMethod.Nearest(5, scale: false), Indicators = MissingIndicators.Never });
        Dataset? filled = null;
        Measured best = Measured.Once(() => filled = imputer.FitTransform(data).TrainingOutput);
        for (int run = 0; run < 2; run++) best = Measured.Once(() => filled = imputer.FitTransform(data).TrainingOutput) is var again && again.WallSeconds < best.WallSeconds ? again : best;
        filled!.SaveCsv(Path.Combine(folder, "ours.csv"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"wall\": {best.WallSeconds:0.####}, \"cpu\": {best.CpuSeconds:0.####}, \"peak_mb\": {Process.GetCurrentProcess().PeakWorkingSet64 >> 20}}}"));
    }

    private static Dataset Read(string folder, string file)
    {
        Dataset data = Dataset.FromCsv(Path.Combine(folder, file));
        foreach (string name in data.Schema.Select(field => field.Name).ToArray())
        {
            if (name.StartsWith('c')) data = data.With(CategoryColumn.FromValues(name, Enumerable.Range(0, data.RowCount).Select(row => data[name].IsMissing(row) ? null : data[name].GetText(row))));
            else data = data.With(new NumberColumn(name, data[name].ToNumbers()));
        }

        return data;
    }
}
