using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Borderline-SMOTE (Han et al. 2005): rows start from those of the class of whose neighbors most, but not all, are of other classes.</summary>
internal sealed record BorderlineMethod(int Neighbors, int Surroundings, bool TowardsOthers, bool Scale) : PairMethod(Neighbors, Scale)
{
    public int Surroundings { get; init; } = Valid.AtLeast(Surroundings, 1, nameof(Surroundings));

    internal override string Name => FormattableString.Invariant($"Borderline-SMOTE {(TowardsOthers ? 2 : 1)} with {Neighbors} neighbors");

    internal override bool LooksAtAll => true;

    internal override void AddPairs(RebalanceWork work, RebalanceSpace space, int code, int count, PairList pairs)
    {
        int[] rows = work.Rows[code];
        NearRows around = space.Around(rows, work.AllRows(), Surroundings);
        int[] danger = [.. Enumerable.Range(0, rows.Length).Where(place => IsInDanger(ClassNeighbors.CountOthers(around.Of(place), work.Label.Codes.Span, code), around.Of(place).Length))];
        RandomStream random = work.Context.Random.Split("draw").Split(code);
        if (danger.Length == 0)
        {
            work.Findings.Add(new Finding("PREP306", Severity.Info, null, $"No row of class {ErrorText.Show(work.Label.Classes[code])} lies at the border to other classes; rows were made as by SMOTE."));
            AddEvenly(work, space, code, count, pairs);
            return;
        }

        int[] starts = Array.ConvertAll(RebalanceWork.Draw(danger.Length, count, random), place => danger[place]);
        if (TowardsOthers) AddTowards(work, space, code, starts, around, pairs);
        else Interpolate(work, space, code, starts, pairs);
    }

    /// <summary>Half of the surroundings or more are of other classes, but not all: that would be noise.</summary>
    internal static bool IsInDanger(int others, int surroundings) => others * 2 >= surroundings && others < surroundings;

    // As often as each of the neighbors in the class the nearest row of another class is headed for, at most half way.
    private void AddTowards(RebalanceWork work, RebalanceSpace space, int code, int[] starts, NearRows around, PairList pairs)
    {
        ClassNeighborhood near = ClassNeighborhood.Of(work, space, code, Neighbors);
        RandomStream random = work.Context.Random.Split("smote").Split(code);
        int[] rows = work.Rows[code], nearestOther = [.. Enumerable.Range(0, rows.Length).Select(place => NearestOther(work, code, rows[place], around.Of(place)))];
        foreach (int start in starts)
        {
            int[] own = near.Of(start);
            int row = rows[start], other = nearestOther[start], choice = random.NextInt32(own.Length + (other >= 0 ? 1 : 0) is var choices and > 0 ? choices : 1);
            double share = random.NextDouble();
            if (choice < own.Length) pairs.Add(row, own[choice], share, own);
            else if (other >= 0) pairs.Add(row, other, share / 2, own);
            else pairs.Add(row, row, 0, own);
        }
    }

    private static int NearestOther(RebalanceWork work, int code, int row, ReadOnlySpan<int> around)
    {
        foreach (int other in around)
            if (work.Label.Codes.Span[other] != code && (work.Groups is not { } groups || groups[other] == groups[row])) return other;
        return -1;
    }
}
