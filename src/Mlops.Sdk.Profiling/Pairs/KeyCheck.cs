using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Whether rows differ; ends at the first that repeats.</summary>
internal static class KeyCheck
{
    /// <summary>By columns of codes, none missing; the rows looked at are taken from what may still be looked at.</summary>
    public static bool AreUnique(int[][] codes, ref long budget)
    {
        var seen = new HashSet<ulong>();
        for (int row = 0; row < codes[0].Length; row++)
        {
            budget--;
            ulong key = 0;
            foreach (int[] column in codes) key = Hashing.Combine(key, (ulong)column[row]);
            if (!seen.Add(key)) return false;
        }

        return true;
    }

    /// <summary>By the values of whole columns (64-bit hashes).</summary>
    public static bool IsUnique(Column[] columns)
    {
        const int Chunk = 4096;
        ulong[][] levels = [.. columns.Select(column => column is CategoryColumn categories ? categories.Levels.Names.Select(level => Hashing.OfString(level)).ToArray() : [])];
        int rows = columns[0].Length;
        var seen = new HashSet<ulong>(rows);
        var state = new ulong[Chunk];
        for (int start = 0; start < rows; start += Chunk)
        {
            Span<ulong> keys = state.AsSpan(0, Math.Min(Chunk, rows - start));
            keys.Clear();
            for (int i = 0; i < columns.Length; i++) RowCells.Add(columns[i], start, keys, levels[i]);
            foreach (ulong key in keys)
                if (!seen.Add(key)) return false;
        }

        return true;
    }
}
