namespace Mlops.Sdk;

/// <summary>What is made of the rows of one of the two tables that are compared.</summary>
/// <param name="schema">The columns that are compared, without levels.</param>
internal abstract class OverlapPass(Schema schema)
{
    private readonly RowHasher _hasher = new(schema);

    /// <summary>The columns that are compared, without levels.</summary>
    public Schema Schema => schema;

    public long Rows { get; private set; }

    public void Add(Dataset batch)
    {
        ulong[] features = new ulong[batch.RowCount], whole = new ulong[batch.RowCount];
        _hasher.Hash(batch.Conform(schema), features, whole, default);
        Add(features, whole);
        Rows += batch.RowCount;
    }

    protected abstract void Add(ulong[] features, ulong[] whole);
}
