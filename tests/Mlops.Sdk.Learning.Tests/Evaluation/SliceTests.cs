using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.Evaluation;

public sealed class SliceTests
{
    [Fact]
    public void FindWorstSlices_PlantedPair_IsFoundAndTold()
    {
        // The label is noise where color is red and size is above its third quartile; the model does not know.
        (Dataset data, Predictions said) = Shop(4000, planted: true);
        SliceReport report = said.FindWorstSlices(data);
        WorstSlice worst = report.Slices[0];
        Assert.Equal(["color", "size"], worst.Columns.Order());
        Assert.Contains("color is red", worst.Condition, StringComparison.Ordinal);
        Assert.True(worst.Loss > 1.5 * worst.LossElsewhere && worst.AdjustedPValue < 0.001 && worst.LossShare > 0.03);
        Assert.Contains(report.Findings, finding => finding.Code == "SLICE001" && finding.Message.Contains("color is red", StringComparison.Ordinal));
        Assert.InRange(report.ToString().Split('\n').Length, 5, 50);
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        Assert.True(json.RootElement.GetProperty("data").GetProperty("tried").GetInt32() > 20);
    }

    [Fact]
    public void FindWorstSlices_OneColumn_StatisticsAreThoseOfTheRows()
    {
        (Dataset data, Predictions said) = Shop(2000, planted: true);
        SliceReport report = said.FindWorstSlices(data, new() { Columns = ["color"], Pairs = false, Metric = Metric.Accuracy });
        WorstSlice red = Assert.Single(report.Slices);
        int[] actual = ((CategoryColumn)data["y"]).Codes.ToArray();
        double[] wrong = [.. actual.Select((code, row) => code == said.Decisions[row] ? 0.0 : 1)];
        bool[] isRed = [.. Enumerable.Range(0, 2000).Select(row => (string?)data.Row(row)["color"] == "red")];
        Assert.Equal(wrong.Where((_, row) => isRed[row]).Average(), red.Loss, 12);
        Assert.Equal(wrong.Where((_, row) => !isRed[row]).Average(), red.LossElsewhere, 12);
        double own = Moments.Of(wrong.Where((_, row) => isRed[row]).ToArray()).Variance / isRed.Count(red => red), rest = Moments.Of(wrong.Where((_, row) => !isRed[row]).ToArray()).Variance / isRed.Count(red => !red);
        Assert.Equal(Math.Sqrt(own + rest), red.StandardError, 9);
    }

    [Fact]
    public void FindWorstSlices_NothingPlanted_FewFalseAlarms()
    {
        int alarms = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            (Dataset data, Predictions said) = Shop(600, planted: false, seed);
            if (said.FindWorstSlices(data).Slices.Length > 0) alarms++;
        }

        Assert.InRange(alarms, 0, 4);
    }

    [Fact]
    public void FindWorstSlices_WeightsOfZero_AreAsIfTheRowsWereNotThere()
    {
        (Dataset data, Predictions said) = Shop(2000, planted: true);
        Dataset weighted = data.With(new NumberColumn("w", Enumerable.Range(0, 2000).Select(row => row < 1000 ? 1.0 : 0).ToArray()), ColumnRole.Weight);
        SliceOptions options = new() { Columns = ["color"] };
        WorstSlice half = PairedData.Take(said, [.. Enumerable.Range(0, 1000)]).FindWorstSlices(data.Head(1000), options).Slices[0], same = said.FindWorstSlices(weighted, options).Slices[0];
        Assert.Equal(half.Loss, same.Loss, 12);
        Assert.Equal(half.StandardError, same.StandardError, 12);
    }

    [Fact]
    public void FindWorstSlices_Numbers_ByTheSquaredError()
    {
        (Dataset data, Predictions said) = EvaluationData.Numbers(1000);
        string[] kind = [.. Enumerable.Range(0, 1000).Select(row => row % 4 == 0 ? "bad" : "good")];
        double[] actual = data["y"].ToNumbers().ToArray();
        Predictions uneven = Predictions.ForValues("y", [.. actual.Select((value, row) => kind[row] == "bad" ? value + 3 * (said.Values[row] - value) : said.Values[row])]);
        SliceReport report = uneven.FindWorstSlices(data.With(CategoryColumn.FromValues("kind", kind)));
        Assert.Equal("kind is bad", report.Slices[0].Condition);
        Assert.Contains("rmse", Assert.Throws<ArgumentException>(() => uneven.FindWorstSlices(data, new() { Metric = Metric.R2 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DataSegments_ValueThatFillsABin_IsNamedByItself()
    {
        double[] gain = [.. Enumerable.Range(0, 100).Select(row => row < 90 ? 0.0 : row)];
        Assert.Equal(["gain is 0", "gain above 0"], DataSegments.Of(new NumberColumn("gain", gain)).Select(segment => segment.Condition));
    }

    private static (Dataset Data, Predictions Said) Shop(int rows, bool planted, ulong seed = 5)
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(rows, seed);
        var random = RandomStream.For(seed, "shop");
        string[] colors = ["red", "green", "blue"], shape = ["round", "flat"];
        string[] color = [.. Enumerable.Range(0, rows).Select(_ => colors[random.NextInt32(3)])], form = [.. Enumerable.Range(0, rows).Select(_ => shape[random.NextInt32(2)])];
        double[] size = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
        int[] codes = ((CategoryColumn)data["y"]).Codes.ToArray();
        for (int row = 0; row < rows; row++)
            if (planted && color[row] == "red" && size[row] > 0.75) codes[row] = random.NextInt32(2);
        return (
            data.Drop("x").With(new CategoryColumn("y", codes, new CategoryLevels(["no", "yes"]))).With(CategoryColumn.FromValues("color", color)).With(CategoryColumn.FromValues("shape", form)).With(new NumberColumn("size", size)),
            Predictions.ForPositive("y", ["no", "yes"], probability));
    }
}
