using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What the reference looked like. Immutable and thread-safe: compare as often as needed.</summary>
public sealed partial class FittedDriftDetector
{
    private readonly ImmutableArray<ColumnBaseline> _columns;
    private readonly ImmutableSortedSet<string> _known;
    private readonly ulong _seed;

    internal FittedDriftDetector(DriftOptions options, ulong seed, long rows, int? sampled, ImmutableArray<ColumnBaseline> columns, IEnumerable<string> known)
    {
        Options = options;
        _seed = seed;
        ReferenceRows = rows;
        SampledRows = sampled;
        _columns = columns;
        _known = known.ToImmutableSortedSet(StringComparer.Ordinal);
    }

    /// <summary>The options.</summary>
    public DriftOptions Options { get; }

    /// <summary>The rows of the reference.</summary>
    public long ReferenceRows { get; }

    /// <summary>How many rows were sampled for the numbers; null when all were taken.</summary>
    public int? SampledRows { get; }

    /// <summary>The columns that are compared, in order.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Name)];

    /// <summary>Compares data with the reference, column by column.</summary>
    /// <param name="current">The data of now. A column that is missing, or of a type that cannot be read as the old one, is a finding; the others are compared.</param>
    /// <param name="cancellationToken">Honoured between columns.</param>
    /// <exception cref="MlopsException">MLO7002: the current data has no rows.</exception>
    public DriftReport Compare(Dataset current, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(current);
        return Compare(current.AsSource(), cancellationToken);
    }

    /// <summary>Compares a source, read once in batches, with the reference. The same rows give the same report as a dataset of them, whatever the batches.</summary>
    /// <remarks>Memory is bounded: <see cref="DriftOptions.MaxCurrentRows"/> values of each column and <see cref="DriftOptions.MaxCategoryLevels"/> levels, beside one batch.</remarks>
    /// <param name="current">The data of now. A column that is missing, or of a type that cannot be read as the old one, is a finding; the others are compared.</param>
    /// <param name="cancellationToken">Honoured between batches and columns.</param>
    /// <exception cref="MlopsException">MLO7002: the current data has no rows.</exception>
    public DriftReport Compare(DataSource current, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(current);
        SourceScan scan = SourceScan.Run(
            current,
            schema => new SourceScan(
                schema,
                [.. _columns.Select(column => (column.Name, schema.Contains(column.Name) ? column.ScanCurrent(schema[column.Name], Options) : null))],
                new RowSample(Options.MaxCurrentRows, RandomStream.For(_seed, "current").NextUInt64())),
            null,
            RunContext.Default,
            cancellationToken);
        if (scan.Rows == 0) throw new MlopsException("MLO7002", "The current data has no rows, so there is nothing to compare with the reference. Check the filter or the window that made it.");
        var comparisons = new ColumnComparison[_columns.Length];
        Parallel.For(0, comparisons.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => comparisons[i] = scan.Columns[i].Scan is { } gathered
            ? _columns[i].Compare(gathered) with { CurrentRows = scan.Rows }
            : ColumnComparison.Absent(_columns[i], scan.Schema));
        double[] adjusted = MultipleTesting.Holm([.. comparisons.Select(one => one.SafePValue), .. comparisons.Select(one => one.MissingPValue)]);
        var columns = ImmutableArray.CreateBuilder<ColumnDrift>(comparisons.Length);
        for (int i = 0; i < comparisons.Length; i++)
            columns.Add(Verdict.Of(comparisons[i], adjusted[i], adjusted[comparisons.Length + i], Options));
        ImmutableArray<ColumnDrift> verdicts = columns.MoveToImmutable();
        IEnumerable<Chart> charts = comparisons.Where((one, i) => verdicts[i].Drifted && one.Chart is not null).Select(one => one.Chart!());
        return new DriftReport(Options, (ReferenceRows, SampledRows), (scan.Rows, scan.SampledRows), verdicts, Findings(comparisons, verdicts, scan.Schema), [.. charts]);
    }

    private List<Finding> Findings(ColumnComparison[] comparisons, ImmutableArray<ColumnDrift> verdicts, Schema current)
    {
        var findings = new List<Finding>();
        foreach ((ColumnComparison comparison, ColumnDrift verdict) in comparisons.Zip(verdicts))
        {
            if (comparison.Problem is { } problem) findings.Add(problem);
            else if (verdict.Drifted) findings.Add(new Finding("DRIFT010", Severity.Warning, verdict.Column, $"'{verdict.Column}' has drifted: {verdict.Reason}"));
            else if (verdict.Method == DriftMethod.NotAssessed) findings.Add(new Finding("DRIFT004", Severity.Info, verdict.Column, $"'{verdict.Column}' was not assessed: {comparison.Obstacle}."));
            if (!verdict.NewLevels.IsEmpty)
                findings.Add(new Finding("DRIFT005", Severity.Info, verdict.Column, $"'{verdict.Column}' has values that the reference does not have: {string.Join(", ", verdict.NewLevels.Select(level => $"'{level}'"))}. A model counts them as missing; train on newer data if they stay."));
        }

        foreach (Field field in current.Where(field => field.Role == ColumnRole.Feature && !_known.Contains(field.Name)))
            findings.Add(new Finding("DRIFT003", Severity.Info, field.Name, $"'{field.Name}' is not in the reference and was not compared."));
        return findings;
    }
}
