namespace Mlops.Sdk;

/// <summary>A condition that a model version has to meet before it is promoted: a predicate over the metrics and findings that were logged for it, and over its signature. A package adds its own by deriving from it.</summary>
public abstract record ModelGate
{
    /// <summary>A metric is at least a value. A metric that was not logged, or is NaN, fails.</summary>
    /// <param name="metric">The name: <c>auc</c>, or <c>evaluation/auc</c> for that of one report.</param>
    /// <param name="value">The value, not NaN.</param>
    public static ModelGate AtLeast(string metric, double value) => new MetricGate(Names.Key(metric), Bound(value), null);

    /// <summary>A metric is at most a value. A metric that was not logged, or is NaN, fails.</summary>
    /// <param name="metric">The name: <c>log_loss</c>, or <c>evaluation/log_loss</c> for that of one report.</param>
    /// <param name="value">The value, not NaN.</param>
    public static ModelGate AtMost(string metric, double value) => new MetricGate(Names.Key(metric), null, Bound(value));

    /// <summary>A metric is not worse than that of the version which holds the alias, by the metric's own direction. Passes when nobody holds it.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="tolerance">By how much it may be worse, 0 or more.</param>
    public static ModelGate NotWorse(Metric metric, double tolerance = 0)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        return new NotWorseGate(metric.Name, tolerance);
    }

    /// <summary>A report of a kind was logged and has no finding of severity error: <c>model_tests</c>, <c>evaluation</c>, that of a <see cref="Problem"/> with its bar.</summary>
    /// <param name="reportKind">The kind of the report (<see cref="Report.Kind"/>).</param>
    public static ModelGate Passed(string reportKind) => new ReportGate(reportKind);

    /// <summary>The model passed its tests (<see cref="ModelTestSuite"/>); fails when none were logged.</summary>
    public static ModelGate TestsPassed { get; } = new ReportGate("model_tests");

    /// <summary>The model meets the bar of its <see cref="Problem"/>; fails when its report was not logged.</summary>
    public static ModelGate MeetsBar { get; } = new ReportGate("problem");

    /// <summary>None of some findings was made, by any report of the version or of the run that made it.</summary>
    /// <param name="codes">The codes: <c>PROF012</c>.</param>
    public static ModelGate NoFindings(params ValueList<string> codes) => new FindingsGate(codes, Severity.Error);

    /// <summary>No finding of a severity or above was made, by any report of the version or of the run that made it.</summary>
    /// <param name="severity">The severity.</param>
    public static ModelGate NoFindings(Severity severity) => new FindingsGate(null, severity);

    /// <summary>Whoever calls the version that holds the alias can call this one: it needs no other columns and answers alike. Passes when nobody holds it.</summary>
    public static ModelGate SignatureCompatible { get; } = new SignatureGate();

    /// <summary>Enough people have approved the version (<see cref="ModelRegistry.ApproveAsync"/>) beside those who registered, imported or promote it, and nobody's rejection stands. Where one person works alone nobody else can approve, and it fails.</summary>
    /// <param name="by">How many people, at least 1.</param>
    public static ModelGate Approved(int by = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(by);
        return new ApprovedGate(by);
    }

    /// <summary>Judges a version.</summary>
    /// <param name="candidate">What is known of the version that is to be promoted.</param>
    /// <param name="holder">What is known of the version that holds the alias; null when nobody does.</param>
    public abstract GateResult Judge(VersionEvidence candidate, VersionEvidence? holder);

    // Nothing is below NaN, so that every version would pass.
    private static double Bound(double value) => !double.IsNaN(value) ? value : throw new ArgumentException("The bound of a gate is NaN. Give the number that the metric has to reach.", nameof(value));
}
