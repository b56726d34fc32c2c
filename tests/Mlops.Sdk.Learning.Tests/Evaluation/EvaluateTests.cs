using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.Evaluation;

public sealed class EvaluateTests
{
    private static readonly ImmutableArray<string> Classes = ["no", "yes"];

    [Fact]
    public void Evaluate_Binary_ValuesLieInIntervalsAndTablesAddUp()
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(2000);
        EvaluationReport report = Predictions.ForPositive("y", Classes, probability).Evaluate(data);
        Assert.Equal("evaluation", report.Kind);
        Assert.All(report.Values, value => Assert.True(value.Value is { } number && value.Lower <= number && number <= value.Upper && number >= value.Metric.Minimum && number <= value.Metric.Maximum, value.ToString()));
        MetricValue auc = report[Metric.Auc];
        Assert.True(auc.Lower < auc.Value && auc.Value < auc.Upper);
        Assert.Equal(2000, report.Confusion!.Counts.Sum());
        Assert.Equal(report[Metric.Recall].Value!.Value, report.Confusion["yes", "yes"] / (report.Confusion["yes", "yes"] + report.Confusion["yes", "no"]), 12);
        Assert.Equal(1, report.Gains[^1].CapturedFraction, 12);
        Assert.Equal(1, report.Gains[^1].Lift, 12);
        Assert.True(report.Gains.Zip(report.Gains.Skip(1)).All(pair => pair.First.CapturedFraction < pair.Second.CapturedFraction && pair.First.Lift > pair.Second.Lift));
        Assert.Equal(2000, report.Calibration.Sum(bin => bin.Rows));
        Assert.Empty(report.Findings);
    }

    [Fact]
    public void Evaluate_AnyNumberOfThreads_SameBits()
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(500);
        Predictions predictions = Predictions.ForPositive("y", Classes, probability);
        string[] results = [.. new[] { 1, 2, 7 }.Select(threads => Bits(predictions.Evaluate(data, context: new() { Seed = 5, MaxThreads = threads })))];
        Assert.Single(results.Distinct(StringComparer.Ordinal));
        Assert.NotEqual(results[0], Bits(predictions.Evaluate(data, context: new() { Seed = 6 })));
    }

    [Fact]
    public void Evaluate_AucInterval_CoversLikeTheKnownStandardError()
    {
        // Hanley and McNeil (1982): the standard error of an AUC from its value and the sizes of both classes.
        (Dataset data, double[] probability) = EvaluationData.Binary(1000, 3);
        MetricValue auc = Predictions.ForPositive("y", Classes, probability).Evaluate(data, new() { Metrics = [Metric.Auc], Bootstrap = 1000 })[Metric.Auc];
        double a = auc.Value!.Value, positive = ((CategoryColumn)data["y"]).Codes.ToArray().Sum(), negative = 1000 - positive;
        double q1 = a / (2 - a), q2 = 2 * a * a / (1 + a);
        double error = Math.Sqrt((a * (1 - a) + (positive - 1) * (q1 - a * a) + (negative - 1) * (q2 - a * a)) / (positive * negative));
        double width = auc.Upper!.Value - auc.Lower!.Value;
        Assert.InRange(width / (2 * 1.96 * error), 0.85, 1.15);
    }

    [Fact]
    public void Evaluate_AucInterval_IsDeLongs_UnlessAskedOtherwiseOrWeighted()
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(400, 3);
        Predictions said = Predictions.ForPositive("y", Classes, probability);
        EvaluationOptions options = new() { Metrics = [Metric.Auc, Metric.Gini, Metric.LogLoss], Confidence = 0.9 };
        bool[] positive = [.. ((CategoryColumn)data["y"]).Codes.ToArray().Select(code => code == 1)];
        (double lower, double upper) = DeLong.Of(probability, positive).Interval(0.9);

        EvaluationReport report = said.Evaluate(data, options);
        // Rows are judged in another order, so sums differ in their last bits.
        Assert.Equal(lower, report[Metric.Auc].Lower!.Value, 1e-12);
        Assert.Equal(upper, report[Metric.Auc].Upper!.Value, 1e-12);
        Assert.Equal(2 * lower - 1, report[Metric.Gini].Lower!.Value, 12);
        Assert.Contains("DeLong", report.ToText(), StringComparison.Ordinal);
        EvaluationReport drawn = said.Evaluate(data, options with { AucInterval = AucIntervalMethod.Bootstrap });
        Assert.NotEqual(lower, drawn[Metric.Auc].Lower!.Value);
        Assert.Equal(lower, drawn[Metric.Auc].Lower!.Value, 0.01);
        Assert.Equal(report[Metric.LogLoss], drawn[Metric.LogLoss]);
        Dataset weighted = data.With(new NumberColumn("w", Enumerable.Repeat(1.0, 400).ToArray()), ColumnRole.Weight);
        Assert.Equal(drawn[Metric.Auc], said.Evaluate(weighted, options)[Metric.Auc]);
        Assert.Null(said.Evaluate(data, options with { Bootstrap = 0 })[Metric.Auc].Lower);
    }

    [Fact]
    public void Evaluate_NoRowRankedWrongly_TheIntervalSaysHowLittleThatIs()
    {
        Dataset data = new Dataset(new CategoryColumn("y", new[] { 0, 0, 0, 0, 0, 1, 1, 1 }, new CategoryLevels(Classes))).WithRole("y", ColumnRole.Label);
        MetricValue auc = Predictions.ForPositive("y", Classes, [.1, .2, .3, .3, .4, .6, .7, .8]).Evaluate(data, new() { Metrics = [Metric.Auc] })[Metric.Auc];
        Assert.Equal(1, auc.Value);
        Assert.Equal(1, auc.Upper);
        Assert.Equal(PerfectAuc.LowerBound(3, 5), auc.Lower!.Value);
        Assert.InRange(auc.Lower.Value, 0.5, 0.9);
    }

    [Fact]
    public void Evaluate_Segments_FindsTheOneWhereTheModelIsLost()
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(2000, 2);
        var random = new RandomStream(9);
        string[] city = [.. Enumerable.Range(0, 2000).Select(row => row < 20 ? "Thun" : ((string[])["Bern", "Basel", "<b>Chur</b>"])[row % 3])];
        for (int row = 0; row < 2000; row++)
            if (city[row] == "Basel") probability[row] = random.NextDouble();
        Predictions said = Predictions.ForPositive("y", Classes, probability);
        EvaluationReport report = said.Evaluate(data.With(CategoryColumn.FromValues("city", city), ColumnRole.Ignored), new() { Segments = ["city", "x"] });

        Assert.Equal(7, report.Segments.Length);
        Assert.Equal(2000 - 20, report.Segments.Take(3).Sum(segment => segment.RowCount));
        SegmentResult basel = report.Segments.Single(segment => segment.Segment == "city is Basel");
        Assert.Equal([Metric.Auc, Metric.Accuracy, Metric.LogLoss], basel.Values.Select(value => value.Metric));
        Assert.InRange(basel.Values[0].Value!.Value, 0.4, 0.6);
        Assert.Equal([basel], report.Segments.Where(segment => segment.IsWorse && segment.Column == "city"));
        Assert.Contains(report.Findings, finding => finding.Code == "EVAL009" && finding.Column == "city");
        Assert.Contains("1 with fewer than 50 rows", string.Join(' ', report.ToText().Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("\"city is Basel\"", report.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Chur", report.ToHtml(), StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => said.Evaluate(data, new() { Segments = ["town"] }));
    }

    [Fact]
    public void Evaluate_SegmentsOfAColumnThatSaysNothing_AreSeldomToldWorse()
    {
        int told = 0;
        for (ulong seed = 1; seed <= 40; seed++)
        {
            (Dataset data, double[] probability) = EvaluationData.Binary(600, seed);
            var random = new RandomStream(seed + 100);
            Dataset cut = data.With(CategoryColumn.FromValues("c", Enumerable.Range(0, 600).Select(_ => $"c{random.NextInt32(4)}")));
            told += Predictions.ForPositive("y", Classes, probability).Evaluate(cut, new() { Metrics = [Metric.Auc], Segments = ["c"] }).Segments.Any(segment => segment.IsWorse) ? 1 : 0;
        }

        Assert.InRange(told, 0, 5);
    }

    [Fact]
    public void Evaluate_Weights_EqualRowsRepeated()
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(300);
        var random = new RandomStream(4);
        double[] weights = [.. Enumerable.Range(0, 300).Select(_ => (double)random.NextInt32(3))];
        int[] repeated = [.. Enumerable.Range(0, 300).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))];
        EvaluationOptions options = new() { Bootstrap = 0 };
        EvaluationReport weighted = Predictions.ForPositive("y", Classes, probability).Evaluate(data.With(new NumberColumn("w", weights), ColumnRole.Weight), options);
        EvaluationReport rows = Predictions.ForPositive("y", Classes, [.. repeated.Select(row => probability[row])]).Evaluate(data.Take(repeated), options);
        foreach (MetricValue value in rows.Values) Assert.Equal(value.Value!.Value, weighted[value.Metric].Value!.Value, 10);
    }

    [Fact]
    public void Evaluate_MissingAndUnknownLabels_LeftOutAndCounted()
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(200);
        string?[] labels = [.. Enumerable.Range(0, 200).Select(row => row < 10 ? null : row < 15 ? "maybe" : data["y"].GetText(row))];
        EvaluationReport report = Predictions.ForPositive("y", Classes, probability).Evaluate(data.With(CategoryColumn.FromValues("y", labels)));
        Assert.Equal((185, 15), (report.RowCount, report.LeftOutCount));
        Assert.Contains(report.Findings, finding => finding.Code == "EVAL004" && finding.Message.Contains("10 of 200", StringComparison.Ordinal));
        Assert.Contains(report.Findings, finding => finding.Code == "EVAL006" && finding.Message.Contains("'maybe'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("one class", "EVAL001")]
    [InlineData("constant", "EVAL002")]
    [InlineData("overconfident", "EVAL003")]
    [InlineData("no label", "EVAL001")]
    [InlineData("perfect", "EVAL005")]
    public void Evaluate_TroubledData_Finding(string what, string code)
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(400);
        ReadOnlySpan<int> codes = ((CategoryColumn)data["y"]).Codes;
        double[] truth = Array.ConvertAll(codes.ToArray(), value => (double)value);
        (Dataset Data, double[] Probability) given = what switch
        {
            "one class" => (data.With(new CategoryColumn("y", new int[400], new CategoryLevels(["no", "yes"]))), probability),
            "constant" => (data, Enumerable.Repeat(0.4, 400).ToArray()),
            "overconfident" => (data, Array.ConvertAll(probability, p => 1 / (1 + Math.Exp(-5 * Math.Log(p / (1 - p)))))),
            "no label" => (data.With(CategoryColumn.FromValues("y", new string?[400])), probability),
            _ => (data, truth),
        };
        EvaluationReport report = Predictions.ForPositive("y", Classes, given.Probability).Evaluate(given.Data, new() { Bootstrap = 20 });
        Assert.Contains(report.Findings, finding => finding.Code == code);
        Assert.All(report.Values, value => Assert.True(value.Value is not null || value.Reason is not null));
        Assert.NotEmpty(report.ToText());
    }

    [Fact]
    public void Evaluate_MulticlassAndRegression_EveryMetricHasAnInterval()
    {
        (Dataset classes, Predictions ofClasses) = EvaluationData.Multiclass(600);
        (Dataset numbers, Predictions ofNumbers) = EvaluationData.Numbers(600);
        EvaluationReport multiclass = ofClasses.Evaluate(classes), regression = ofNumbers.Evaluate(numbers);
        Assert.All(multiclass.Values.Concat(regression.Values), value => Assert.True(value.Lower <= value.Value && value.Value <= value.Upper, value.ToString()));
        Assert.Equal(3, multiclass.Classes.Length);
        Assert.InRange(regression[Metric.R2].Value!.Value, 0.8, 0.9);
        Assert.InRange(multiclass.ToString().Split('\n').Length, 10, 50);
        Assert.InRange(regression.ToString().Split('\n').Length, 10, 50);
    }

    [Fact]
    public void Evaluate_LabelWithoutRole_FoundByName()
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(100);
        EvaluationReport report = Predictions.ForPositive("y", Classes, probability).Evaluate(data.WithRole("y", ColumnRole.Ignored), new() { Bootstrap = 0 });
        Assert.Equal(100, report.RowCount);
        Assert.Contains("'rmse' was not computed", Assert.Throws<ArgumentException>(() => report[Metric.Rmse]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_Canceled_Throws()
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(100);
        Assert.ThrowsAny<OperationCanceledException>(() => Predictions.ForPositive("y", Classes, probability).Evaluate(data, cancellationToken: new CancellationToken(true)));
    }

    private static string Bits(EvaluationReport report) =>
        string.Join(' ', report.Values.SelectMany(value => new[] { value.Value, value.Lower, value.Upper }).Select(value => BitConverter.DoubleToInt64Bits(value!.Value)));
}
