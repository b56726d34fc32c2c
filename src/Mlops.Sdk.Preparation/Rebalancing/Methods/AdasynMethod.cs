using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>ADASYN (He et al. 2008): more rows where a class has more of others around it.</summary>
internal sealed record AdasynMethod(int Neighbors, bool Scale) : PairMethod(Neighbors, Scale)
{
    internal override string Name => FormattableString.Invariant($"ADASYN with {Neighbors} neighbors");

    internal override bool LooksAtAll => true;

    internal override void AddPairs(RebalanceWork work, RebalanceSpace space, int code, int count, PairList pairs)
    {
        int[] allocated = Allocate(work, space, code, count);
        if (Array.TrueForAll(allocated, one => one == 0))
        {
            work.Findings.Add(new Finding("PREP306", Severity.Info, null, $"No row of class {ErrorText.Show(work.Label.Classes[code])} has enough of other classes near for ADASYN to prefer one to another; rows were made as by SMOTE."));
            AddEvenly(work, space, code, count, pairs);
            return;
        }

        Interpolate(work, space, code, [.. allocated.SelectMany((times, place) => Enumerable.Repeat(place, times))], pairs);
    }

    /// <summary>How many rows each row of a class gives; the sum may miss the count by rounding.</summary>
    internal int[] Allocate(RebalanceWork work, RebalanceSpace space, int code, int count)
    {
        int[] rows = work.Rows[code];
        NearRows near = space.Around(rows, work.AllRows(), Neighbors);
        var allocated = new int[rows.Length];
        int[] others = [.. Enumerable.Range(0, rows.Length).Select(place => ClassNeighbors.CountOthers(near.Of(place), work.Label.Codes.Span, code))];
        ClassNeighbors.Allocate(others, near.Neighbors, count, allocated);
        return allocated;
    }
}
