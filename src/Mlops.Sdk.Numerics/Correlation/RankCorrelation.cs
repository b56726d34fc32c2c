using System.Buffers;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Spearman's and Kendall's correlation of prepared samples, over the rows that both have.</summary>
internal static class RankCorrelation
{
    private const int ExactBlock = 256;
    private const int SmallGrid = 1024;

    public static double Spearman(RankedSample x, RankedSample y)
    {
        (int[] countsX, int[] countsY, int total) = Complete(x, y);
        if (total < 2 || IsConstant(countsX, total) || IsConstant(countsY, total)) return double.NaN;
        if (x.Distinct == x.Length && y.Distinct == y.Length) return Math.Clamp(CrossOfOrders(x.Codes, y.Codes) / Squares([], total), -1, 1);
        return Math.Clamp(Cross(x.Codes, y.Codes, countsX, countsY, total) / GeometricMean(Squares(countsX, total), Squares(countsY, total)), -1, 1);
    }

    // Knight (1966): after sorting by x and then by y, the discordant pairs are the inversions of y.
    public static double Kendall(RankedSample x, RankedSample y)
    {
        (int[] countsX, int[] countsY, int total) = Complete(x, y);
        long all = Pairs(total), tiedX = Ties(countsX), tiedY = Ties(countsY);
        if (tiedX == all || tiedY == all) return double.NaN;
        if (tiedY == 0 && tiedX > 0) (x, y, countsX, countsY, tiedX, tiedY) = (y, x, countsY, countsX, tiedY, tiedX);
        (long discordant, long tiedBoth) = (long)countsX.Length * countsY.Length <= Math.Max(total, SmallGrid) ? ByGrid(x, y) : BySorting(x, y, countsX, total, tiedX > 0);
        double score = all - tiedX - tiedY + tiedBoth - (2 * discordant);
        return Math.Clamp(score / GeometricMean(all - tiedX, all - tiedY), -1, 1);
    }

    // Roots round; equal sides are exact, so that a sample correlates with itself at exactly one.
    private static double GeometricMean(double x, double y) => x == y ? x : Math.Sqrt(x) * Math.Sqrt(y);

    private static (int[] X, int[] Y, int Total) Complete(RankedSample x, RankedSample y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"Pairs need as many numbers on each side; there are {x.Length} and {y.Length}.", nameof(y));
        if (x.Present == x.Length && y.Present == y.Length) return (x.Counts, y.Counts, x.Length);
        int[] countsX = new int[x.Distinct], countsY = new int[y.Distinct], codesX = x.Codes, codesY = y.Codes;
        int total = 0;
        for (int row = 0; row < codesX.Length; row++)
        {
            if ((codesX[row] | codesY[row]) < 0) continue;
            countsX[codesX[row]]++;
            countsY[codesY[row]]++;
            total++;
        }

        return (countsX, countsY, total);
    }

    // Whole numbers, so that blocks are exact, and so is the sum up to some 300,000 rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Cross(int[] codesX, int[] codesY, int[] countsX, int[] countsY, int total)
    {
        int[] ranksX = ArrayPool<int>.Shared.Rent(countsX.Length), ranksY = ArrayPool<int>.Shared.Rent(countsY.Length);
        RankedSample.CentredRanks(countsX, total, ranksX);
        RankedSample.CentredRanks(countsY, total, ranksY);
        double sum = 0;
        for (int start = 0; start < codesX.Length; start += ExactBlock)
        {
            ReadOnlySpan<int> blockX = codesX.AsSpan(start, Math.Min(ExactBlock, codesX.Length - start)), blockY = codesY.AsSpan(start, blockX.Length);
            long block = 0;
            for (int i = 0; i < blockX.Length; i++)
            {
                if ((blockX[i] | blockY[i]) >= 0) block += (long)ranksX[blockX[i]] * ranksY[blockY[i]];
            }

            sum += block;
        }

        ArrayPool<int>.Shared.Return(ranksX);
        ArrayPool<int>.Shared.Return(ranksY);
        return sum;
    }

    // Without ties and missing values the dense ranks are the ranks.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double CrossOfOrders(int[] codesX, int[] codesY)
    {
        double sum = 0;
        long most = codesX.Length - 1;
        for (int start = 0; start < codesX.Length; start += ExactBlock)
        {
            ReadOnlySpan<int> blockX = codesX.AsSpan(start, Math.Min(ExactBlock, codesX.Length - start)), blockY = codesY.AsSpan(start, blockX.Length);
            long block = 0;
            for (int i = 0; i < blockX.Length && i < blockY.Length; i++) block += ((2L * blockX[i]) - most) * ((2L * blockY[i]) - most);
            sum += block;
        }

        return sum;
    }

    // The sum of the squares of the centred double ranks: (n^3 - n) / 3, less (t^3 - t) / 3 for t that are tied.
    private static double Squares(int[] counts, int total)
    {
        double squares = ((double)total * total * total) - total;
        foreach (int count in counts) squares -= ((double)count * count * count) - count;
        return squares / 3;
    }

    private static bool IsConstant(int[] counts, int total) => Array.IndexOf(counts, total) >= 0;

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static long Ties(int[] counts)
    {
        long pairs = 0;
        foreach (int count in counts) pairs += Pairs(count);
        return pairs;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (long Discordant, long TiedBoth) ByGrid(RankedSample x, RankedSample y)
    {
        int width = y.Distinct;
        int[] grid = ArrayPool<int>.Shared.Rent(x.Distinct * width), codesX = x.Codes, codesY = y.Codes;
        grid.AsSpan(0, x.Distinct * width).Clear();
        for (int row = 0; row < codesX.Length; row++)
            if ((codesX[row] | codesY[row]) >= 0) grid[(codesX[row] * width) + codesY[row]]++;
        long discordant = 0, tied = 0;
        var before = new long[width];
        for (int code = 0; code < x.Distinct; code++)
        {
            ReadOnlySpan<int> line = grid.AsSpan(code * width, width);
            long above = 0;
            for (int i = width - 1; i >= 0; i--)
            {
                discordant += line[i] * above;
                tied += Pairs(line[i]);
                above += before[i];
                before[i] += line[i];
            }
        }

        ArrayPool<int>.Shared.Return(grid);
        return (discordant, tied);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (long Discordant, long TiedBoth) BySorting(RankedSample x, RankedSample y, int[] countsX, int total, bool hasTies)
    {
        int[] sequence = ArrayPool<int>.Shared.Rent(total), spare = ArrayPool<int>.Shared.Rent(total), ends = ArrayPool<int>.Shared.Rent(countsX.Length);
        long tied = 0;
        if (!hasTies && total == x.Length)
        {
            for (int row = 0; row < total; row++) sequence[x.Codes[row]] = y.Codes[row];
        }
        else
        {
            Arrange(x, y, countsX, sequence, ends);
            tied = hasTies ? TiedRuns(sequence, ends, countsX) : 0;
        }

        long discordant = Inversions.Count(sequence.AsSpan(0, total), spare.AsSpan(0, total));
        ArrayPool<int>.Shared.Return(sequence);
        ArrayPool<int>.Shared.Return(spare);
        ArrayPool<int>.Shared.Return(ends);
        return (discordant, tied);
    }

    // Rows come in ascending order of y and each goes to the end of its x: sorted by x, then by y.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Arrange(RankedSample x, RankedSample y, int[] countsX, int[] sequence, int[] ends)
    {
        int[] codesX = x.Codes, codesY = y.Codes;
        int below = 0;
        for (int code = 0; code < countsX.Length; code++)
        {
            ends[code] = below;
            below += countsX[code];
        }

        foreach (int row in y.Order)
        {
            int code = codesX[row];
            if (code >= 0) sequence[ends[code]++] = codesY[row];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long TiedRuns(int[] sequence, int[] ends, int[] counts)
    {
        long pairs = 0;
        for (int code = 0; code < counts.Length; code++)
        {
            int run = 0;
            for (int i = ends[code] - counts[code]; i < ends[code]; i++)
            {
                run = run > 0 && sequence[i] == sequence[i - 1] ? run + 1 : 1;
                pairs += run - 1;
            }
        }

        return pairs;
    }
}
