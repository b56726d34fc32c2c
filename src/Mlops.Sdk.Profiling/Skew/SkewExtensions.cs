namespace Mlops.Sdk;

/// <summary>The verbs that hold what a model learnt from against what it scored, row by row.</summary>
public static class SkewExtensions
{
    private const int BatchRows = 8192;

    /// <summary>Joins training rows with serving rows of the same key and tells which features differ: the features of a request as they were logged, and as the training data has them.</summary>
    /// <param name="training">The rows that the model learnt from.</param>
    /// <param name="serving">The rows that it scored.</param>
    /// <param name="options">The keys, the tolerance and what is told; the defaults when null.</param>
    /// <param name="context">Threads and progress.</param>
    /// <param name="cancellationToken">Honoured every 8,192 rows.</param>
    /// <exception cref="ArgumentException">There is no key, a key is absent or of two types, or an option is out of its range.</exception>
    public static SkewReport SkewAgainst(this Dataset training, Dataset serving, SkewOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(serving);
        return training.AsSource().SkewAgainst(serving.AsSource(), options, context, cancellationToken);
    }

    /// <summary>Joins training rows with serving rows of the same key, batch by batch, and tells which features differ.</summary>
    /// <remarks>
    /// One pass over each (a file whose types are not declared is read once more for them). The features of at most <see cref="SkewOptions.MaxRows"/> serving rows are held; training rows pass by and may be any number. With more serving rows a random part of the keys is compared, chosen by their hash,
    /// and shares have an interval. Of rows that share a key the first is compared; keys are compared by 64-bit hashes. The same rows give the same report, whatever the batches and threads.
    /// </remarks>
    /// <param name="training">The rows that the model learnt from.</param>
    /// <param name="serving">The rows that it scored; give the smaller log of a shorter time here.</param>
    /// <param name="options">The keys, the tolerance and what is told; the defaults when null.</param>
    /// <param name="context">Threads and progress.</param>
    /// <param name="cancellationToken">Honoured every 8,192 rows.</param>
    /// <exception cref="ArgumentException">There is no key, a key is absent or of two types, or an option is out of its range.</exception>
    public static SkewReport SkewAgainst(this DataSource training, DataSource serving, SkewOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(serving);
        options ??= new();
        options.Check();
        RunContext run = context ?? RunContext.Default;
        SkewSchema schema = SkewSchema.Of(training.Schema, serving.Schema, options);
        var held = new ServingRows(new SkewKeys(serving.Schema, schema.Keys), schema.Columns, options.MaxRows);
        Read(serving, held.Add, () => held.Rows);
        held.Complete();
        var join = new SkewJoin(new SkewKeys(training.Schema, schema.Keys), held, schema.Columns, options, run);
        Read(training, batch => join.Add(batch, cancellationToken), () => join.Rows);
        return new SkewReport(schema, held, join, options);

        void Read(DataSource source, Action<Dataset> add, Func<long> rows)
        {
            foreach (Dataset batch in source.LendBatches(BatchRows, cancellationToken: cancellationToken).SelectMany(list => list))
            {
                cancellationToken.ThrowIfCancellationRequested();
                add(batch);
            }

            run.Progress?.Report(new RunProgress(run.Path, null, FormattableString.Invariant($"Joined {rows():N0} rows")));
        }
    }
}
