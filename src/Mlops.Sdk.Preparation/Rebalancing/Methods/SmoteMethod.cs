using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record SmoteMethod(int Neighbors, bool Scale) : RebalanceMethod
{
    internal override string Name => FormattableString.Invariant($"SMOTE with {Neighbors} neighbors");

    internal override Dataset Apply(RebalanceWork work)
    {
        int[] target = work.Raised();
        int[] raised = [.. Enumerable.Range(0, target.Length).Where(code => target[code] > work.Rows[code].Length)];
        if (raised.Length == 0) return work.Train;
        SmoteSpace space = SmoteSpace.Read(work, raised, Scale);
        var pairs = new List<SmotePair>();
        foreach (int code in raised)
        {
            work.Context.CancellationToken.ThrowIfCancellationRequested();
            int[] rows = work.Rows[code];
            int count = target[code] - rows.Length, neighbors = Math.Min(Neighbors, rows.Length - 1);
            if (neighbors < Neighbors) work.Findings.Add(Small(work.Label.Classes[code], rows.Length, neighbors));
            int[] starts = work.Draw(code, count);
            if (neighbors == 0) pairs.AddRange(starts.Select(start => new SmotePair(start, start, 0, [])));
            else AddPairs(pairs, starts, rows, space.Neighbors(rows, neighbors, work.Context), work.Context.Random.Split("smote").Split(code));
        }

        return SmoteRows.Append(work.Train, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pairs));
    }

    private static void AddPairs(List<SmotePair> pairs, int[] starts, int[] rows, NeighborTable table, RandomStream random)
    {
        int[][] near = [.. Enumerable.Range(0, rows.Length).Select(place => Array.ConvertAll(table.IndicesOf(place).ToArray(), index => rows[index]))];
        foreach (int start in starts)
        {
            int[] around = near[Array.BinarySearch(rows, start)];
            pairs.Add(new SmotePair(start, around[random.NextInt32(around.Length)], random.NextDouble(), around));
        }
    }

    private static Finding Small(string name, int rows, int neighbors) => new("PREP302", Severity.Warning, null, neighbors == 0
        ? $"Class '{name}' has one row, which was repeated: there is nothing to interpolate. Collect more of it."
        : $"Class '{name}' has {rows} rows; {neighbors} neighbors were used. Rows made up of so few differ little from copies.");
}

/// <summary>A row to make: where it starts, where it heads, how far it goes, and the neighbors that vote on its categories.</summary>
internal readonly record struct SmotePair(int Start, int Neighbor, double Share, int[] Voters);
