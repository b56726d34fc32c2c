using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>NearMiss (Zhang and Mani 2003): keeps the rows of large classes by their distances to the smallest class.</summary>
internal sealed record NearMissMethod(int Version, int Neighbors, bool Scale) : CuttingMethod
{
    public int Version { get; init; } = Valid.Within(Version, 1, 3, nameof(Version));

    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    internal override string Name => FormattableString.Invariant($"NearMiss-{Version} with {Neighbors} neighbors");

    internal override bool AlsoCutsEnough => Version == 3;

    internal override IEnumerable<(int Class, int[] Rows)> Kept(RebalanceWork work, int[] target, int[] cut)
    {
        RebalanceSpace space = RebalanceSpace.Read(work, Name, Enumerable.Range(0, target.Length), Scale);
        int[] minority = work.Rows[work.Plan.Minority];
        foreach (int code in cut)
        {
            if (code == work.Plan.Minority)
            {
                yield return (code, Array.ConvertAll(work.Context.Random.Split("draw").SampleWithoutReplacement(minority.Length, target[code]), place => minority[place]));
                continue;
            }

            int[] rows = work.Rows[code];
            // The third keeps of those that are among the nearest of a row of the smallest class the ones farthest from it: there may be fewer than asked for.
            int[] candidates = Version == 3 ? Nearest(space, minority, rows) : rows;
            double[] distances = Version == 2 ? Farthest(work, space, minority, rows) : Means(space.Around(candidates, minority, Neighbors));
            yield return (code, Least(candidates, distances, target[code], greatest: Version == 3));
        }
    }

    private int[] Nearest(RebalanceSpace space, int[] minority, int[] rows)
    {
        NearRows near = space.Around(minority, rows, Neighbors);
        return [.. Enumerable.Range(0, near.Queries).SelectMany(query => near.Of(query).ToArray()).Distinct().Order()];
    }

    // A row that has no column in common with the smallest class is as far as can be.
    private static double[] Means(NearRows near) => [.. Enumerable.Range(0, near.Queries).Select(query => near.DistancesOf(query) is { IsEmpty: false } own ? Descriptive.Mean(own) : double.PositiveInfinity)];

    // The mean distance to the farthest rows of the smallest class.
    private double[] Farthest(RebalanceWork work, RebalanceSpace space, int[] minority, int[] rows)
    {
        RowDistances distances = space.DistancesTo(rows, minority);
        var farthest = new FarthestDistances(rows.Length, Math.Min(Neighbors, minority.Length));
        var squared = new double[rows.Length];
        foreach (int row in minority)
        {
            work.Context.CancellationToken.ThrowIfCancellationRequested();
            distances.Squared(row, squared);
            farthest.Add(squared);
        }

        return farthest.Means();
    }
}
