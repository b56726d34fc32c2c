using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A column in bins: ordered ones with cuts between them, or the levels of a category, the most frequent first.</summary>
internal sealed class BinnedFeature
{
    private const int SampleRows = 200_000;
    private const int MostLevels = 254;

    private BinnedFeature(byte[] bins, int binCount, int missingBin, float[]? cuts, int[]? levels) => (Bins, BinCount, MissingBin, Cuts, Levels) = (bins, binCount, missingBin, cuts, levels);

    /// <summary>The bin of each row.</summary>
    public byte[] Bins { get; }

    public int BinCount { get; }

    /// <summary>The bin of rows without a value; -1 when every row has one.</summary>
    public int MissingBin { get; }

    /// <summary>Cuts between ordered bins; null for a category.</summary>
    public float[]? Cuts { get; }

    /// <summary>The code of the level in each bin; null for an ordered feature.</summary>
    public int[]? Levels { get; }

    public bool IsUseful => Cuts is null ? Levels!.Length > 0 : Cuts.Length > 0 || MissingBin >= 0;

    /// <summary>All columns, several at once.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="mostBins">Most bins of a column of numbers, without the missing.</param>
    /// <param name="leastRows">Fewest rows in a bin of numbers.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static BinnedFeature[] Of(Column[] columns, int mostBins, int leastRows, ParallelOptions parallel)
    {
        var features = new BinnedFeature[columns.Length];
        Parallel.For(0, columns.Length, parallel, i => features[i] = columns[i] is CategoryColumn category ? OfLevels(category) : OfNumbers(columns[i], mostBins, leastRows));
        return features;
    }

    private static BinnedFeature OfNumbers(Column column, int mostBins, int leastRows)
    {
        var values = new float[column.Length];
        column.CopyNumbers(0, values);
        int count = Math.Min(values.Length, SampleRows);
        var sample = new float[count];
        for (int i = 0; i < count; i++) sample[i] = values[(int)((long)i * values.Length / count)];
        float[] cuts = FeatureCuts.Of(sample, mostBins, leastRows);
        var bins = new byte[values.Length];
        FeatureCuts.Assign(values, cuts, bins);
        int missing = bins.AsSpan().Contains((byte)(cuts.Length + 1)) ? cuts.Length + 1 : -1;
        return new BinnedFeature(bins, cuts.Length + (missing < 0 ? 1 : 2), missing, cuts, null);
    }

    // Levels beyond the most frequent 254, and missing ones, share the last bin, which no split sends left.
    private static BinnedFeature OfLevels(CategoryColumn column)
    {
        var counts = new long[column.Levels.Count];
        foreach (int code in column.Codes)
            if (code >= 0) counts[code]++;
        int[] levels = [.. Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0).OrderByDescending(code => counts[code]).ThenBy(code => code).Take(MostLevels)];
        var bin = new byte[counts.Length];
        bin.AsSpan().Fill((byte)levels.Length);
        for (int i = 0; i < levels.Length; i++) bin[levels[i]] = (byte)i;
        var bins = new byte[column.Length];
        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0; row < bins.Length; row++) bins[row] = codes[row] < 0 ? (byte)levels.Length : bin[codes[row]];
        return new BinnedFeature(bins, levels.Length + 1, -1, null, levels);
    }
}
