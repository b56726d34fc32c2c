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
