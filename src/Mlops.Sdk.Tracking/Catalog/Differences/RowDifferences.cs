namespace Mlops.Sdk;

/// <summary>How the rows of two datasets differ, counted.</summary>
internal sealed class RowDifferences(int columns, int mostExamples)
{
    private readonly List<RowDiff> _added = [], _removed = [], _changed = [];

    public long Added { get; private set; }

    public long Removed { get; private set; }

    public long Changed { get; private set; }

    /// <summary>How many rows have a key that another row of their version has too.</summary>
    public long Repeated { get; set; }

    /// <summary>Of each column that was compared, in how many rows it differs.</summary>
    public long[] ByColumn { get; } = new long[columns];

    public IEnumerable<RowDiff> Examples => _changed.Concat(_removed.OrderBy(row => row.Before)).Concat(_added.OrderBy(row => row.After));

    public void Add(Func<RowDiff> row)
    {
        Added++;
        if (_added.Count < mostExamples) _added.Add(row());
    }

    public void Remove(Func<RowDiff> row)
    {
        Removed++;
        if (_removed.Count < mostExamples) _removed.Add(row());
    }

    public void Change(Func<RowDiff> row)
    {
        Changed++;
        if (_changed.Count < mostExamples) _changed.Add(row());
    }
}
