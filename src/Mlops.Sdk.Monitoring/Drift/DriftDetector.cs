using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Learns what data looked like, so that later data can be compared with it.</summary>
/// <remarks>
/// Features are compared, and the label on request; columns for ids, time, groups and weights, and those that are ignored, are left out.
/// A column drifts when its test is significant after Holm's correction over all tests of the comparison (the chance of any false alarm stays at <see cref="DriftOptions.FalseAlarmRate"/>)
/// and the change is large enough to matter (<see cref="DriftOptions.MinimumEffect"/>), so that neither many columns nor many rows raise alarms by themselves.
/// </remarks>
public sealed class DriftDetector
{
    /// <summary>A detector.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all.</exception>
    public DriftDetector(DriftOptions? options = null)
    {
        Options = options ?? new DriftOptions();
        string[] problems = [.. Options.Problems()];
        if (problems.Length > 0) throw new ArgumentException($"The options of {nameof(DriftDetector)} cannot be used. {string.Join(" ", problems)}", nameof(options));
    }

    /// <summary>The options.</summary>
    public DriftOptions Options { get; }

    /// <summary>Learns the reference. O(rows log rows) a column.</summary>
    /// <param name="reference">The data to compare with, for example the training data.</param>
    /// <param name="context">The seed of the sample of a long reference, and threads.</param>
    /// <param name="cancellationToken">Honoured between columns.</param>
    /// <exception cref="MlopsException">MLO7001: the reference has no rows, or no column to compare.</exception>
    public FittedDriftDetector Fit(Dataset reference, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        RunContext run = context ?? RunContext.Default;
        Field[] fields = [.. reference.Schema.Where(field => field.Role == ColumnRole.Feature || (Options.IncludeLabel && field.Role == ColumnRole.Label))];
        if (reference.RowCount == 0) throw new MlopsException("MLO7001", "The drift reference has no rows. Fit on the data that the model was trained on.");
        if (fields.Length == 0) throw new MlopsException("MLO7001", $"The drift reference has no column to compare; its columns are: {reference.Schema}. Give columns the role Feature, or set DriftOptions.IncludeLabel.");
        int[]? sample = SampleOf(reference.RowCount, run.Seed);
        var baselines = new ColumnBaseline[fields.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = run.MaxThreads, CancellationToken = cancellationToken };
        Parallel.For(0, fields.Length, parallel, i => baselines[i] = ColumnBaseline.Learn(reference[fields[i].Name], sample, Options));
        return new FittedDriftDetector(Options, reference.RowCount, sample?.Length, [.. baselines], [.. reference.Schema.Select(field => field.Name)]);
    }

    private int[]? SampleOf(int rows, ulong seed)
    {
        if (rows <= Options.MaxReferenceRows) return null;
        int[] sample = RandomStream.For(seed, "drift_reference").SampleWithoutReplacement(rows, Options.MaxReferenceRows);
        Array.Sort(sample);
        return sample;
    }
}
