namespace Mlops.Sdk.Benchmarks;

/// <summary>Managed boosting beside LightGBM on public tables: the same columns (categories encoded), rows and parameters, ten splits each.</summary>
internal static class BoostingGates
{
    private const int Splits = 10;
    private const double LeastAuc = -0.002, MostRmse = 0.5;

    // ML.NET shows LightGBM at most 65,536 rows to choose bins by: with more, cuts and with them models differ by chance.
    private const int MostRows = 87_000;

    // ML.NET has LightGBM double the scores of two classes (its sigmoid is 0.5), so that the same curvature counts a quarter: the same penalties are four times ours.
    private static BoostingOptions Alike(Metric metric) => metric == Metric.Auc ? new() { L2Regularization = 0.04, MinimumChildWeight = 0.004 } : new();

    private static readonly RealTable[] s_more =
    [
        new("mammography", "mammography/mammography.csv", "c6") { Classes = true },
        new("phoneme", "phoneme/phoneme.csv", "c5") { Classes = true },
        new("red wine, numbers", "wine-quality/winequality-red.csv", "c11"),
        new("white wine, numbers", "wine-quality/winequality-white.csv", "c11"),
        new("bike by day", "bike-sharing/day.csv", "cnt") { Drop = ["instant", "dteday"] },
        new("bike, all columns", "bike-sharing/hour.csv", "cnt"),
        new("taxi", "taxi-fare/taxi-fare-train.csv", "fare_amount"),
    ];

    /// <summary>Prints the paired difference of every table; 0 when none is worse by more than 0.002 of AUC or 0.5 % of RMSE in the mean.</summary>
    /// <param name="folder">The folder of tables.</param>
    /// <param name="names">Which tables; none for all.</param>
    public static int Run(string folder, string[] names)
    {
        int missed = 0;
        foreach (RealTable table in RealTable.All.Concat(s_more).Where(table => names.Length == 0 || names.Contains(table.Name)))
        {
            Dataset all = table.Read(folder);
            if (all.RowCount > MostRows) all = all.Head(MostRows);
            Metric[] metrics = PairedSplits.MetricsOf(all);
            double[][] ours = PairedSplits.Run(all, Pipeline.Empty.EncodeCategories().TrainBoosting(Alike(metrics[0])), metrics, Splits).Values;
            double[][] peers = PairedSplits.Run(all, Pipeline.Empty.EncodeCategories().TrainLightGbm(), metrics, Splits).Values;
            double gap = PairedSplits.Gap(metrics[0], ours[0], peers[0]).Mean;
            bool kept = metrics[0] == Metric.Rmse ? gap <= MostRmse : metrics[0] != Metric.Auc || gap >= LeastAuc;
            if (!kept) missed++;
            Console.WriteLine($"{table.Name} ({all.RowCount} rows): {string.Join("; ", metrics.Select((metric, i) => PairedSplits.Tell(metric, ours[i], peers[i])))}{(kept ? "" : "  MISSED")}");
        }

        Console.WriteLine(missed == 0 ? "All bars kept: AUC at most 0.002 lower, RMSE at most 0.5 % higher than LightGBM's." : $"{missed} bar(s) missed.");
        return missed == 0 ? 0 : 1;
    }
}
