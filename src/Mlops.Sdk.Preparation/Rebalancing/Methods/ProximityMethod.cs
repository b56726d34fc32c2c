using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>ProWSyn (Barua, Islam and Murase 2013): more rows start from those of a class that are nearer to other classes, in levels.</summary>
internal sealed record ProximityMethod(int Neighbors, int Surroundings, int Levels, double Decay, bool Scale) : PairMethod(Neighbors, Scale)
{
    public int Surroundings { get; init; } = Valid.AtLeast(Surroundings, 1, nameof(Surroundings));

    public int Levels { get; init; } = Valid.AtLeast(Levels, 1, nameof(Levels));

    public double Decay { get; init; } = Valid.AtLeast(Decay, 0, nameof(Decay));

    internal override string Name => FormattableString.Invariant($"ProWSyn with {Levels} levels");

    internal override bool LooksAtAll => true;

    internal override void AddPairs(RebalanceWork work, RebalanceSpace space, int code, int count, PairList pairs)
    {
        int[] levels = LevelsOf(work, space, code);
        int[] shares = Apportionment.LargestRemainder(Array.ConvertAll(levels, level => Math.Exp(-Decay * (level - 1))), count);
        Interpolate(work, space, code, [.. shares.SelectMany((times, place) => Enumerable.Repeat(place, times))], pairs);
    }

    /// <summary>The level of every row of a class: 1 for what is among the nearest of a row of another class, 2 for what is when those are left out, and so on; the last for all that are left.</summary>
    internal int[] LevelsOf(RebalanceWork work, RebalanceSpace space, int code)
    {
        int[] rows = work.Rows[code], others = [.. work.AllRows().Where(row => work.Label.Codes.Span[row] != code)], levels = new int[rows.Length], left = rows;
        Array.Fill(levels, Levels);
        for (int level = 1; level < Levels && left.Length > 0; level++)
        {
            NearRows near = space.Around(others, left, Surroundings);
            var met = new HashSet<int>();
            for (int query = 0; query < near.Queries; query++)
                foreach (int row in near.Of(query)) met.Add(row);
            foreach (int row in met) levels[Array.BinarySearch(rows, row)] = level;
            left = Array.FindAll(left, row => !met.Contains(row));
        }

        return levels;
    }
}
