namespace Mlops.Sdk;

/// <summary>What a summary knows of one column.</summary>
internal sealed class SummaryTally(Field field) : Tally(field.Name)
{
    // Batches may bring their own levels.
    private readonly DatasetSummary _summary = new(new Schema([field with { Levels = null }]));

    public ColumnSummary Summary => _summary.Columns[0];

    public override void Add(BatchView batch) => _summary.Add(batch.Data);

    public override void Merge(Tally other) => _summary.Merge(((SummaryTally)other)._summary);
}
