using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A method that makes rows between a row and its neighbors in its class.</summary>
internal abstract record PairMethod(int Neighbors, bool Scale) : MakingMethod
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    internal sealed override Dataset Make(RebalanceWork work, int[] target, int[] raised)
    {
        RebalanceSpace space = RebalanceSpace.Read(work, Name, LooksAtAll ? Enumerable.Range(0, target.Length) : raised, Scale);
        var pairs = new List<SmotePair>();
        foreach (int code in raised)
        {
            work.Context.CancellationToken.ThrowIfCancellationRequested();
            pairs.AddRange(Pairs(work, space, code, target[code] - work.Rows[code].Length));
        }

        return SyntheticRows.Append(work.Train, new PairRows(pairs), work.Context);
    }

    /// <summary>Whether rows of every class are measured, not only those of the classes that are raised.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    internal virtual bool LooksAtAll => false;

    internal abstract IEnumerable<SmotePair> Pairs(RebalanceWork work, RebalanceSpace space, int code, int count);

    /// <summary>For each start a random neighbor in its class and a random way towards it.</summary>
    internal IEnumerable<SmotePair> Interpolate(RebalanceWork work, RebalanceSpace space, int code, int[] starts) =>
        Interpolate(ClassNeighborhood.Of(work, space, code, Neighbors), starts, work.Context.Random.Split("smote").Split(code));

    /// <summary>The same for some rows of a class that are drawn as often as every other.</summary>
    internal static IEnumerable<SmotePair> Interpolate(ClassNeighborhood near, int[] rows, int count, RandomStream random) =>
        Interpolate(near, RebalanceWork.Draw(rows, count, random.Split("draw")), random.Split("smote"));

    private static IEnumerable<SmotePair> Interpolate(ClassNeighborhood near, int[] starts, RandomStream random)
    {
        foreach (int start in starts)
        {
            int[] around = near.Of(start);
            yield return around.Length == 0 ? new SmotePair(start, start, 0, around) : new SmotePair(start, around[random.NextInt32(around.Length)], random.NextDouble(), around);
        }
    }
}

internal sealed record SmoteMethod(int Neighbors, bool Scale) : PairMethod(Neighbors, Scale)
{
    internal override string Name => FormattableString.Invariant($"SMOTE with {Neighbors} neighbors");

    internal override IEnumerable<SmotePair> Pairs(RebalanceWork work, RebalanceSpace space, int code, int count) => Interpolate(work, space, code, work.Draw(code, count));
}
