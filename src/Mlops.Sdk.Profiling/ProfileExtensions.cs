namespace Mlops.Sdk;

/// <summary>The verbs that profile.</summary>
public static class ProfileExtensions
{
    // Columns of so few rows are small objects, which are gone with the next collection where a source does not use them again; those of the usual batches pile up until a full one. Two of them are worked on together.
    private const int StreamedRows = 8192, TogetherRows = 16_384, HeldRows = 65_536;

    /// <summary>Reads every column once and tells what is in it, what goes together, and what is worth looking at.</summary>
    /// <param name="data">The table.</param>
    /// <param name="options">Thresholds and sizes.</param>
    /// <param name="context">Seed and clock.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <remarks>Linear in rows; the correlations are quadratic in numeric columns, up to 500 of them. Exact up to 200,000 rows; beyond that quantiles and distinct counts have stated bounds.</remarks>
    public static ProfileReport Profile(this Dataset data, ProfileOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Gather(data.AsSource(), HeldRows, lent: false, options, context, cancellationToken).ToReport(data, context, cancellationToken);
    }

    /// <summary>Profiles a source batch by batch, in memory that does not grow with the rows.</summary>
    /// <param name="source">The source.</param>
    /// <param name="options">Thresholds and sizes.</param>
    /// <param name="context">Progress and clock.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    public static ProfileReport Profile(this DataSource source, ProfileOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Gather(source, StreamedRows, lent: true, options, context, cancellationToken).ToReport(null, context, cancellationToken);
    }

    private static ProfileSummary Gather(DataSource source, int batchRows, bool lent, ProfileOptions? options, RunContext? context, CancellationToken cancellationToken)
    {
        RunContext run = context ?? RunContext.Default;
        return source.Reduce(schema => new ProfileSummary(schema, options) { AreLent = lent }, (summary, batches) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            summary.Add(batches);
            run.Progress?.Report(new RunProgress(run.Path, null, FormattableString.Invariant($"Profiled {summary.Summary.RowCount:N0} rows")));
        }, batchRows, TogetherRows, cancellationToken);
    }
}
