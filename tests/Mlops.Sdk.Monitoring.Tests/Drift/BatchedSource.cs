namespace Mlops.Sdk.Monitoring.Tests.Drift;

/// <summary>A dataset read in batches of given sizes, over and over; each batch brings its own levels, in its own order, as the batches of a file may.</summary>
internal sealed class BatchedSource(Dataset data, params int[] sizes) : DataSource
{
    public override Schema Schema => new(data.Schema.Select(column => column with { Levels = null }));

    /// <summary>How often it was read.</summary>
    public int Passes { get; private set; }

    public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
    {
        Passes++;
        for (int start = 0, batch = 0; start < data.RowCount || batch < sizes.Length; batch++)
        {
            int rows = Math.Min(data.RowCount - start, sizes[batch % sizes.Length]);
            yield return Relevel(data.Slice(start, rows));
            start += rows;
        }
    }

    private static Dataset Relevel(Dataset batch) => batch.With(batch.Columns.OfType<CategoryColumn>().Select(column =>
    {
        var levels = new CategoryLevels([.. Enumerable.Range(0, column.Length).Select(column.GetLevel).OfType<string>().Distinct().OrderDescending(StringComparer.Ordinal)]);
        return (Column)column.WithLevels(levels);
    }).ToArray());
}
