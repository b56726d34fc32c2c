using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Extensibility;

/// <summary>What the author of a stage works with while fitting: seeded randomness, cancellation, progress, findings.</summary>
public sealed class FitContext
{
    private readonly List<Finding> _findings = [];

    internal FitContext(RunContext run, CancellationToken cancellationToken)
    {
        Run = run;
        CancellationToken = cancellationToken;
        Random = new RandomStream(run.Seed);
    }

    /// <summary>The context for parts of this work; give it to nested fits through <see cref="RunContext.Child"/>.</summary>
    public RunContext Run { get; }

    /// <summary>To be looked at at least every 100 ms.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The random stream of this stage. For parallel work split it by index.</summary>
    public RandomStream Random { get; }

    /// <summary>A seed for a library that takes 31 bits.</summary>
    public int Seed31 => (int)(Run.Seed & 0x7FFFFFFF);

    /// <summary>How many threads may work at once.</summary>
    public int MaxThreads => Run.MaxThreads;

    /// <summary>Threads and cancellation for <see cref="Parallel"/>.</summary>
    public ParallelOptions Parallel => new() { MaxDegreeOfParallelism = MaxThreads, CancellationToken = CancellationToken };

    /// <summary>What was found so far.</summary>
    public ImmutableArray<Finding> Findings => [.. _findings];

    /// <summary>Notes a property of the data that the user should hear of.</summary>
    public void AddFinding(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        _findings.Add(finding);
    }

    /// <summary>Tells how far the work has come.</summary>
    /// <param name="fraction">From 0 to 1, or null where the end is not known.</param>
    /// <param name="message">What is being done.</param>
    public void ReportProgress(double? fraction, string message) => Run.Progress?.Report(new RunProgress(Run.Path, fraction, message));

    /// <summary>Records a number that came up while working, such as the validation loss of an iteration.</summary>
    public void LogMetric(string name, double value, long step) => Run.Observer?.MetricLogged(Run.Path, name, value, step);
}
