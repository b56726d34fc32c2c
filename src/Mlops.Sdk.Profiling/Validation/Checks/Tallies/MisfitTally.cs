using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How many texts of a column cannot be read as the type that it should have, and which come first.</summary>
internal sealed class MisfitTally(string column, ColumnType type) : Tally(column)
{
    private readonly TextTest _test = new(column, new TextConverts(type));
    private readonly ExampleList _examples = new();

    public long Looked { get; private set; }

    public long Misfits { get; private set; }

    public ImmutableArray<RowExample> Examples(ValidationOptions options) => _examples.Take(options);

    public override void Add(BatchView batch)
    {
        Span<ulong> looked = stackalloc ulong[batch.Words], failing = stackalloc ulong[batch.Words];
        _test.Mark(batch, looked, failing);
        Looked += RowBits.Count(looked);
        int count = RowBits.Count(failing);
        Misfits += count;
        if (count > 0) _examples.Add(batch, failing, _test.Show);
    }

    public override void Merge(Tally other)
    {
        var more = (MisfitTally)other;
        Looked += more.Looked;
        Misfits += more.Misfits;
        _examples.Merge(more._examples);
    }
}
