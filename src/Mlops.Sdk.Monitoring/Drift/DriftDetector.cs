using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Learns what data looked like, so that later data can be compared with it.</summary>
/// <remarks>
/// Features are compared, and the label on request; columns for ids, time, groups and weights, and those that are ignored, are left out.
/// A column drifts when its test is significant after Holm's correction over all tests of the comparison (the chance of any false alarm stays at <see cref="DriftOptions.FalseAlarmRate"/>)
/// and the change is large enough to matter (<see cref="DriftOptions.MinimumEffect"/>), so that neither many columns nor many rows raise alarms by themselves.
/// Numbers of long data are compared on seeded random samples of rows (<see cref="DriftOptions.MaxReferenceRows"/>, <see cref="DriftOptions.MaxCurrentRows"/>). When nothing has changed, two such samples are drawn
/// from one distribution just as the whole data are, so a test holds its rate at the size of the samples; what is given up is power. The distance reported is that of the samples: it differs from that of all rows
/// by less than 1.48 (1/sqrt(n) + 1/sqrt(m)) in 95 of 100 cases, n and m being the sampled rows (0.007 at 200,000 each; Massart 1990). Missing rows and levels are counted in full.
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

    /// <summary>Learns the reference. O(rows) a column, and the sample is sorted.</summary>
    /// <param name="reference">The data to compare with, for example the training data.</param>
    /// <param name="context">The seed of the samples of long data, threads and progress.</param>
    /// <param name="cancellationToken">Honoured between columns.</param>
    /// <exception cref="MlopsException">MLO7001: the reference has no rows, or no column to compare.</exception>
    public FittedDriftDetector Fit(Dataset reference, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Fit(reference.AsSource(), context, cancellationToken);
    }

    /// <summary>Learns the reference from a source that is read once, in batches. The same rows give the same detector as a dataset of them, whatever the batches.</summary>
    /// <remarks>Memory is bounded: <see cref="DriftOptions.MaxReferenceRows"/> values of each column and <see cref="DriftOptions.MaxCategoryLevels"/> levels, beside one batch.</remarks>
    /// <param name="reference">The data to compare with, for example a file larger than memory.</param>
    /// <param name="context">The seed of the samples of long data, threads and progress.</param>
    /// <param name="cancellationToken">Honoured between batches and columns.</param>
    /// <exception cref="MlopsException">MLO7001: the reference has no rows, or no column to compare.</exception>
    public FittedDriftDetector Fit(DataSource reference, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        RunContext run = context ?? RunContext.Default;
        ulong seed = RandomStream.For(run.Seed, "drift").NextUInt64();
        // Batches may bring their own levels; only the types have to be those of the schema.
        SourceScan scan = SourceScan.Run(reference, Begin, (batch, schema) => SchemaMatch.Conform(batch, [.. Compared(schema).Select(field => field with { Levels = null })]), run, cancellationToken);
        if (scan.Rows == 0) throw new MlopsException("MLO7001", "The drift reference has no rows. Fit on the data that the model was trained on.");
        Field[] fields = [.. Compared(scan.Schema)];
        var baselines = new ColumnBaseline[fields.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = run.MaxThreads, CancellationToken = cancellationToken };
        Parallel.For(0, fields.Length, parallel, i => baselines[i] = ColumnBaseline.Of(fields[i], scan.Columns[i].Scan!, Options));
        return new FittedDriftDetector(Options, seed, scan.Rows, scan.SampledRows, [.. baselines], [.. scan.Schema.Select(field => field.Name)]);

        SourceScan Begin(Schema schema)
        {
            ImmutableArray<(string, ColumnScan?)> columns = [.. Compared(schema).Select(field => (field.Name, (ColumnScan?)ColumnBaseline.ScanReference(field, Options)))];
            if (columns.IsEmpty) throw new MlopsException("MLO7001", $"The drift reference has no column to compare; its columns are: {schema}. Give columns the role Feature, or set DriftOptions.IncludeLabel.");
            return new SourceScan(schema, columns, new RowSample(Options.MaxReferenceRows, RandomStream.For(seed, "reference").NextUInt64()));
        }
    }

    private IEnumerable<Field> Compared(Schema schema) => schema.Where(field => field.Role == ColumnRole.Feature || (Options.IncludeLabel && field.Role == ColumnRole.Label));
}
