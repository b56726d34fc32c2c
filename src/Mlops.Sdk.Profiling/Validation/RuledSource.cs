namespace Mlops.Sdk;

/// <summary>A source that gives the rows that keep the rules and hands on the others.</summary>
internal sealed class RuledSource(DataSource source, DataRules rules, Action<Dataset>? quarantine, Action<ValidationReport>? completed, ValidationOptions? options, RunContext? context) : DataSource
{
    public override Schema Schema => source.Schema;

    public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        return Read(batchRows, cancellationToken);
    }

    // Rows that were handed to a quarantine cannot be taken back where a source begins anew; then types are asked for first.
    public override TResult Reduce<TResult>(Func<Schema, TResult> begin, Action<TResult, IReadOnlyList<Dataset>> add, int batchRows = 8192, int listRows = 1, CancellationToken cancellationToken = default)
    {
        if (quarantine is not null) return base.Reduce(begin, add, batchRows, listRows, cancellationToken);
        ArgumentNullException.ThrowIfNull(begin);
        ArgumentNullException.ThrowIfNull(add);
        (DataValidator validator, TResult result) = source.Reduce(schema => (new DataValidator(rules, schema, options, context), begin(schema)), (begun, batches) =>
        {
            Dataset[] accepted = [.. batches.Select(batch => RowSplitting.Split(begun.Item1, batch, cancellationToken).Accepted).Where(batch => batch.RowCount > 0)];
            if (accepted.Length > 0) add(begun.Item2, accepted);
        }, batchRows, listRows, cancellationToken);
        completed?.Invoke(validator.ToReport());
        return result;
    }

    private IEnumerable<Dataset> Read(int batchRows, CancellationToken cancellationToken)
    {
        var validator = new DataValidator(rules, source.Schema, options, context);
        foreach (Dataset batch in source.ReadBatches(batchRows, cancellationToken))
        {
            (Dataset accepted, Dataset? quarantined) = RowSplitting.Split(validator, batch, cancellationToken);
            if (quarantined is not null) quarantine?.Invoke(quarantined);
            if (accepted.RowCount > 0) yield return accepted;
        }

        completed?.Invoke(validator.ToReport());
    }
}
