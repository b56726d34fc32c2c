namespace Mlops.Sdk;

/// <summary>A dataset in memory, read in slices that copy nothing.</summary>
internal sealed class DatasetSource(Dataset data) : DataSource
{
    public override Schema Schema => data.Schema;

    public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        return Read(batchRows, cancellationToken);
    }

    public override Dataset ToDataset(CancellationToken cancellationToken = default) => data;

    private IEnumerable<Dataset> Read(int batchRows, CancellationToken cancellationToken)
    {
        for (long start = 0; start < data.RowCount; start += batchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return data.Slice((int)start, (int)Math.Min(batchRows, data.RowCount - start));
        }
    }
}
