using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>What the classes of neighbors say of a point.</summary>
public static class ClassNeighbors
{
    /// <summary>Tomek links (Tomek 1976): two points of different classes, each the other's nearest. O(points).</summary>
    /// <param name="nearest">The nearest other point of each.</param>
    /// <param name="classes">The class of each point.</param>
    /// <param name="linked">Becomes true for both ends of a link, false for every other point.</param>
    public static void TomekLinks(ReadOnlySpan<int> nearest, ReadOnlySpan<int> classes, Span<bool> linked)
    {
        for (int point = 0; point < nearest.Length; point++)
            linked[point] = nearest[nearest[point]] == point && classes[nearest[point]] != classes[point];
    }

    /// <summary>How many of some neighbors are of another class.</summary>
    /// <param name="neighbors">The neighbors, as indices into the classes.</param>
    /// <param name="classes">The class of each point.</param>
    /// <param name="own">The class that is none of the others.</param>
    public static int CountOthers(ReadOnlySpan<int> neighbors, ReadOnlySpan<int> classes, int own)
    {
        int others = 0;
        foreach (int neighbor in neighbors) others += classes[neighbor] == own ? 0 : 1;
        return others;
    }

    /// <summary>The class that most neighbors are of; of several that are as frequent the preferred one if it is among them, otherwise the least. Quadratic in the neighbors, which are few.</summary>
    /// <param name="neighbors">The neighbors, as indices into the classes.</param>
    /// <param name="classes">The class of each point.</param>
    /// <param name="preferred">What wins a tie; also the answer where there is no neighbor.</param>
    public static int Vote(ReadOnlySpan<int> neighbors, ReadOnlySpan<int> classes, int preferred)
    {
        int best = preferred, most = 0;
        foreach (int neighbor in neighbors)
        {
            int voted = classes[neighbor], votes = 0;
            foreach (int other in neighbors) votes += classes[other] == voted ? 1 : 0;
            if (votes > most || (votes == most && best != preferred && (voted == preferred || voted < best))) (best, most) = (voted, votes);
        }

        return best;
    }

    /// <summary>As <see cref="Vote"/>, for many neighbors: linear in them.</summary>
    /// <param name="neighbors">The neighbors, as indices into the classes.</param>
    /// <param name="classes">The class of each point.</param>
    /// <param name="preferred">What wins a tie; also the answer where there is no neighbor.</param>
    public static int MostFrequent(ReadOnlySpan<int> neighbors, ReadOnlySpan<int> classes, int preferred)
    {
        var votes = new Dictionary<int, int>();
        foreach (int neighbor in neighbors) CollectionsMarshal.GetValueRefOrAddDefault(votes, classes[neighbor], out _)++;
        int best = preferred, most = votes.GetValueOrDefault(preferred);
        foreach ((int voted, int count) in votes)
            if (count > most || (count == most && best != preferred && voted < best)) (best, most) = (voted, count);
        return best;
    }

    /// <summary>How many rows to make from each point so that points with more of other classes around them give more (ADASYN, He et al. 2008): the count times the point's share of all others, rounded half to even, so that the sum may miss the count a little.</summary>
    /// <param name="others">How many neighbors of each point are of another class.</param>
    /// <param name="neighbors">How many neighbors each point has.</param>
    /// <param name="count">How many rows to make in all.</param>
    /// <param name="allocated">How many rows each point gives; all 0 when no neighbor is of another class.</param>
    public static void Allocate(ReadOnlySpan<int> others, int neighbors, int count, Span<int> allocated)
    {
        double sum = 0;
        foreach (int one in others) sum += one / (double)neighbors;
        for (int point = 0; point < others.Length; point++)
            allocated[point] = sum > 0 ? (int)Math.Round(others[point] / (double)neighbors / sum * count, MidpointRounding.ToEven) : 0;
    }

    /// <summary>Takes one more point as a possible nearest one of every point. Of points at the same distance one of the own class counts, so that duplicates in two classes come to an end.</summary>
    /// <param name="squared">The squared distance of every point to the new one.</param>
    /// <param name="code">The class of the new one.</param>
    /// <param name="own">The class of every point.</param>
    /// <param name="nearest">The least squared distance so far; infinite at first.</param>
    /// <param name="nearestClass">The class of the nearest so far; -1 at first.</param>
    public static void TakeNearer(ReadOnlySpan<double> squared, int code, ReadOnlySpan<int> own, Span<double> nearest, Span<int> nearestClass)
    {
        for (int point = 0; point < squared.Length; point++)
        {
            if (!(squared[point] < nearest[point] || nearestClass[point] < 0 || (squared[point] == nearest[point] && code == own[point]))) continue;
            nearest[point] = squared[point];
            nearestClass[point] = code;
        }
    }
}
