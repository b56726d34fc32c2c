using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.MlNet.Tests;

/// <summary>Small tables with a signal, made from a seed.</summary>
internal static class TestData
{
    public const int Width = 8;

    /// <summary>Numeric features (one integer, one flag), some of them missing, and a label of the given task.</summary>
    public static Dataset Make(TaskKind task, int rows, bool missing = false, ulong seed = 1, int classes = 3)
    {
        RandomStream random = new(seed);
        double[][] x = [.. Enumerable.Range(0, Width).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray())];
        double[] signal = [.. Enumerable.Range(0, rows).Select(row => x[0][row] + (x[1][row] * x[2][row]) + (x[3][row] > 0.5 ? 1.5 : 0) + (0.5 * random.NextGaussian()))];
        if (missing)
            Hide(x, signal, random);
        List<Column> columns = [.. x.Take(Width - 2).Select((values, i) => new NumberColumn($"x{i}", values))];
        columns.Add(new IntegerColumn("count", x[6].Select(value => (long)(10 * value)).ToArray()));
        columns.Add(new FlagColumn("flag", x[7].Select(value => value > 0).ToArray()));
        columns.Add(Label(task, signal, classes));
        return new Dataset(columns).WithRole("y", ColumnRole.Label);
    }

    public static double Accuracy(Predictions predictions, Dataset data) =>
        Enumerable.Range(0, data.RowCount).Average(row => predictions[row].Class == data["y"].GetText(row) ? 1.0 : 0.0);

    private static void Hide(double[][] x, double[] signal, RandomStream random)
    {
        for (int row = 0; row < signal.Length; row++)
        {
            // In column 0 what is missing says something, in column 4 it does not.
            if (signal[row] > 1 && random.NextDouble() < 0.5)
                x[0][row] = double.NaN;
            if (random.NextDouble() < 0.1)
                x[4][row] = double.NaN;
        }
    }

    private static Column Label(TaskKind task, double[] signal, int classes) => task switch
    {
        TaskKind.Regression => new NumberColumn("y", signal.Select(value => 100 + (10 * value)).ToArray()),
        TaskKind.Binary => CategoryColumn.FromValues("y", signal.Select(value => value > 0.4 ? "yes" : "no")),
        _ => CategoryColumn.FromValues("y", signal.Select(value => $"c{Math.Clamp((int)Math.Floor(value + 1), 0, classes - 1)}")),
    };
}
