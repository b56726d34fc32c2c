namespace Mlops.Sdk;

/// <summary>The verbs that profile by segment.</summary>
public static class SegmentExtensions
{
    private const int ExactOfSource = 20_000, BatchRows = 65_536;

    /// <summary>Profiles each segment of a table beside the whole, and tells which stand out.</summary>
    /// <param name="data">The table.</param>
    /// <param name="by">What makes a segment: the name of a column, or one of <see cref="SegmentBy"/>.</param>
    /// <param name="options">How many segments, and from where on a difference is told.</param>
    /// <param name="context">Clock.</param>
    /// <param name="cancellationToken">Honoured between 65,536 rows.</param>
    /// <remarks>Linear in rows and columns; comparing is linear in segments, columns and levels.</remarks>
    /// <exception cref="ArgumentException">A column is not there, or its type does not fit.</exception>
    public static SegmentReport ProfileBySegment(this Dataset data, SegmentBy by, SegmentOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(by);

        // In memory, segments are those with most rows, and ranges are cut by all of them.
        return Gather(data.AsSource(), by.Bind(data.Schema, data), options ?? new(), context, data, cancellationToken);
    }

    /// <summary>Profiles each segment of a source beside the whole in one pass, in memory that does not grow with the rows.</summary>
    /// <param name="source">The source.</param>
    /// <param name="by">What makes a segment: the name of a column, or one of <see cref="SegmentBy"/>.</param>
    /// <param name="options">How many segments, and from where on a difference is told. Four times as many are followed, those that come first.</param>
    /// <param name="context">Progress and clock.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    /// <exception cref="ArgumentException">A column is not there, or its type does not fit.</exception>
    public static SegmentReport ProfileBySegment(this DataSource source, SegmentBy by, SegmentOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(by);
        SegmentOptions given = options ?? new();
        DatasetSummaryOptions summary = given.Profile.Summary;
        return Gather(source, by, given with { Profile = given.Profile with { Summary = summary with { ExactValues = Math.Min(summary.ExactValues, ExactOfSource) } } }, context, null, cancellationToken);
    }

    private static SegmentReport Gather(DataSource source, SegmentBy by, SegmentOptions options, RunContext? context, Dataset? table, CancellationToken cancellationToken)
    {
        RunContext run = context ?? RunContext.Default;
        long rows = 0;
        return source.Reduce(Begin, (summary, batches) =>
        {
            foreach (Dataset batch in batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                summary.Add(batch);
                rows += batch.RowCount;
            }

            run.Progress?.Report(new RunProgress(run.Path, null, FormattableString.Invariant($"Profiled {rows:N0} rows by segment")));
        }, BatchRows, cancellationToken: cancellationToken).ToReport(context, cancellationToken);

        SegmentSummary Begin(Schema schema)
        {
            rows = 0;
            var summary = new SegmentSummary(schema, by, options);
            if (table is not null) summary.Prefer(MostFrequent(by, table, options.Segments));
            return summary;
        }
    }

    private static IEnumerable<SegmentKey> MostFrequent(SegmentBy by, Dataset table, int most) => by.KeysOf(table).GroupBy(key => key).OrderByDescending(group => group.Count()).Take(most).Select(group => group.Key);
}
