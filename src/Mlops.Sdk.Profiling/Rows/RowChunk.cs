namespace Mlops.Sdk;

/// <summary>Rows of a sample in the order of the table.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Positions">Where each stands in the table.</param>
/// <param name="Priorities">The priority of each.</param>
/// <param name="Hashes">The hash of each over all columns.</param>
internal sealed record RowChunk(Dataset Rows, long[] Positions, ulong[] Priorities, ulong[] Hashes)
{
    public int Length => Positions.Length;

    public static RowChunk Join(IReadOnlyList<RowChunk> chunks) => chunks.Count == 1
        ? chunks[0]
        : new RowChunk(Dataset.Concat(chunks.Select(chunk => chunk.Rows)), [.. chunks.SelectMany(chunk => chunk.Positions)], [.. chunks.SelectMany(chunk => chunk.Priorities)], [.. chunks.SelectMany(chunk => chunk.Hashes)]);

    /// <summary>The rows whose priority is below a limit; the greatest limit leaves none out.</summary>
    public RowChunk Below(ulong limit)
    {
        int[] kept = [.. Enumerable.Range(0, Length).Where(row => Priorities[row] < limit || limit == ulong.MaxValue)];
        if (kept.Length == Length) return this;
        return new RowChunk(
            RowColumns.DropLevels(Rows.Take(kept)), Array.ConvertAll(kept, row => Positions[row]), Array.ConvertAll(kept, row => Priorities[row]), Array.ConvertAll(kept, row => Hashes[row]));
    }
}
