namespace Mlops.Sdk.Learning.Tests;

public sealed class TreeShapRealTableTests
{
    [Theory]
    [InlineData("adult.data", "c14")]
    [InlineData("penguins.csv", "species")]
    [InlineData("wine.csv", "target")]
    [InlineData("diabetes.csv", "target")]
    public void Explain_TreesOfARealTable_AddUpToTheScore(string file, string label)
    {
        bool classes = file == "wine.csv";
        Dataset all = Dataset.FromCsv(Path.Combine(AppContext.BaseDirectory, "ReferenceData", file), new()
        {
            Label = label, HasHeader = null, Types = classes ? new Dictionary<string, ColumnType> { [label] = ColumnType.Category } : new Dictionary<string, ColumnType>(),
        });
        if (all.RowCount > 1500) all = all.Sample(1500, seed: 1);
        (Dataset train, Dataset test) = all.Split(0.2, seed: 3);
        foreach (Predictor fitted in (Predictor[])[new BoostingTrainer(new() { TreeCount = 30 }).Fit(train), new ForestTrainer(new() { TreeCount = 10 }).Fit(train)])
        {
            var model = (TreePredictor)fitted;
            float[] rows = Rows(test), known = Rows(train.Head(20));
            foreach (TreeShap shap in (TreeShap[])[TreeShap.PathDependent(model.Model), TreeShap.Interventional(model.Model, known)])
                Assert.InRange(WorstError(shap, rows), 0, 1e-12);
        }
    }

    private static double WorstError(TreeShap shap, float[] rows)
    {
        int width = shap.Model.FeatureCount, outputs = shap.Model.OutputCount, count = rows.Length / width;
        double[] contributions = new double[count * outputs * width], scores = new double[count * outputs];
        shap.Explain(rows, contributions);
        new FlatTreeScorer(shap.Model).Score(rows, scores);
        return Enumerable.Range(0, scores.Length).Max(i => Math.Abs(shap.Base[i % outputs] + contributions.AsSpan(i * width, width).ToArray().Sum() - scores[i]) / (1 + Math.Abs(scores[i])));
    }

    private static float[] Rows(Dataset data)
    {
        Column[] columns = [.. data.Features];
        return [.. Enumerable.Range(0, data.RowCount).SelectMany(row => columns.Select(column => column is CategoryColumn category ? category.Codes[row] < 0 ? float.NaN : category.Codes[row] : (float)column.ToNumbers().Span[row]))];
    }
}
