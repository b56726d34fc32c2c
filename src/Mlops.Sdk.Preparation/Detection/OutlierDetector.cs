using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Learns which rows are usual, by all of their columns together, and adds to any data from then on how far out each row lies.</summary>
/// <remarks>
/// A row's score depends on the row and the training data alone. While training, a row is not its own neighbor: what later stages see then is what they will see of new rows.
/// Numbers beyond 1e100 in size, infinities among them, count as 1e100. A missing number is passed over by isolation forest, ECOD, COPOD and HBOS, and is the median for the others. Texts and times take no part.
/// Row weights do not change a score: whether a row is far out does not depend on how much it counts. The cost is that of the method. The same seed gives the same bits on any number of threads.
/// </remarks>
public sealed class OutlierDetector : Step<OutlierDetectorOptions, FittedOutlierDetector>
{
    internal const string KindName = "detect_outliers";

    private const int MostTop = 10;
    private const int Bins = 40;
    private const int MostUsual = 10_000;

    /// <summary>A detector.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <param name="kinds">Methods of your own, by their kinds.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a method is neither built in nor among the kinds.</exception>
    public OutlierDetector(OutlierDetectorOptions? options = null, MethodKinds<DetectionMethod>? kinds = null)
        : base(options, MethodKinds<DetectionMethod>.TypeOf(kinds, PreparationJson.Default.OutlierDetectorOptions))
    {
        foreach (DetectionMethod method in Options.Method.Parts) MethodKinds<DetectionMethod>.Require(method, kinds);
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        DetectionSpace.Choose(Options, input, problems);
        var names = new NewNames(input);
        return SchemaEdit.Apply(input, Added(names).Select(added => new Field(added.Name!, added.Type)), new HashSet<string>());
    }

    /// <inheritdoc/>
    protected override StepFit FitCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        DetectorScores fit = DetectorScores.Fit(train, Options, context);
        DetectorState state = Describe(fit, train);
        var inputs = state.Columns.Select(column => train.Schema[column.Name]);
        var fitted = new FittedOutlierDetector(inputs, state, fit.Scorer);
        state = state with { Top = fitted.TopOf(train, fit.Scores, MostTop, context.CancellationToken) };
        fitted = new FittedOutlierDetector(inputs, state, fit.Scorer);
        return new StepFit(fitted, train.With(fitted.Columns(fit.Scores)));
    }

    private DetectorState Describe(DetectorScores fit, Dataset train)
    {
        double[] scores = fit.Scores;
        double cutoff = fit.CutoffOf(Options.Threshold);
        Moments moments = Moments.Of(scores);
        Histogram histogram = Histogram.Of(scores, Bins);
        var names = new NewNames(train.Schema);
        string?[] added = [.. Added(names).Select(one => one.Name)];
        int next = 0;
        return new DetectorState(train.RowCount, Options.Method.Name, Options.Threshold.Name, cutoff, Options.Method.AcceptsMissing, Options.Probability, fit.Space.Columns)
        {
            HeldOut = fit.HeldOut.Length,
            Flagged = scores.Count(score => score > cutoff),
            Scores = [moments.Min, moments.Mean, Math.Sqrt(moments.PopulationVariance), moments.Max],
            Usual = Options.Probability == OutlierProbability.Conformal ? UsualOf(fit) : [],
            Edges = [.. histogram.Edges],
            Counts = [.. histogram.Counts.Select(count => (double)count)],
            Thresholds = [.. ThresholdTable.Of(scores)],
            Top = [],
            Notes = [.. fit.Notes],
            ScoreColumn = Options.AddScore ? added[next++] : null,
            FlagColumn = Options.AddFlag ? added[next++] : null,
            ProbabilityColumn = Options.AddProbability ? added[next] : null,
        };
    }

    // Of very many rows evenly spaced ones in the order of their scores, the greatest among them.
    private static double[] UsualOf(DetectorScores fit)
    {
        double[] sorted = [.. (fit.HeldOut.Length > 0 ? Array.ConvertAll(fit.HeldOut, row => fit.Scores[row]) : fit.Scores).Order()];
        return sorted.Length <= MostUsual ? sorted : [.. Enumerable.Range(1, MostUsual).Select(i => sorted[((long)i * sorted.Length / MostUsual) - 1])];
    }

    private IEnumerable<(string? Name, ColumnType Type)> Added(NewNames names)
    {
        if (Options.AddScore) yield return (names.Take("outlier_score"), ColumnType.Number);
        if (Options.AddFlag) yield return (names.Take("outlier"), ColumnType.Flag);
        if (Options.AddProbability) yield return (names.Take("outlier_probability"), ColumnType.Number);
    }
}
