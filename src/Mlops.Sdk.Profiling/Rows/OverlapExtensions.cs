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
        OverlapKeys keys = Read(data, schema => new OverlapKeys(schema, most));
        return Read(other, schema => new OverlapLookUps(schema, keys)).ToOverlap();

        TPass Read<TPass>(DataSource source, Func<Schema, TPass> begin)
            where TPass : OverlapPass => source.Reduce(begin, (pass, batches) =>
            {
                foreach (Dataset batch in batches)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    pass.Add(batch);
                }

                run.Progress?.Report(new RunProgress(run.Path, null, FormattableString.Invariant($"Compared {pass.Rows:N0} rows")));
            }, BatchRows, cancellationToken: cancellationToken);
    }
}
