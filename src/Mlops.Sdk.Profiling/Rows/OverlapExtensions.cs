namespace Mlops.Sdk;

/// <summary>The verbs that look for rows of one table in another.</summary>
public static class OverlapExtensions
{
    private const int MostKeys = 4_000_000, BatchRows = 65_536;

    /// <summary>Tells how many rows of another table occur in this one: <c>train.OverlapWith(test)</c>.</summary>
    /// <param name="data">The table that is looked into.</param>
    /// <param name="other">The table whose rows are looked up; it needs this one's features, in any order.</param>
    /// <param name="context">Progress.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    /// <exception cref="SchemaMismatchException">The other table lacks a feature or has it in another type.</exception>
    /// <remarks>One pass over each. Features are compared, and the label if both have it; columns of other roles are not. At most about 130 MB.</remarks>
    public static RowOverlap OverlapWith(this Dataset data, Dataset other, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(other);
        return data.AsSource().OverlapWith(other.AsSource(), context, cancellationToken);
    }

    /// <summary>Tells how many rows of another source occur in this one, batch by batch.</summary>
    /// <param name="data">The rows that are looked into.</param>
    /// <param name="other">The rows that are looked up; they need the features of the first, in any order.</param>
    /// <param name="context">Progress.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    /// <exception cref="SchemaMismatchException">The other source lacks a feature or has it in another type.</exception>
    public static RowOverlap OverlapWith(this DataSource data, DataSource other, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(other);
        return OverlapWith(data, other, MostKeys, context, cancellationToken);
    }

    internal static RowOverlap OverlapWith(DataSource data, DataSource other, int most, RunContext? context, CancellationToken cancellationToken)
    {
        RunContext run = context ?? RunContext.Default;
        bool hasLabel = data.Schema.Label is { } label && other.Schema.Contains(label.Name);
        var schema = new Schema(data.Schema.Where(field => field.Role == ColumnRole.Feature || (hasLabel && field.Role == ColumnRole.Label)).Select(field => field with { Levels = null }));
        var hasher = new RowHasher(schema);
        OverlapCounter features = new(most), rows = new(most);
        long seen = 0, lookedUp = 0;
        foreach ((ulong[] feature, ulong[] whole) in Keys(data, schema, hasher, run, cancellationToken))
        {
            features.Add(feature);
            if (hasLabel) rows.Add(whole);
            seen += feature.Length;
        }

        foreach ((ulong[] feature, ulong[] whole) in Keys(other, schema, hasher, run, cancellationToken))
        {
            features.LookUp(feature);
            if (hasLabel) rows.LookUp(whole);
            lookedUp += feature.Length;
        }

        Estimate byFeatures = features.Shared(lookedUp), byRows = rows.Shared(lookedUp);
        return new RowOverlap
        {
            Rows = seen,
            OtherRows = lookedUp,
            SharedFeatures = (long)Math.Round(byFeatures.Value),
            SharedRows = hasLabel ? (long)Math.Round(Math.Min(byRows.Value, byFeatures.Value)) : null,
            Bound = Math.Max(byFeatures.Bound, byRows.Bound),
            IsExact = features.IsExact && rows.IsExact,
            Columns = [.. schema.Features.Select(field => field.Name), .. schema.Label is { } same ? [same.Name] : Array.Empty<string>()],
        };
    }

    private static IEnumerable<(ulong[] Features, ulong[] Whole)> Keys(DataSource source, Schema schema, RowHasher hasher, RunContext run, CancellationToken cancellationToken)
    {
        long done = 0;
        foreach (Dataset batch in source.LendBatches(BatchRows, cancellationToken: cancellationToken).SelectMany(batches => batches))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ulong[] features = new ulong[batch.RowCount], whole = new ulong[batch.RowCount], all = new ulong[batch.RowCount];
            hasher.Hash(batch.Conform(schema), features, whole, all);
            done += batch.RowCount;
            run.Progress?.Report(new RunProgress(run.Path, null, FormattableString.Invariant($"Compared {done:N0} rows")));
            yield return (features, whole);
        }
    }
}
