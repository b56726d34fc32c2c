namespace Mlops.Sdk;

/// <summary>The batches of one pass that are lent, and the memory of those that came back. For one thread.</summary>
internal sealed class CsvLentBatches
{
    private readonly Dictionary<Dataset, CsvColumnBuilder[]> _lent = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<CsvColumnBuilder[]> _free = [];

    /// <summary>Builders to fill, or null where none came back.</summary>
    public CsvColumnBuilder[]? Free() => _free.TryPop(out CsvColumnBuilder[]? builders) ? builders : null;

    public void Add(Dataset batch, CsvColumnBuilder[] builders) => _lent.Add(batch, builders);

    public void TakeBack(Dataset batch)
    {
        if (!_lent.Remove(batch, out CsvColumnBuilder[]? builders)) return;
        foreach (CsvColumnBuilder builder in builders) builder.Clear();
        _free.Push(builders);
    }
}
