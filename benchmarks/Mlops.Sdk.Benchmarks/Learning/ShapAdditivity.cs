using System.Globalization;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Whether exact contributions and the base add up to the score, on real tables: the worst |sum + base - f| / (1 + |f|) over rows that the models did not see.</summary>
internal static class ShapAdditivity
{
    private const double Bound = 1e-6;
    private const int MostRows = 4000, Explained = 300, Background = 50;

    private static readonly (string Name, Pipeline Pipeline)[] s_learners =
    [
        ("boosting", Pipeline.Empty.TrainBoosting()),
        ("forest", Pipeline.Empty.TrainForest(new() { TreeCount = 20 })),
        ("LightGBM", Pipeline.Empty.EncodeCategories().TrainLightGbm()),
    ];

    /// <summary>Prints a line for each table and learner.</summary>
    /// <param name="folder">The folder of tables.</param>
    /// <returns>0 when every error is within the bound, else 1.</returns>
    public static int Run(string folder)
    {
        double worst = 0;
        foreach (RealTable table in RealTable.All)
        {
            Dataset all = table.Read(folder);
            if (all.RowCount > MostRows) all = all.Sample(MostRows, seed: 1);
            (Dataset train, Dataset test) = all.Split(testFraction: 0.25, seed: 42);
            test = test.Head(Explained);
            string missing = all.Features.Any(column => column.MissingCount > 0) ? "missing" : "", levels = all.Features.Any(column => column is CategoryColumn) ? "categories" : "";
            foreach ((string name, Pipeline pipeline) in s_learners)
            {
                FittedPipeline fitted = pipeline.Fit(train);
                var model = (TreePredictor)fitted.Predictor!;
                float[] known = Rows(model, fitted.Transform(train.Head(Background))), rows = Rows(model, fitted.Transform(test));
                double byPath = Error(TreeShap.PathDependent(model.Model), rows), byBackground = Error(TreeShap.Interventional(model.Model, known), rows);
                worst = Math.Max(worst, Math.Max(byPath, byBackground));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Name,-14} {model.Task,-11} {levels,-11} {missing,-8} {name,-9} path {byPath:E1}  interventional {byBackground:E1}  ({test.RowCount} rows, {model.Model.Trees.Length} trees)"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"worst {worst:E1}, bound {Bound:E0}: {(worst <= Bound ? "kept" : "BROKEN")}"));
        return worst <= Bound ? 0 : 1;
    }

    private static double Error(TreeShap shap, float[] rows)
    {
        int width = shap.Model.FeatureCount, outputs = shap.Model.OutputCount, count = rows.Length / width;
        double[] contributions = new double[count * outputs * width], scores = new double[count * outputs];
        shap.Explain(rows, contributions);
        new FlatTreeScorer(shap.Model).Score(rows, scores);
        double worst = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double sum = shap.Base[i % outputs];
            foreach (double contribution in contributions.AsSpan(i * width, width)) sum += contribution;
            double error = Math.Abs(sum - scores[i]) / (1 + Math.Abs(scores[i]));
            worst = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(worst, error);
        }

        return worst;
    }

    private static float[] Rows(TreePredictor model, Dataset data)
    {
        int width = model.Inputs.Length;
        var rows = new float[data.RowCount * width];
        for (int feature = 0; feature < width; feature++)
        {
            Column column = data[model.Inputs[feature].Name];
            var values = new float[data.RowCount];
            if (column is not CategoryColumn category) column.CopyNumbers(0, values);
            else for (int row = 0; row < values.Length; row++) values[row] = category.Codes[row] < 0 ? float.NaN : category.Codes[row];
            for (int row = 0; row < values.Length; row++) rows[(row * width) + feature] = values[row];
        }

        return rows;
    }
}
