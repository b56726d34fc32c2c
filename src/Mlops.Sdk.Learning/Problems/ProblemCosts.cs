using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What each row costs by the model and today.</summary>
/// <param name="Model">By the model.</param>
/// <param name="Today">Without it.</param>
/// <param name="TodayDecisions">Classes: what is decided today.</param>
/// <param name="TodayName">What today's rule is called.</param>
/// <param name="WithoutToday">How many rows are left out because today's column is missing there.</param>
/// <param name="Abstained">Which rows the model abstains from.</param>
/// <param name="Kept">The places of the rows in the metric data.</param>
internal sealed record ProblemCosts(double[] Model, double[] Today, int[] TodayDecisions, string TodayName, int WithoutToday, bool[] Abstained, int[] Kept)
{
    public static ProblemCosts Of(Problem problem, Predictions predictions, Dataset test, MetricData data) =>
        predictions.Task == TaskKind.Regression ? OfNumbers(problem, test, data) : OfClasses(problem, predictions, test, data);

    /// <summary>The cost of every pair of an actual and a decided class, row by row of the actual one.</summary>
    public static double[] Matrix(Problem problem, IReadOnlyList<string> classes)
    {
        var matrix = new double[classes.Count * classes.Count];
        for (int cell = 0; cell < matrix.Length; cell++) matrix[cell] = cell / classes.Count == cell % classes.Count ? 0 : problem.ErrorCost;
        foreach (DecisionCost cost in problem.Costs) matrix[IndexOf(classes, cost.Actual, "A cost") * classes.Count + IndexOf(classes, cost.Decided, "A cost")] = cost.Cost;
        return matrix;
    }

    private static ProblemCosts OfClasses(Problem problem, Predictions predictions, Dataset test, MetricData data)
    {
        double[] matrix = Matrix(problem, predictions.Classes);
        int classes = predictions.Classes.Length, constant = problem.TodayClass is { } name ? IndexOf(predictions.Classes, name, "TodayClass") : classes == 2 ? 0 : MostFrequent(data);
        int[]? column = problem.TodayColumn is { } today ? Decided(test, today, predictions) : null;
        int[] kept = [.. Enumerable.Range(0, data.Count).Where(i => column is null || column[data.Rows[i]] >= 0)];
        bool[] abstained = Array.ConvertAll(kept, i => predictions.IsAbstained(data.Rows[i]));
        if (abstained.Contains(true) && problem.AbstainCost is null) throw new ArgumentException("The model abstains from rows and the problem does not say what that costs. Set Problem.AbstainCost.", nameof(problem));
        int[] decided = Array.ConvertAll(kept, i => column is null ? constant : column[data.Rows[i]]);
        return new ProblemCosts(
            [.. kept.Select((i, k) => abstained[k] ? problem.AbstainCost!.Value : matrix[data.Actual[i] * classes + data.Decisions[i]])],
            [.. kept.Select((i, k) => matrix[data.Actual[i] * classes + decided[k]])],
            decided,
            problem.TodayColumn is { } rule ? $"today's '{rule}'" : $"deciding '{predictions.Classes[constant]}' for all",
            data.Count - kept.Length, abstained, kept);
    }

    private static ProblemCosts OfNumbers(Problem problem, Dataset test, MetricData data)
    {
        double[]? column = null;
        if (problem.TodayColumn is { } today)
        {
            if (!test.Schema.Contains(today) || !test[today].IsNumeric) throw NoToday(test, today, "with the number that is predicted today");
            column = test[today].ToNumbers().ToArray();
        }

        double constant = problem.TodayNumber ?? (data.Count > 0 ? Numerics.Quantiles.Median(data.ActualNumbers) : 0);
        int[] kept = [.. Enumerable.Range(0, data.Count).Where(i => column is null || double.IsFinite(column[data.Rows[i]]))];
        return new ProblemCosts(
            [.. kept.Select(i => Cost(data.PredictedNumbers[i] - data.ActualNumbers[i]))],
            [.. kept.Select(i => Cost((column is null ? constant : column[data.Rows[i]]) - data.ActualNumbers[i]))],
            [], problem.TodayColumn is { } rule ? $"today's '{rule}'" : $"predicting {ReportNumber.Format(constant)} for all", data.Count - kept.Length, new bool[kept.Length], kept);

        double Cost(double over) => over >= 0 ? problem.OverestimateCost * over : -problem.UnderestimateCost * over;
    }

    private static int[] Decided(Dataset test, string today, Predictions predictions)
    {
        if (!test.Schema.Contains(today)) throw NoToday(test, today, "with the class that is decided today");
        Column column = test[today];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var decided = new int[column.Length];
        for (int row = 0; row < decided.Length; row++)
        {
            if (column.IsMissing(row))
            {
                decided[row] = -1;
                continue;
            }

            string text = column.GetText(row);
            if (!known.TryGetValue(text, out int index)) known[text] = index = IndexOf(predictions.Classes, text, $"Row {row} of column '{today}'");
            decided[row] = index;
        }

        return decided;
    }

    private static int MostFrequent(MetricData data)
    {
        int best = 0, most = -1, start = 0;
        for (int index = 0; index < data.StratumEnds.Length; index++)
        {
            if (data.StratumEnds[index] - start > most) (best, most) = (index, data.StratumEnds[index] - start);
            start = data.StratumEnds[index];
        }

        return best;
    }

    private static int IndexOf(IReadOnlyList<string> classes, string name, string what)
    {
        for (int index = 0; index < classes.Count; index++)
            if (classes[index] == name) return index;
        throw new ArgumentException($"{what} names '{name}', which is no class of the model. Classes: {string.Join(", ", classes)}.", nameof(name));
    }

    private static ArgumentException NoToday(Dataset test, string name, string what) =>
        new($"TodayColumn is '{name}': the test data have no such column {what}.{(test.Schema.NearestName(name) is { } near ? $" Did you mean '{near}'?" : "")} Give it the role Ignored when the data is read, so that no model learns from it.", nameof(name));
}
