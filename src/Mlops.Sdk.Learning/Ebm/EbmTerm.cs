using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A column, or a pair of columns, in cells: which cell each row lies in, and how a cell may be told from others.</summary>
internal sealed class EbmTerm
{
    // Half a step beyond the least single: what lies at or below it is read as minus infinity.
    private const double BelowSingles = -3.4028235677973366e38;

    private EbmTerm(TermAxis[] axes, ushort[] cells, bool[] isCategory) => (Axes, Cells, IsCategory) = (axes, cells, isCategory);

    public TermAxis[] Axes { get; }

    /// <summary>The cell of each row of the table.</summary>
    public ushort[] Cells { get; }

    /// <summary>Whether each axis has levels without an order.</summary>
    public bool[] IsCategory { get; }

    public int CellCount => Axes.Aggregate(1, (product, axis) => product * axis.CellCount);

    public static EbmTerm Single(int feature, BinnedFeature binned, int levelCount)
    {
        int[] codes = binned.Levels ?? [];
        TermAxis axis = AxisOf(feature, binned, levelCount, codes, binned.Cuts ?? []);
        return new EbmTerm([axis], Array.ConvertAll(binned.Bins, bin => (ushort)bin), [binned.Levels is not null]);
    }

    public static EbmTerm Pair((int Feature, BinnedFeature Binned, int Levels) first, (int Feature, BinnedFeature Binned, int Levels) second, int mostBins)
    {
        (TermAxis one, byte[] oneCell) = Coarse(first, mostBins);
        (TermAxis two, byte[] twoCell) = Coarse(second, mostBins);
        var cells = new ushort[first.Binned.Bins.Length];
        for (int row = 0; row < cells.Length; row++) cells[row] = (ushort)((oneCell[first.Binned.Bins[row]] * two.CellCount) + twoCell[second.Binned.Bins[row]]);
        return new EbmTerm([one, two], cells, [first.Binned.Levels is not null, second.Binned.Levels is not null]);
    }

    // Neighbouring bins are joined until each holds about as many rows; of levels the most frequent keep a cell.
    private static (TermAxis Axis, byte[] CellOfBin) Coarse((int Feature, BinnedFeature Binned, int Levels) one, int mostBins)
    {
        BinnedFeature binned = one.Binned;
        var cellOfBin = new byte[256];
        if (binned.Levels is { } levels)
        {
            int[] kept = levels.Length <= mostBins ? levels : levels[..mostBins];
            for (int bin = 0; bin < 256; bin++) cellOfBin[bin] = (byte)Math.Min(bin, kept.Length);
            return (AxisOf(one.Feature, binned, one.Levels, kept, []), cellOfBin);
        }

        var counts = new long[256];
        foreach (byte bin in binned.Bins) counts[bin]++;
        float[] cuts = binned.Cuts!;
        double share = (double)counts[..(cuts.Length + 1)].Sum() / mostBins, inCell = 0;
        var kept2 = new List<float>();
        for (int bin = 0; bin <= cuts.Length; bin++)
        {
            cellOfBin[bin] = (byte)kept2.Count;
            inCell += counts[bin];
            if (bin < cuts.Length && inCell >= share && kept2.Count < mostBins - 1)
            {
                kept2.Add(cuts[bin]);
                inCell = 0;
            }
        }

        for (int bin = cuts.Length + 1; bin < 256; bin++) cellOfBin[bin] = (byte)(kept2.Count + 1);
        return (AxisOf(one.Feature, binned, 0, [], [.. kept2]), cellOfBin);
    }

    private static TermAxis AxisOf(int feature, BinnedFeature binned, int levelCount, int[] levels, float[] cuts)
    {
        if (binned.Levels is null) return TermAxis.Numbers(feature, cuts.Select(cut => Math.Max(cut, BelowSingles)));
        var groups = new int[levelCount];
        Array.Fill(groups, -1);
        for (int cell = 0; cell < levels.Length; cell++) groups[levels[cell]] = cell;
        return TermAxis.Levels(feature, groups);
    }
}
