using System.Text.Json;
using CsCheck;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Missing;

/// <summary>What is filled by the rest of the row: draws, nearest rows, chained models.</summary>
public sealed class RowFillTests
{
    private static MissingOptions Both(ImputeMethod method) => new() { Numeric = method, Categorical = method, Indicators = MissingIndicators.Never };

    [Theory]
    [InlineData("uniform_5", 5, false)]
    [InlineData("distance_7", 7, true)]
    public void Transform_NearestUnscaled_EqualsKnnImputer(string name, int neighbors, bool byDistance)
    {
        JsonElement reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "missing.json"))).RootElement;
        (double[][] columns, _) = Reference.Read("breast_cancer");
        Dataset data = Reference.ToDataset([.. columns.Select((values, column) => values.Select((value, row) => IsMasked(row, column) ? double.NaN : value).ToArray())]);
        FittedMissingImputer fitted = new MissingImputer(Both(ImputeMethod.Nearest(neighbors, byDistance, scale: false))).Fit(data.Slice(0, 400));
        Dataset later = fitted.Transform(data.Slice(400, data.RowCount - 400));

        double[] filled = [.. from row in Enumerable.Range(400, data.RowCount - 400) from column in Enumerable.Range(0, columns.Length) where IsMasked(row, column) select later.Columns[column].ToNumbers().Span[row - 400]];
        double[] expected = reference.Numbers(name);
        Assert.Equal(expected.Length, filled.Length);
        Assert.All(expected.Zip(filled), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * Math.Max(1, Math.Abs(pair.First))));
    }

    [Fact]
    public void Transform_NearestMixed_CountsCategoriesAndVotes()
    {
        Dataset train = new(
            CategoryColumn.FromValues("city", ["a", "a", "a", "b", "b", "b"]),
            new NumberColumn("x", new double[] { 1, 2, 9, 1, 2, 9 }),
            new IntegerColumn("n", new long[] { 10, 11, 13, 90, 92, 95 }),
            new FlagColumn("f", new[] { true, true, false, false, false, true }));
        FittedMissingImputer fitted = new MissingImputer(Both(ImputeMethod.Nearest(2))).Fit(train);
        Dataset row = fitted.Transform(new Dataset(CategoryColumn.FromValues("city", ["b", null, "never seen"]), new NumberColumn("x", new double[] { 2, 3, 3 }), new IntegerColumn("n", new long[] { 0, 12, 0 }, MissingMask.Create(3, i => i != 1)), new FlagColumn("f", new bool[3], MissingMask.All(3))));

        // The nearest are the rows of b with 90 and 92: a category that differs counts more than 1 of a spread of 3.6.
        Assert.Equal(91L, row["n"].GetValue(0));
        Assert.Equal(false, row["f"].GetValue(0));
        Assert.Equal("a", row["city"].GetValue(1));
        Assert.Equal(ColumnType.Integer, row["n"].Type);
        Assert.Contains("the vote of the 2 nearest rows", fitted.Report.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_NothingInCommon_TakesTheMeanAndTheMode()
    {
        Dataset train = new(new NumberColumn("x", new double[] { 1, 2, 6 }), CategoryColumn.FromValues("c", ["u", "v", "v"]));
        Dataset row = new MissingImputer(Both(ImputeMethod.Nearest(9))).Fit(train).Transform(new Dataset(new NumberColumn("x", new[] { double.NaN }), CategoryColumn.FromValues("c", [null])));

        Assert.Equal(3.0, row["x"].GetValue(0));
        Assert.Equal("v", row["c"].GetValue(0));
    }

    [Fact]
    public void Transform_NearestWeights_MoveMeanAndVote()
    {
        Dataset train = new Dataset(new NumberColumn("x", new double[] { 1, 2, 6 }), new NumberColumn("y", new double[] { 1, 1, 1 }), CategoryColumn.FromValues("c", ["u", "v", "v"]), new NumberColumn("w", new double[] { 8, 1, 0 })).WithRole("w", ColumnRole.Weight);
        Dataset row = new MissingImputer(Both(ImputeMethod.Nearest(3))).Fit(train).Transform(new Dataset(new NumberColumn("x", new[] { double.NaN }), new NumberColumn("y", new[] { 1.0 }), CategoryColumn.FromValues("c", [null])));

        Assert.Equal((8 + 2) / 9.0, (double)row["x"].GetValue(0)!, 1e-12);
        Assert.Equal("u", row["c"].GetValue(0));
    }

    [Fact]
    public void Transform_Draw_KeepsTheSpreadAndOneRowAlone()
    {
        var random = RandomStream.For(1, "draw");
        double[] x = [.. Enumerable.Range(0, 6000).Select(_ => random.NextGaussian())];
        Dataset train = new(new NumberColumn("x", x), new NumberColumn("id", Enumerable.Range(0, 6000).Select(i => (double)i).ToArray()), CategoryColumn.FromValues("c", Enumerable.Range(0, 6000).Select(i => i % 4 == 0 ? "rare" : "usual")));
        FittedMissingImputer fitted = new MissingImputer(Both(ImputeMethod.Draw)).Fit(train);
        Dataset missing = new(new NumberColumn("x", Enumerable.Repeat(double.NaN, 4000).ToArray()), new NumberColumn("id", Enumerable.Range(0, 4000).Select(i => i + 0.5).ToArray()), new CategoryColumn("c", Enumerable.Repeat(-1, 4000).ToArray(), ((CategoryColumn)train["c"]).Levels));
        Dataset filled = fitted.Transform(missing);

        Moments moments = Moments.Of(filled["x"].ToNumbers().Span);
        Assert.InRange(moments.Mean, -0.06, 0.06);
        Assert.InRange(moments.StandardDeviation, 0.95, 1.05);
        Assert.InRange(Enumerable.Range(0, 4000).Count(row => filled["c"].GetText(row) == "rare"), 880, 1120);
        Assert.Subset(x.ToHashSet(), filled["x"].ToNumbers().ToArray().ToHashSet());
        for (int row = 0; row < 4000; row += 501) Assert.Equal(filled["x"].GetValue(row), fitted.Transform(missing.Slice(row, 1))["x"].GetValue(0));
    }

    [Theory]
    [InlineData(ChainModel.Linear, 0.15)]
    [InlineData(ChainModel.Trees, 0.6)]
    public void Transform_Chained_FindsWhatTheOtherColumnsTell(ChainModel model, double most)
    {
        (Dataset whole, Dataset holes) = Dependent(400);
        FittedMissingImputer fitted = new MissingImputer(Both(ImputeMethod.Chained(model, rounds: 3))).Fit(holes);
        Dataset filled = fitted.Transform(holes);

        double error = 0;
        int cells = 0, right = 0, categories = 0;
        for (int row = 0; row < 400; row++)
        {
            if (holes["y"].IsMissing(row)) (error, cells) = (error + Math.Pow(filled["y"].ToNumbers().Span[row] - whole["y"].ToNumbers().Span[row], 2), cells + 1);
            if (holes["sign"].IsMissing(row)) (right, categories) = (right + (filled["sign"].GetText(row) == whole["sign"].GetText(row) ? 1 : 0), categories + 1);
        }

        // The spread of y is 2.2; the noise 0.1.
        Assert.InRange(Math.Sqrt(error / cells), 0, most);
        Assert.InRange((double)right / categories, 0.85, 1);
        Assert.Equal(0, filled.Columns.Sum(column => column.MissingCount));
        Assert.Contains("a model of the other columns", fitted.Report.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ChainedNothingToLearn_TakesTheMean()
    {
        Dataset alone = new(new NumberColumn("x", new[] { 1, 3, double.NaN }));
        Dataset constant = new(new NumberColumn("x", new[] { 5, 5, double.NaN }), new NumberColumn("y", new double[] { 1, 2, 3 }));

        Assert.Contains("filled with the mean 2", new MissingImputer(Both(ImputeMethod.Chained())).Fit(alone).Report.Findings.Single().Message, StringComparison.Ordinal);
        Assert.Equal(2.0, new MissingImputer(Both(ImputeMethod.Chained())).Fit(alone).Transform(alone)["x"].GetValue(2));
        Assert.Equal(5.0, new MissingImputer(Both(ImputeMethod.Chained())).Fit(constant).Transform(constant)["x"].GetValue(2));
    }

    [Fact]
    public void Transform_AnyTable_IsWholeAndRowForRow() => Gen.Select(Gen.ULong[1, 1000], Gen.Int[0, 3]).Sample((seed, method) =>
    {
        Dataset data = DatasetGenerator.Create(seed, 40, new() { Label = true });
        ImputeMethod chosen = method switch { 0 => ImputeMethod.Draw, 1 => ImputeMethod.Nearest(3), 2 => ImputeMethod.Nearest(50, byDistance: true, donors: 20), _ => ImputeMethod.Chained(ChainModel.Linear, 2) };
        FittedMissingImputer fitted = new MissingImputer(Both(chosen)).Fit(data);
        Dataset filled = fitted.Transform(data);

        foreach (Column column in data.Features)
        {
            Column after = filled[column.Name];
            Assert.Equal(column.Type, after.Type);
            Assert.Empty(ColumnCells.MissingRows(after));
            for (int row = 0; row < data.RowCount; row++)
                if (!column.IsMissing(row) && column is not NumberColumn) Assert.Equal(column.GetText(row), after.GetText(row));
        }

        for (int row = 0; row < data.RowCount; row += 9) Assert.Null(SameBits.Difference(filled.Slice(row, 1), fitted.Transform(data.Slice(row, 1))));
    }, iter: 40);

    [Fact]
    public void Options_TwoMethodsOfOneKind_AreRefused()
    {
        string message = Assert.Throws<ArgumentException>(() => new MissingImputer(new() { Numeric = ImputeMethod.Nearest(5), Categorical = ImputeMethod.Nearest(7) })).Message;
        Assert.Contains("Give both the same", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ImputeMethod.Nearest(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImputeMethod.Chained(rounds: 0));
    }

    private static bool IsMasked(int row, int column) => ((row * 7919L) + (column * 104729L)) % 13 == 0;

    private static (Dataset Whole, Dataset Holes) Dependent(int rows)
    {
        var random = RandomStream.For(4, "chain");
        double[] a = [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())], b = [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())];
        double[] y = [.. a.Zip(b, (x, z) => (2 * x) - z + (0.1 * random.NextGaussian()))];
        string[] sign = [.. y.Select(value => value < -1 ? "low" : value > 1 ? "high" : "middle")];
        bool[] noY = [.. y.Select(_ => random.NextDouble() < 0.15)], noSign = [.. y.Select((_, row) => !noY[row] && random.NextDouble() < 0.15)];
        Dataset whole = new(new NumberColumn("a", a), new NumberColumn("b", b), new NumberColumn("y", y), CategoryColumn.FromValues("sign", sign));
        return (whole, whole.With(new NumberColumn("y", y.Select((value, row) => noY[row] ? double.NaN : value).ToArray())).With(CategoryColumn.FromValues("sign", sign.Select((value, row) => noSign[row] ? null : value))));
    }
}
