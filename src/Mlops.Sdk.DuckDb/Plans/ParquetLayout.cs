using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>How the rows of Parquet files lie in files and row groups, and the blocks that follow from that.</summary>
internal sealed class ParquetLayout
{
    // A block is worth its turn from here on.
    private const long LeastRows = 100_000;

    private ParquetLayout(long rows, long unit, ImmutableArray<ScanBlock> blocks, ImmutableArray<int> firstFiles) => (Rows, Unit, Blocks, FirstFiles) = (rows, unit, blocks, firstFiles);

    /// <summary>All rows.</summary>
    public long Rows { get; }

    /// <summary>The rows of a block within a file; 0 where blocks are whole files.</summary>
    public long Unit { get; }

    /// <summary>The blocks in order; none where the rows are best read as one.</summary>
    public ImmutableArray<ScanBlock> Blocks { get; }

    /// <summary>Where blocks are whole files: the first file of each.</summary>
    public ImmutableArray<int> FirstFiles { get; }

    /// <param name="files">Rows and row groups of each file.</param>
    /// <param name="groups">The rows of all row groups, file by file.</param>
    public static ParquetLayout Of(IReadOnlyList<(long Rows, int Groups)> files, IReadOnlyList<long> groups)
    {
        long rows = files.Sum(file => file.Rows);
        if (UnitOf(files, groups) is { } unit) return Units(files, rows, unit);
        return files.Count > 1 && files.All(file => file.Rows <= 20 * LeastRows) ? WholeFiles(files, rows) : new ParquetLayout(rows, 0, [], []);
    }

    public static ParquetLayout Undivided(long rows) => new(rows, 0, [], []);

    /// <summary>The condition of a share where blocks lie within files.</summary>
    public string Condition(ScanShare share) => string.Create(CultureInfo.InvariantCulture, $"(file_row_number // {Unit}) % {share.Readers} = {share.Reader}");

    /// <summary>The files of a share where blocks are whole files.</summary>
    public ImmutableArray<string> Files(ImmutableArray<string> all, ScanShare share)
    {
        var chosen = ImmutableArray.CreateBuilder<string>();
        for (int block = 0; block < Blocks.Length; block++)
        {
            if (!share.Has(Blocks[block])) continue;
            int end = block + 1 < FirstFiles.Length ? FirstFiles[block + 1] : all.Length;
            for (int file = FirstFiles[block]; file < end; file++) chosen.Add(all[file]);
        }

        return chosen.ToImmutable();
    }

    // Row groups are read apart by a division of the row number, which needs them to be of one size; of the last of a file less is asked.
    private static long? UnitOf(IReadOnlyList<(long Rows, int Groups)> files, IReadOnlyList<long> groups)
    {
        int largest = Enumerable.Range(0, files.Count).MaxBy(file => files[file].Groups);
        if (files[largest].Groups < 2) return null;
        long size = groups[files.Take(largest).Sum(file => file.Groups)];
        if (size == 0) return null;
        int at = 0;
        foreach ((_, int count) in files)
        {
            for (int i = 0; i < count; i++, at++)
                if (groups[at] > size || (groups[at] < size && i < count - 1)) return null;
        }

        return size * Math.Max(1, (LeastRows + size - 1) / size);
    }

    private static ParquetLayout Units(IReadOnlyList<(long Rows, int Groups)> files, long rows, long unit)
    {
        var blocks = ImmutableArray.CreateBuilder<ScanBlock>();
        foreach ((long all, _) in files)
        {
            for (long first = 0; first < all; first += unit)
                blocks.Add(new ScanBlock(first, Math.Min(unit, all - first), (int)(first / unit)));
        }

        return new ParquetLayout(rows, unit, blocks.ToImmutable(), []);
    }

    private static ParquetLayout WholeFiles(IReadOnlyList<(long Rows, int Groups)> files, long rows)
    {
        var blocks = ImmutableArray.CreateBuilder<ScanBlock>();
        var first = ImmutableArray.CreateBuilder<int>();
        long start = 0, length = 0;
        int from = 0;
        for (int file = 0; file < files.Count; file++)
        {
            length += files[file].Rows;
            if (length < LeastRows && file < files.Count - 1) continue;
            if (length > 0)
            {
                first.Add(from);
                blocks.Add(new ScanBlock(start, length, blocks.Count));
            }

            (start, length, from) = (start + length, 0, file + 1);
        }

        return new ParquetLayout(rows, 0, blocks.ToImmutable(), first.ToImmutable());
    }
}
