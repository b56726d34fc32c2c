using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The latest moment of a column.</summary>
internal sealed class NewestTally(string column) : Tally(column)
{
    /// <summary>Ticks, or null when every row is missing.</summary>
    public long? Newest { get; private set; }

    public override void Add(BatchView batch)
    {
        TimestampColumn moments = batch.Column<TimestampColumn>(Group);
        // A missing moment holds 0, which is no later than any.
        int missing = batch.Missing(Group) is { IsEmpty: false } bits ? RowBits.Count(bits) : 0;
        if (missing == moments.Length) return;
        long latest = System.Numerics.Tensors.TensorPrimitives.Max(moments.Ticks);
        Newest = Math.Max(latest, Newest ?? latest);
    }

    public override void Merge(Tally other)
    {
        if (((NewestTally)other).Newest is { } latest) Newest = Math.Max(latest, Newest ?? latest);
    }
}
