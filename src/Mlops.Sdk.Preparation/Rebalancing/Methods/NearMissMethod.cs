using System.Numerics.Tensors;

namespace Mlops.Sdk;

/// <summary>NearMiss (Zhang and Mani 2003): keeps the rows of large classes by their distances to the smallest class.</summary>
internal sealed record NearMissMethod(int Version, int Neighbors, bool Scale) : CuttingMethod
{
    public int Version { get; init; } = Version is >= 1 and <= 3 ? Version : throw new ArgumentOutOfRangeException(nameof(Version), Version, "Version is 1, 2 or 3.");

    public int Neighbors { get; init; } = AtLeast(1, Neighbors, nameof(Neighbors));

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

    private static double[] Means(NearRows near) => [.. Enumerable.Range(0, near.Queries).Select(query => TensorPrimitives.Sum(near.DistancesOf(query)) / near.Neighbors)];

    // The mean distance to the farthest rows of the smallest class.
    private double[] Farthest(RebalanceWork work, RebalanceSpace space, int[] minority, int[] rows)
    {
        int count = Math.Min(Neighbors, minority.Length);
        double penalty = space.Penalty(minority);
        var farthest = new double[rows.Length * count];
        var squared = new double[rows.Length];
        foreach (int row in minority)
        {
            work.Context.CancellationToken.ThrowIfCancellationRequested();
            space.SquaredDistances(row, rows, penalty, squared);
            for (int i = 0; i < rows.Length; i++)
            {
                // The largest so far, the smallest of them first.
                Span<double> own = farthest.AsSpan(i * count, count);
                double distance = Math.Sqrt(squared[i]);
                if (distance <= own[0]) continue;
                int at = 0;
                for (; at + 1 < count && own[at + 1] < distance; at++) own[at] = own[at + 1];
                own[at] = distance;
            }
        }

        return [.. Enumerable.Range(0, rows.Length).Select(i => TensorPrimitives.Sum<double>(farthest.AsSpan(i * count, count)) / count)];
    }
}
