using System.Text.Json;
using Mlops.Sdk.Learning.Tests.Evaluation;

namespace Mlops.Sdk.Learning.Tests.Problems;

public sealed class ProblemTests
{
    private static readonly Problem Loans = new()
    {
        Question = "Which applications will not be paid back?", Decision = "Refuse the application or grant it", Owner = "Head of credit", Rows = "applications", Unit = "EUR",
        Costs = [new("yes", "no", 500), new("no", "yes", 80)], TodayColumn = "rule", MinimumSaving = 1000,
    };

    [Fact]
    public void Evaluate_TwoClasses_SavingIsTheDifferenceOfCostsWithItsInterval()
    {
        (Dataset data, Predictions said, bool[] rule) = Applications(4000);
        ProblemReport report = Loans.Evaluate(said, data);
        int[] actual = ((CategoryColumn)data["y"]).Codes.ToArray();
        double[] savings = [.. actual.Select((code, row) => Cost(code, rule[row] ? 1 : 0) - Cost(code, said.Decisions[row]))];
        double error = Numerics.Descriptive.StandardDeviation(savings) / Math.Sqrt(4000);
        Assert.Equal(1000 * savings.Average(), report.Saving, 6);
        Assert.Equal(1000 * 1.959963984540054 * error, (report.Upper - report.Lower) / 2, 6);
        Assert.Equal(report.TodayCost - report.ModelCost, report.Saving, 6);
        Assert.Equal(ProblemVerdict.Accepted, report.Verdict);
        Assert.Matches(@"^As the model decides now, 1,000 applications save [\d,]+ ± [\d,]+ EUR against today's 'rule'\.$", report.Answer);
        Assert.InRange(report.ToString().Split('\n').Length, 10, 50);
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        Assert.Equal("Accepted", json.RootElement.GetProperty("data").GetProperty("verdict").GetString());

        static double Cost(int actual, int decided) => (actual, decided) switch { (1, 0) => 500, (0, 1) => 80, _ => 0 };
    }

    [Fact]
    public void Evaluate_BetterThreshold_IsSaidAndTuningReachesIt()
    {
        (Dataset data, Predictions said, _) = Applications(4000);
        ProblemReport report = Loans.Evaluate(said, data);
        Finding better = Assert.Single(report.Findings, finding => finding.Code == "PROB004");
        // With the costs of the problem the least costly threshold of a calibrated model is 80 / 580.
        Assert.InRange(better.Value!.Value, 0.05, 0.25);
        Predictions tuned = Predictions.ForPositive("y", said.Classes, said.ProbabilitiesOf(), 80.0 / 580);
        Assert.True(Loans.Evaluate(tuned, data).Saving > report.Saving);
        Assert.DoesNotContain(Loans.Evaluate(tuned, data).Findings, finding => finding.Code == "PROB004");
    }

    [Fact]
    public void Evaluate_Verdicts_FollowTheIntervalAndTheBars()
    {
        (Dataset data, Predictions said, _) = Applications(4000);
        ProblemReport report = Loans.Evaluate(said, data);
        Assert.Equal(ProblemVerdict.Undecided, (Loans with { MinimumSaving = report.Saving }).Evaluate(said, data).Verdict);
        Assert.Equal(ProblemVerdict.Rejected, (Loans with { MinimumSaving = report.Upper + 1 }).Evaluate(said, data).Verdict);
        ProblemReport barred = (Loans with { Bars = [new(Metric.Auc, 0.99)] }).Evaluate(said, data);
        Assert.Equal(ProblemVerdict.Rejected, barred.Verdict);
        Assert.Contains(barred.Findings, finding => finding.Code == "PROB001" && finding.Message.Contains("0.99", StringComparison.Ordinal));
        Assert.Contains(Loans.Evaluate(PredictionsOf(said, 60), data.Head(60)).Findings, finding => finding.Code == "PROB002");
    }

    [Fact]
    public void Evaluate_WithoutTodaysRule_ComparesWithTheNegativeClassForAll()
    {
        (Dataset data, Predictions said, _) = Applications(500);
        ProblemReport report = (Loans with { TodayColumn = null }).Evaluate(said, data.Drop("rule"));
        double share = ((CategoryColumn)data["y"]).Codes.ToArray().Average();
        Assert.Equal(1000 * 500 * share, report.TodayCost, 6);
        Assert.Contains("deciding 'no' for all", report.Answer, StringComparison.Ordinal);
        Predictions wrong = Predictions.ForPositive("y", said.Classes, [.. said.ProbabilitiesOf().Select(value => 1 - value)]);
        ProblemReport worse = (Loans with { TodayColumn = null, Costs = [new("no", "yes", 500)] }).Evaluate(wrong, data.Drop("rule"));
        Assert.Matches("cost [0-9,]+ ± [0-9,]+ EUR more than deciding 'no' for all", worse.Answer);
        Assert.Equal(ProblemVerdict.Rejected, worse.Verdict);
    }

    [Fact]
    public void Evaluate_Numbers_CostsOfBothSidesCount()
    {
        (Dataset data, Predictions said) = EvaluationData.Numbers(1000);
        double[] actual = data["y"].ToNumbers().ToArray();
        Problem problem = new() { Question = "How much will be needed?", Decision = "Order", Owner = "Store", Rows = "orders", Unit = "EUR", OverestimateCost = 2, UnderestimateCost = 5, TodayNumber = 100 };
        ProblemReport report = problem.Evaluate(said, data);
        Assert.Equal(1000 * actual.Select((value, row) => Cost(said.Values[row] - value)).Average(), report.ModelCost, 6);
        Assert.Equal(1000 * actual.Select(value => Cost(100 - value)).Average(), report.TodayCost, 6);
        Assert.Equal(ProblemVerdict.Accepted, report.Verdict);

        static double Cost(double over) => over >= 0 ? 2 * over : -5 * over;
    }

    [Fact]
    public void Evaluate_Abstaining_CostsWhatThePersonCosts()
    {
        (Dataset data, Predictions said, _) = Applications(400);
        Predictions abstaining = said.WithAnnotations(new FlagColumn("abstained", Enumerable.Repeat(true, 400).ToArray()));
        Assert.Contains("AbstainCost", Assert.Throws<ArgumentException>(() => Loans.Evaluate(abstaining, data)).Message, StringComparison.Ordinal);
        Assert.Equal(20_000, (Loans with { AbstainCost = 20 }).Evaluate(abstaining, data).ModelCost, 6);
    }

    [Fact]
    public void Evaluate_Multiclass_ErrorsCostWhatIsListed()
    {
        (Dataset data, Predictions said) = EvaluationData.Multiclass(600);
        Problem problem = new() { Question = "Which kind is it?", Decision = "Route", Owner = "Desk", Costs = [new("c", "a", 10)], ErrorCost = 2 };
        ProblemReport report = problem.Evaluate(said, data);
        int[] actual = ((CategoryColumn)data["y"]).Codes.ToArray();
        Assert.Equal(1000 * actual.Select((code, row) => code == said.Decisions[row] ? 0.0 : code == 2 && said.Decisions[row] == 0 ? 10 : 2).Average(), report.ModelCost, 6);
        Assert.Contains("What costs most", report.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_RoundTrip_Equal() => Assert.Equal(Loans with { Bars = [new(Metric.Auc, 0.8)] }, Problem.FromJson((Loans with { Bars = [new(Metric.Auc, 0.8)] }).ToJson()));

    [Fact]
    public void Evaluate_BadProblem_ErrorWithRemedy()
    {
        (Dataset data, Predictions said, _) = Applications(100);
        Assert.Contains("Question is empty", Assert.Throws<ArgumentException>(() => (Loans with { Question = " " }).Evaluate(said, data)).Message, StringComparison.Ordinal);
        Assert.Contains("'maybe'", Assert.Throws<ArgumentException>(() => (Loans with { Costs = [new("maybe", "no", 1)] }).Evaluate(said, data)).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'rule'", Assert.Throws<ArgumentException>(() => (Loans with { TodayColumn = "rules" }).Evaluate(said, data)).Message, StringComparison.Ordinal);
        Assert.Contains("Problem.ToJson", Assert.Throws<ArgumentException>(() => Problem.FromJson("{}")).Message, StringComparison.Ordinal);
    }

    private static (Dataset Data, Predictions Said, bool[] Rule) Applications(int rows)
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(rows);
        bool[] rule = [.. data["x"].ToNumbers().ToArray().Select((x, row) => x + (row % 7 - 3) > 0.5)];
        return (data.With(CategoryColumn.FromValues("rule", rule.Select(refuse => refuse ? "yes" : "no")), ColumnRole.Ignored), Predictions.ForPositive("y", ["no", "yes"], probability), rule);
    }

    private static Predictions PredictionsOf(Predictions said, int rows) => Predictions.ForPositive("y", said.Classes, said.ProbabilitiesOf().AsSpan(0, rows));
}
