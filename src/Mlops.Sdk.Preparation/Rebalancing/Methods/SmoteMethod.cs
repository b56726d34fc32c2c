using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A method that makes rows between a row and its neighbors in its class. Rows of a class are told by their places in it.</summary>
internal abstract record PairMethod(int Neighbors, bool Scale) : MakingMethod
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    internal sealed override Dataset Make(RebalanceWork work, int[] target, int[] raised)
    {
        RebalanceSpace space = RebalanceSpace.Read(work, Name, LooksAtAll ? Enumerable.Range(0, target.Length) : raised, Scale);
        var pairs = new PairList(raised.Sum(code => target[code] - work.Rows[code].Length));
        foreach (int code in raised)
        {
            work.Context.CancellationToken.ThrowIfCancellationRequested();
            AddPairs(work, space, code, target[code] - work.Rows[code].Length, pairs);
        }

        return SyntheticRows.Append(work.Train, new PairRows(pairs, work.Train.RowCount), work.Context);
    }

    /// <summary>Whether rows of every class are measured, not only those of the classes that are raised.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    internal virtual bool LooksAtAll => false;

    internal abstract void AddPairs(RebalanceWork work, RebalanceSpace space, int code, int count, PairList pairs);

    /// <summary>As SMOTE does: every row of the class as often as every other.</summary>
    internal void AddEvenly(RebalanceWork work, RebalanceSpace space, int code, int count, PairList pairs) => Interpolate(work, space, code, work.DrawOf(code, count), pairs);

    /// <summary>For each start a random neighbor in its class and a random way towards it.</summary>
    internal void Interpolate(RebalanceWork work, RebalanceSpace space, int code, int[] starts, PairList pairs) =>
        Interpolate(ClassNeighborhood.Of(work, space, code, Neighbors), starts, work.Context.Random.Split("smote").Split(code), pairs);

    internal static void Interpolate(ClassNeighborhood near, int[] starts, RandomStream random, PairList pairs)
    {
        foreach (int start in starts)
        {
            int row = near.RowOf(start);
            int[] around = near.Of(start);
            if (around.Length == 0) pairs.Add(row, row, 0, around);
            else pairs.Add(row, around[random.NextInt32(around.Length)], random.NextDouble(), around);
        }
    }
}

internal sealed record SmoteMethod(int Neighbors, bool Scale) : PairMethod(Neighbors, Scale)
{
    internal override string Name => FormattableString.Invariant($"SMOTE with {Neighbors} neighbors");

    internal override void AddPairs(RebalanceWork work, RebalanceSpace space, int code, int count, PairList pairs) => AddEvenly(work, space, code, count, pairs);
}
