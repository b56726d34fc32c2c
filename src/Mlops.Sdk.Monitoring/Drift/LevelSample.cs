using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The levels of the sampled rows of a column: what stands for a column with too many levels to count them all.</summary>
internal sealed class LevelSample(int capacity)
{
    private string?[] _levels = [];

    public void Add(Column column, ReadOnlySpan<RowPlacement> placed)
    {
        foreach (RowPlacement placement in placed)
        {
            if (placement.Slot >= _levels.Length) Array.Resize(ref _levels, (int)Math.Min(capacity, Math.Max(placement.Slot + placed.Length, 2L * _levels.Length)));
            _levels[placement.Slot] = LevelTally.LevelOf(column, placement.Row);
        }
    }

    public SortedDictionary<string, long> ToCounts()
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach ((string level, int count) in _levels.OfType<string>().CountBy(level => level, StringComparer.Ordinal)) counts.Add(level, count);
        return counts;
    }
}
