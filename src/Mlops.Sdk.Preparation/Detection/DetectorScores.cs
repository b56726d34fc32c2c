using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A fit: the space, the scorer, the scores of all training rows (those held out scored as new ones), and which were held out.</summary>
internal sealed record DetectorScores(DetectionSpace Space, OutlierScorer Scorer, double[] Scores, int[] HeldOut, List<DetectionNote> Notes)
{
    public const int LeastRows = 2;

    /// <exception cref="MlopsException">MLO1750: there are too few rows.</exception>
    public static DetectorScores Fit(Dataset train, OutlierDetectorOptions options, FitContext context)
    {
        Field[] fields = DetectionSpace.Choose(options, train.Schema);
        (int[] used, int[] held) = Part(train, options.Threshold.HeldOut, context.Random.Split("held_out"));
        if (used.Length < LeastRows)
            throw new MlopsException("MLO1750", FormattableString.Invariant($"Outliers are learnt from at least {LeastRows} rows, and there are {used.Length}{(held.Length > 0 ? FormattableString.Invariant($" beside {held.Length} held out") : "")}. Collect more rows{(held.Length > 0 ? ", or take a threshold that holds none out, such as OutlierThreshold.Mad" : "")}."));
        Dataset own = held.Length == 0 ? train : train.Take(used);
        DetectionSpace space = DetectionSpace.Learn(own, fields, options, context);
        var notes = new List<DetectionNote>();
        context.CancellationToken.ThrowIfCancellationRequested();
        DetectionFit fit = options.Method.Fit(new DetectionWork(space.Encode(own), context.Random.Split("method"), context.Parallel, notes));
        Check(fit, options.Method, space, used.Length);
        if (!options.Method.SeesConstant) notes.AddRange(space.Columns.Where(column => column.IsConstant).Select(Constant));
        if (held.Length == 0) return new DetectorScores(space, fit.Scorer, fit.Scores, held, notes);
        double[] all = new double[train.RowCount], outside = fit.Scorer.Score(space.Encode(train.Take(held)), context.Parallel);
        for (int i = 0; i < used.Length; i++) all[used[i]] = fit.Scores[i];
        for (int i = 0; i < held.Length; i++) all[held[i]] = outside[i];
        return new DetectorScores(space, fit.Scorer, all, held, notes);
    }

    /// <summary>The cutoff, from the rows held out where the threshold asks for such: also where none could be, as with a few large groups, for the rows learnt from say nothing of others.</summary>
    public double CutoffOf(OutlierThreshold threshold)
    {
        double[] scores = threshold.HeldOut > 0 ? Array.ConvertAll(HeldOut, row => Scores[row]) : Scores;
        double cutoff = threshold.CutoffOf(scores);
        if (threshold is FalseAlarmThreshold { Rate: var rate } && double.IsPositiveInfinity(cutoff))
            Notes.Add(new DetectionNote("PREP253", FormattableString.Invariant($"{HeldOut.Length} held-out rows cannot tell which score one in {1 / rate:0.#} exceeds, so no row is flagged: that takes {ConformalQuantile.LeastCount(1 - rate)}. Hold out more, or allow a higher rate.")));
        return cutoff;
    }

    private static DetectionNote Constant(DetectionColumn column) =>
        new("PREP251", $"Column '{column.Name}' has one value in the training rows; this method cannot tell a row with another one. Add a rule for it, or take DetectionMethod.Ecod or KNearest.", column.Name);

    // Built-in methods never fail here; one of a third party may.
    private static void Check(DetectionFit fit, DetectionMethod method, DetectionSpace space, int rows)
    {
        if (fit.Scorer.Columns != space.Width || fit.Scores.Length != rows)
            throw new MlopsException("MLO1753", FormattableString.Invariant($"The method '{method.Name}' made a scorer of {fit.Scorer.Columns} columns and {fit.Scores.Length} scores; it was given {space.Width} columns and {rows} rows. Let DetectionMethod.Fit answer for DetectionWork.Columns as they are."));
        int wrong = Array.FindIndex(fit.Scores, score => !double.IsFinite(score));
        if (wrong >= 0) throw new MlopsException("MLO1753", FormattableString.Invariant($"The method '{method.Name}' gave training row {wrong} the score {fit.Scores[wrong]}; a score is finite. Give it a number, higher for farther out."));
    }

    // Whole groups are held out, where there are such: rows of one group are alike, so that the scores of some say little of new groups.
    private static (int[] Used, int[] Held) Part(Dataset train, double heldOut, RandomStream random)
    {
        int[] rows = [.. Enumerable.Range(0, train.RowCount)];
        if (heldOut == 0) return (rows, []);
        int[] groups = RowGroups.Of(train) ?? rows, sizes = new int[groups.DefaultIfEmpty(-1).Max() + 1];
        foreach (int group in groups) sizes[group]++;
        int left = (int)Math.Round(heldOut * rows.Length);
        var held = new HashSet<int>();
        foreach (int group in random.Permutation(sizes.Length))
        {
            if (sizes[group] > left) continue;
            left -= sizes[group];
            held.Add(group);
        }

        return ([.. rows.Where(row => !held.Contains(groups[row]))], [.. rows.Where(row => held.Contains(groups[row]))]);
    }
}
