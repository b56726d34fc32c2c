using System.Buffers;

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
        int[] ranksX = RankedSample.CentredRanks(countsX, total), ranksY = RankedSample.CentredRanks(countsY, total);
        double cross = Cross(x.Codes, y.Codes, ranksX, ranksY);
        return Math.Clamp(cross / GeometricMean(Squares(countsX, ranksX), Squares(countsY, ranksY)), -1, 1);
    }

    // Knight (1966): after sorting by x and then by y, the discordant pairs are the inversions of y.
    public static double Kendall(RankedSample x, RankedSample y)
    {
        (int[] countsX, int[] countsY, int total) = Complete(x, y);
        long all = Pairs(total), tiedX = Ties(countsX), tiedY = Ties(countsY);
        if (tiedX == all || tiedY == all) return double.NaN;
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
    private static double Cross(int[] codesX, int[] codesY, int[] ranksX, int[] ranksY)
    {
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

        return sum;
    }

    private static double Squares(int[] counts, int[] ranks)
    {
        double sum = 0;
        for (int code = 0; code < counts.Length; code++) sum += counts[code] * ((double)ranks[code] * ranks[code]);
        return sum;
    }

    private static bool IsConstant(int[] counts, int total) => Array.IndexOf(counts, total) >= 0;

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static long Ties(int[] counts)
    {
        long pairs = 0;
        foreach (int count in counts) pairs += Pairs(count);
        return pairs;
    }

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

    private static (long Discordant, long TiedBoth) BySorting(RankedSample x, RankedSample y, int[] countsX, int total, bool hasTies)
    {
        int[] sequence = ArrayPool<int>.Shared.Rent(total), spare = ArrayPool<int>.Shared.Rent(total), ends = ArrayPool<int>.Shared.Rent(countsX.Length), codesX = x.Codes, codesY = y.Codes;
        int below = 0;
        for (int code = 0; code < countsX.Length; code++)
        {
            ends[code] = below;
            below += countsX[code];
        }

        // Rows come in ascending order of y and each goes to the end of its x: sorted by x, then by y.
        foreach (int row in y.Order)
        {
            int code = codesX[row];
            if (code >= 0) sequence[ends[code]++] = codesY[row];
        }

        long tied = hasTies ? TiedRuns(sequence, ends, countsX) : 0;
        long discordant = Inversions.Count(sequence.AsSpan(0, total), spare.AsSpan(0, total));
        ArrayPool<int>.Shared.Return(sequence);
        ArrayPool<int>.Shared.Return(spare);
        ArrayPool<int>.Shared.Return(ends);
        return (discordant, tied);
    }

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
