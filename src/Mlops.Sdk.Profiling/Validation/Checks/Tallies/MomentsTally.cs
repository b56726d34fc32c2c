using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Count, mean and spread of a numeric column.</summary>
internal sealed class MomentsTally(string column) : Tally(column)
{
    public Moments Moments { get; } = new();

    public override void Add(BatchView batch) => Moments.Add(batch.Numbers(Group));

    public override void Merge(Tally other) => Moments.Merge(((MomentsTally)other).Moments);
}
