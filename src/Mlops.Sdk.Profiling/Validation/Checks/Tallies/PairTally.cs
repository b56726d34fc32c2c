using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How two numeric columns go together.</summary>
internal sealed class PairTally(string first, string second) : Tally(first)
{
    public CoMoments Moments { get; } = new();

    public override void Add(BatchView batch) => Moments.Add(batch.Numbers(Group), batch.Numbers(second));

    public override void Merge(Tally other) => Moments.Merge(((PairTally)other).Moments);
}
