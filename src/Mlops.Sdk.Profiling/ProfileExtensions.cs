using System.Runtime;

namespace Mlops.Sdk;

/// <summary>The verbs that profile.</summary>
public static class ProfileExtensions
{
    // Columns of so few rows are small objects, which are gone with the next collection where a source does not use them again; those of the usual batches pile up until a full one. Two of them are worked on together.
    private const int StreamedRows = 8192, TogetherRows = 16_384, HeldRows = 65_536;
    private const long SmallHeap = 256L << 20;

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
    /// <remarks>Beyond 200,000 rows a workstation runtime with background collections, no latency mode set and a heap below 256 MB is asked for one background collection, since what was kept until then is dropped; any other is left alone.</remarks>
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
            bool wasExact = IsExact(summary);
            summary.Add(batches);
            if (lent && wasExact && !IsExact(summary)) CollectDropped();
            run.Progress?.Report(new RunProgress(run.Path, null, FormattableString.Invariant($"Profiled {summary.Summary.RowCount:N0} rows")));
        }, batchRows, TogetherRows, cancellationToken);
    }

    private static bool IsExact(ProfileSummary summary) => summary.Summary.RowCount <= summary.Options.Summary.ExactValues;

    // Here all rows and values that were kept so far are dropped at once, tens of megabytes, most of them in the oldest generation: a pass that allocates next to nothing would carry them to its end.
    // The heap is the host's: a collection is asked for only where it runs in the background and for milliseconds, so not of a server's or a large heap, nor where the host has turned background collections off or set a latency mode.
    private static void CollectDropped()
    {
        if (!GCSettings.IsServerGC && GCSettings.LatencyMode == GCLatencyMode.Interactive && GC.GetTotalMemory(forceFullCollection: false) < SmallHeap) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }
}
