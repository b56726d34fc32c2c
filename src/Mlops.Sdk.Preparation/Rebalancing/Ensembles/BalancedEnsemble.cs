using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Draws balanced bags and learns a model of each.</summary>
internal static class BalancedEnsemble
{
    private const int FewRows = 10;

    public static Schema Check(Schema input, BalancedEnsembleOptions options, SchemaProblems problems)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(problems);
        try
        {
            options.Member.Trainer!.Propagate(input);
        }
        catch (SchemaMismatchException error)
        {
            foreach (string problem in error.Problems) problems.Add(problem);
        }

        if (input.Label is { Type: ColumnType.Number or ColumnType.Timestamp } label) problems.Add(NoClasses(label.Name));
        return input;
    }

    public static Predictor Fit(string name, Dataset train, LabelData label, BalancedEnsembleOptions options, bool withReplacement, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(context);
        if (label.Task == TaskKind.Regression) throw new MlopsException("MLO1703", NoClasses(label.Name));
        int[][] rows = Drawable(train, label);
        int[] counts = label.CountClasses(), inBag = Array.ConvertAll(rows, own => (int)Math.Min(own.Length, rows.Min(other => other.Length) / options.MinorityRatio));
        int threads = Math.Max(1, context.MaxThreads / options.Bags), done = 0;
        FittedPipeline[] members = ColumnWork.Each([.. Enumerable.Range(1, options.Bags)], context, bag =>
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            RandomStream random = context.Random.Split("bag").Split(bag);
            int[] drawn = [.. rows.SelectMany((own, code) => Draw(own, inBag[code], withReplacement, random.Split(code))).Order()];
            RunContext run = context.Run.Child(FormattableString.Invariant($"bag-{bag}")) with { Observer = null, Progress = null, MaxThreads = threads };
            FittedPipeline member = Pipeline.Empty.Train(options.Member.Trainer!).Fit(train.Take(drawn), run, context.CancellationToken);
            context.ReportProgress((double)Interlocked.Increment(ref done) / options.Bags, "bags");
            return member;
        });
        if (inBag.Min() < FewRows)
            context.AddFinding(new Finding("PREP320", Severity.Warning, null, $"A bag has {inBag.Min()} rows of class {ErrorText.Show(label.Classes[Array.IndexOf(inBag, inBag.Min())])} and {inBag.Sum()} in all: its model learns little. Collect more of it, ask for a lower MinorityRatio, or take .Rebalance(), which leaves rows as they are."));
        var state = new BalancedEnsembleState { Name = name, Member = options.Member.Kind, Rows = [.. counts], BagRows = [.. inBag], KeepPrior = options.KeepPrior, Members = members.Length };
        return new BalancedEnsemblePredictor(label.Name, label.Task, label.Classes, members, state, context.Findings);
    }

    private static string NoClasses(string label) => $"Label {ErrorText.Show(label)} is a number and has no classes to balance. Train the member alone, or read the label as ColumnType.Category.";

    // Rows of weight 0 say nothing to a member.
    private static int[][] Drawable(Dataset train, LabelData label)
    {
        double[]? weights = RowWeights.Read(train);
        int[][] rows = [.. Enumerable.Range(0, label.Classes.Length).Select(_ => Array.Empty<int>())];
        foreach (IGrouping<int, int> own in Enumerable.Range(0, train.RowCount).GroupBy(row => label.Codes.Span[row]))
        {
            int[] all = [.. own], counting = Array.FindAll(all, row => weights?[row] is not 0);
            rows[own.Key] = counting.Length > 0 ? counting : all;
        }

        return rows;
    }

    private static int[] Draw(int[] rows, int count, bool withReplacement, RandomStream random)
    {
        if (!withReplacement) return count == rows.Length ? rows : Array.ConvertAll(random.SampleWithoutReplacement(rows.Length, count), place => rows[place]);
        var drawn = new int[count];
        for (int i = 0; i < count; i++) drawn[i] = rows[random.NextInt32(rows.Length)];
        return drawn;
    }
}
