namespace Mlops.Sdk;

public sealed partial class DataRules
{
    /// <summary>Holds a table against the rules.</summary>
    /// <param name="data">The table.</param>
    /// <param name="options">Environment, examples and limits; the defaults when null.</param>
    /// <param name="context">Threads, progress and clock.</param>
    /// <param name="cancellationToken">Honoured every 8,192 rows.</param>
    /// <returns>A report; <see cref="ValidationReport.ThrowIfFailed"/> makes an exception of it. One pass over the columns that rules read.</returns>
    public ValidationReport Validate(Dataset data, ValidationOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Validate(data.AsSource(), options, context, cancellationToken);
    }

    /// <summary>Holds a source against the rules, batch by batch, in memory that does not grow with the rows.</summary>
    /// <param name="source">The rows. They are read once, or more often when more different values come than <see cref="ValidationOptions.UniqueKeys"/> and the source allows it.</param>
    /// <param name="options">Environment, examples and limits; the defaults when null.</param>
    /// <param name="context">Threads, progress and clock.</param>
    /// <param name="cancellationToken">Honoured every 8,192 rows.</param>
    /// <returns>A report; <see cref="ValidationReport.ThrowIfFailed"/> makes an exception of it.</returns>
    public ValidationReport Validate(DataSource source, ValidationOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        RunContext run = context ?? RunContext.Default;
        DataValidator validator = source.Reduce(schema => new DataValidator(this, schema, options, run), (begun, batches) =>
        {
            foreach (Dataset batch in batches) begun.Add(batch, cancellationToken);
            run.Progress?.Report(new RunProgress(run.Path, null, FormattableString.Invariant($"Validated {begun.RowCount:N0} rows")));
        }, DataValidator.BatchRows, cancellationToken: cancellationToken);

        while (validator.WantsPass && KeyPass.Run(validator, source, cancellationToken))
        {
        }

        return validator.ToReport();
    }

    /// <summary>Holds a table against the rules and sets the rows aside that break one: rules about single rows whose severity is at least <see cref="ValidationOptions.SetAsideFrom"/> and which tolerate no row (or say <see cref="Rule.SetAside"/>), and later rows of a repeated key.</summary>
    /// <remarks>A rule whose column is absent or of another type sets every row aside: no row can be vouched for.</remarks>
    /// <param name="data">The table.</param>
    /// <param name="options">Environment, examples and limits; the defaults when null.</param>
    /// <param name="context">Threads, progress and clock.</param>
    /// <param name="cancellationToken">Honoured every 8,192 rows.</param>
    /// <exception cref="MlopsException">MLO3106: a rule on uniqueness has more different values than are held at once.</exception>
    public SplitRows Split(Dataset data, ValidationOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var validator = new DataValidator(this, data.Schema, options, context);
        (Dataset accepted, Dataset? quarantined) = RowSplitting.Split(validator, data, cancellationToken);
        return new SplitRows(accepted, quarantined ?? RowSplitting.Quarantine(validator, data, [], new RowFailures(0, 0), 0), validator.ToReport());
    }
}
