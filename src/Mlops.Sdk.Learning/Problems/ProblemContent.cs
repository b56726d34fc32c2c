using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A problem and its answer in plain words.</summary>
internal static class ProblemContent
{
    private const int FewRows = 100;

    public static string Answer(ProblemResult result)
    {
        Problem problem = result.Problem;
        double reach = (result.Upper - result.Lower) / 2;
        string amount = $"{Money(Math.Abs(result.Saving), reach)} ± {Money(reach, reach)} {problem.Unit}";
        return $"As the model decides now, 1,000 {problem.Rows} {(result.Saving >= 0 ? $"save {amount} against" : $"cost {amount} more than")} {result.Costs.TodayName}.";
    }

    public static IEnumerable<Finding> Findings(ProblemResult result)
    {
        int rows = result.Costs.Kept.Length;
        foreach ((MetricBar bar, double? value) in result.Bars.Where(pair => !pair.Bar.IsReachedBy(pair.Value)))
            yield return new("PROB001", Severity.Error, null, $"{bar.Metric.Title} is {ReportNumber.Format(value)}; {bar.Side} {ReportNumber.Format(bar.Value)} is asked for. Improve the model, or lower the bar with the owner.") { Value = value, Threshold = bar.Value };
        if (rows < FewRows) yield return new("PROB002", Severity.Warning, null, $"The answer stands on {rows} rows, which is few for an amount of money. Evaluate on more rows.") { Value = rows, Threshold = FewRows };
        if (result.Costs.WithoutToday > 0) yield return new("PROB003", Severity.Warning, result.Problem.TodayColumn, $"Column '{result.Problem.TodayColumn}' is missing in {result.Costs.WithoutToday} rows; they are left out. Find out whether they differ from the others.") { Value = result.Costs.WithoutToday };
        if (result.BestSaving is { } best && best - result.Saving > Math.Max((result.Upper - result.Lower) / 2, 1e-9))
            yield return new("PROB004", Severity.Info, null, $"On these rows a threshold of {ReportNumber.Format(result.BestThreshold, digits: 3)} would have saved {Money(best, (result.Upper - result.Lower) / 2)} {result.Problem.Unit} instead of {Money(result.Saving, (result.Upper - result.Lower) / 2)}. Tune it on other rows: .TuneThreshold(new() {{ Costs = new ErrorCosts(…) }}).") { Value = result.BestThreshold, Remedy = ".TuneThreshold(new() { Costs = new ErrorCosts(…) })" };
    }

    public static ReportContent Build(ProblemResult result)
    {
        Problem problem = result.Problem;
        double reach = (result.Upper - result.Lower) / 2;
        var report = new ReportBuilder(problem.Question, $"{problem.Decision}. Owner: {problem.Owner}.");
        report.Lead(
            ("Verdict", Word(result.Verdict)), ($"Saved by 1,000 {problem.Rows}", $"{Money(result.Saving, reach)} {problem.Unit}"), ("Sure within", $"± {Money(reach, reach)}"), ($"{Capital(problem.Rows)} judged", result.Costs.Kept.Length));
        report.Section("Answer").Text(Answer(result)).Text(Sentence(result));
        report.Chart(new BarChart($"Cost of 1,000 {problem.Rows}, {problem.Unit}", [$"{Capital(result.Costs.TodayName)}", "The model"], [result.TodayCost, result.ModelCost]));
        if (result.Data.Task == TaskKind.Binary) Binary(report, result);
        else if (result.Data.Task == TaskKind.Multiclass) Errors(report, result);
        if (result.CurveShares.Length > 1)
            report.Section("Other thresholds").Chart(new LineChart($"Saved by 1,000 {problem.Rows} when more or fewer are taken for '{result.Predictions.Classes[1]}'", result.CurveShares, result.CurveSavings)
            {
                XLabel = $"Share of {problem.Rows} taken for '{result.Predictions.Classes[1]}'", YLabel = problem.Unit,
                References = [new ReferenceLine("now", PerThousand(result, false, (_, decided, _) => decided == 1) / 1000, true), new ReferenceLine("today", 0)],
            });
        Costs(report.Section("What was assumed"), result);
        return report.Build();
    }

    private static void Binary(ReportBuilder report, ProblemResult result)
    {
        string positive = result.Predictions.Classes[1], rows = result.Problem.Rows;
        report.Table(
            [ReportColumn.Text($"Of 1,000 {rows}"), ReportColumn.Number("Today", ReportNumberFormat.Integer), ReportColumn.Number("The model", ReportNumberFormat.Integer)],
            [
                [$"taken for '{positive}'", Count(true, (_, decided, _) => decided == 1), Count(false, (_, decided, abstained) => decided == 1 && !abstained)],
                ["   of these rightly", Count(true, (actual, decided, _) => decided == 1 && actual == 1), Count(false, (actual, decided, abstained) => decided == 1 && actual == 1 && !abstained)],
                ["   of these wrongly", Count(true, (actual, decided, _) => decided == 1 && actual == 0), Count(false, (actual, decided, abstained) => decided == 1 && actual == 0 && !abstained)],
                [$"'{positive}' that is missed", Count(true, (actual, decided, _) => decided == 0 && actual == 1), Count(false, (actual, decided, abstained) => decided == 0 && actual == 1 && !abstained)],
                .. result.Costs.Abstained.Contains(true) ? (IReadOnlyList<ReportCell>[])[["handed to a person", 0, Count(false, (_, _, abstained) => abstained)]] : [],
            ],
            "What is decided");

        double Count(bool today, Func<int, int, bool, bool> condition) => PerThousand(result, today, condition);
    }

    private static void Errors(ReportBuilder report, ProblemResult result)
    {
        int classes = result.Predictions.Classes.Length;
        double[] matrix = ProblemCosts.Matrix(result.Problem, result.Predictions.Classes);
        double all = 0;
        var counts = new double[classes * classes];
        for (int k = 0; k < result.Costs.Kept.Length; k++)
        {
            all += result.Weight(k);
            int i = result.Costs.Kept[k];
            if (!result.Costs.Abstained[k]) counts[result.Data.Actual[i] * classes + result.Data.Decisions[i]] += result.Weight(k);
        }

        report.Table(
            [ReportColumn.Text("What it is"), ReportColumn.Text("What it is taken for"), ReportColumn.Number($"Of 1,000 {result.Problem.Rows}"), ReportColumn.Number($"Cost, {result.Problem.Unit}")],
            Enumerable.Range(0, counts.Length).Where(cell => counts[cell] * matrix[cell] != 0).OrderByDescending(cell => counts[cell] * matrix[cell]).Take(10).Select(cell => (IReadOnlyList<ReportCell>)
                [result.Predictions.Classes[cell / classes], result.Predictions.Classes[cell % classes], 1000 * counts[cell] / all, 1000 * counts[cell] * matrix[cell] / all]),
            "What costs most");
    }

    private static void Costs(ReportBuilder report, ProblemResult result)
    {
        Problem problem = result.Problem;
        if (result.Data.Task == TaskKind.Regression)
            report.Facts(("Each unit too high costs", problem.OverestimateCost), ("Each unit too low costs", problem.UnderestimateCost));
        else
        {
            string[] names = [.. result.Predictions.Classes];
            double[] matrix = ProblemCosts.Matrix(problem, names);
            report.Table(
                [ReportColumn.Text("What it is"), ReportColumn.Text("What it is taken for"), ReportColumn.Number($"Cost of one, {problem.Unit}")],
                Enumerable.Range(0, matrix.Length).Where(cell => names.Length <= 3 || problem.Costs.Any(cost => cost.Actual == names[cell / names.Length] && cost.Decided == names[cell % names.Length]))
                    .Select(cell => (IReadOnlyList<ReportCell>)[names[cell / names.Length], names[cell % names.Length], matrix[cell]]),
                note: names.Length > 3 ? $"Any other error costs {ReportNumber.Format(problem.ErrorCost)}." : null);
        }

        if (problem.AbstainCost is { } abstain) report.Facts(("Handing one to a person costs", abstain));
        report.Text($"Today: {result.Costs.TodayName}. Asked for: at least {ReportNumber.Format(problem.MinimumSaving)} {problem.Unit} saved by 1,000 {problem.Rows}{string.Concat(problem.Bars.Select(bar => $"; {bar.Metric.Title} of {bar.Side} {ReportNumber.Format(bar.Value)}"))}. '±' holds 95 of 100 times if the {problem.Rows} to come are like those judged.");
    }

    private static string Sentence(ProblemResult result)
    {
        string asked = result.Problem.MinimumSaving == 0 ? "anything" : $"the {ReportNumber.Format(result.Problem.MinimumSaving)} {result.Problem.Unit} asked for";
        return result.Verdict switch
        {
            ProblemVerdict.Accepted => result.Problem.MinimumSaving == 0 ? "That is more than chance: the model is worth using." : $"That is more than {asked}, and not by chance: the model is good enough.",
            ProblemVerdict.Rejected => result.Bars.Any(pair => !pair.Bar.IsReachedBy(pair.Value)) ? "The model misses a measure that was asked for: it is not good enough." : $"That is less than {asked}, and not by chance: the model is not good enough.",
            _ => $"Whether it saves {asked} cannot be told from these {result.Problem.Rows}: the answer is within the chance of having met just these. Judge it on more.",
        };
    }

    private static string Word(ProblemVerdict verdict) => verdict switch
    {
        ProblemVerdict.Accepted => "good enough",
        ProblemVerdict.Rejected => "not good enough",
        _ => "not told yet",
    };

    private static double PerThousand(ProblemResult result, bool today, Func<int, int, bool, bool> condition)
    {
        double sum = 0, all = 0;
        for (int k = 0; k < result.Costs.Kept.Length; k++)
        {
            int i = result.Costs.Kept[k];
            all += result.Weight(k);
            if (condition(result.Data.Actual[i], today ? result.Costs.TodayDecisions[k] : result.Data.Decisions[i], !today && result.Costs.Abstained[k])) sum += result.Weight(k);
        }

        return 1000 * sum / all;
    }

    // As many digits as the uncertainty leaves: 12,400 ± 900 and not 12,387.31 ± 893.24.
    private static string Money(double value, double reach)
    {
        if (!(reach > 0) || !double.IsFinite(reach)) return ReportNumber.Format(value);
        double unit = Math.Pow(10, Math.Floor(Math.Log10(reach)));
        if (reach / unit < 3) unit /= 10;
        double rounded = Math.Round(value / unit) * unit;
        return ReportNumber.Format(Math.Round(rounded, Math.Clamp(-(int)Math.Floor(Math.Log10(unit)), 0, 15)), digits: 12);
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
