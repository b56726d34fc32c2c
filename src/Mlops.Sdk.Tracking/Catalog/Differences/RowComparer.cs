using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>Compares the rows of two datasets by hashes. Blocks that are the same in both, at the same place, are not read; of more rows than fit, hashes are parted into temporary files and compared part by part.</summary>
internal sealed class RowComparer(Dataset before, Dataset after, string? key, IReadOnlyList<string> columns, Func<int, bool> isSameBlock, DatasetDiffOptions options)
{
    private const int BlockRows = DatasetFingerprint.BlockRows, MostParts = 256;
    private readonly Column[] _before = [.. columns.Select(name => before[name])], _after = [.. columns.Select(name => after[name])];

    public RowDifferences Run(CancellationToken cancellationToken)
    {
        var result = new RowDifferences(columns.Count, options.MostExamples);
        long rows = Blocks(before).Concat(Blocks(after)).Sum(block => (long)block.Count);
        int parts = (int)Math.Clamp((rows + options.RowsInMemory - 1) / options.RowsInMemory, 1, MostParts);
        using RowParts left = Part(before, _before, parts, cancellationToken), right = Part(after, _after, parts, cancellationToken);
        for (int part = 0; part < parts; part++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (key is null) CompareWhole(left.Read(part), right.Read(part), result);
            else CompareByKey(left.Read(part), right.Read(part), result);
        }

        return result;
    }

    private IEnumerable<(int Start, int Count)> Blocks(Dataset data)
    {
        for (int block = 0; (long)block * BlockRows < data.RowCount; block++)
            if (!isSameBlock(block)) yield return (block * BlockRows, Math.Min(BlockRows, data.RowCount - (block * BlockRows)));
    }

    private RowParts Part(Dataset data, Column[] compared, int parts, CancellationToken cancellationToken)
    {
        var written = new RowParts(parts);
        try
        {
            foreach ((int start, int count) in Blocks(data))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var hashes = new UInt128[count];
                RowHashes.Of(compared, start, hashes);
                UInt128[] keys = hashes;
                if (key is not null) RowHashes.Of([data[key]], start, keys = new UInt128[count]);
                for (int i = 0; i < count; i++) written.Add(new HashedRow(keys[i], hashes[i], start + i));
            }

            written.Complete();
            return written;
        }
        catch
        {
            written.Dispose();
            throw;
        }
    }

    private static void CompareWhole(IEnumerable<HashedRow> left, IEnumerable<HashedRow> right, RowDifferences result)
    {
        Dictionary<UInt128, (int Count, int Row)> counts = [];
        foreach (HashedRow row in left)
        {
            ref (int Count, int Row) held = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, row.Hash, out bool known);
            held = (held.Count + 1, known ? held.Row : row.Row);
        }

        foreach (HashedRow row in right)
        {
            ref (int Count, int Row) held = ref CollectionsMarshal.GetValueRefOrNullRef(counts, row.Hash);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref held) && held.Count > 0) held.Count--;
            else result.Add(() => new RowDiff(null, null, row.Row, []));
        }

        foreach ((int count, int row) in counts.Values)
            for (int i = 0; i < count; i++) result.Remove(() => new RowDiff(null, row, null, []));
    }

    private void CompareByKey(IEnumerable<HashedRow> left, IEnumerable<HashedRow> right, RowDifferences result)
    {
        Dictionary<UInt128, HashedRow> rows = [];
        HashSet<UInt128> seen = [];
        foreach (HashedRow row in left)
            if (!rows.TryAdd(row.Key, row)) result.Repeated++;
        foreach (HashedRow row in right)
        {
            if (!seen.Add(row.Key))
            {
                result.Repeated++;
                continue;
            }

            if (!rows.Remove(row.Key, out HashedRow old)) result.Add(() => new RowDiff(after[key!].GetText(row.Row), null, row.Row, []));
            else if (old.Hash != row.Hash) Change(old.Row, row.Row, result);
        }

        foreach (HashedRow row in rows.Values) result.Remove(() => new RowDiff(before[key!].GetText(row.Row), row.Row, null, []));
    }

    private void Change(int left, int right, RowDifferences result)
    {
        List<string> changed = [];
        for (int c = 0; c < _before.Length; c++)
        {
            if (AreEqual(_before[c], left, _after[c], right)) continue;
            result.ByColumn[c]++;
            changed.Add(columns[c]);
        }

        result.Change(() => new RowDiff(after[key!].GetText(right), left, right, [.. changed]));
    }

    private static bool AreEqual(Column a, int i, Column b, int j) =>
        a.IsMissing(i) || b.IsMissing(j) ? a.IsMissing(i) && b.IsMissing(j)
        : a is NumberColumn x && b is NumberColumn y ? BitConverter.DoubleToInt64Bits(x.Values[i]) == BitConverter.DoubleToInt64Bits(y.Values[j])
        : a.GetText(i) == b.GetText(j);
}

/// <summary>A row by the hash of its key, the hash of its values, and its number.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct HashedRow(UInt128 Key, UInt128 Hash, int Row);
