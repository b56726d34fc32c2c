using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>Rows and sums of columns by moment; by bins of moments as soon as there are more different ones than there is room for.</summary>
/// <remarks>The width of the bins is the least of <see cref="TimeWidths"/> at which all fit: a function of the moments alone, and not of their order or of how they came in parts.</remarks>
internal sealed class TimeGrid(int columns, bool isMoment)
{
    /// <summary>At most so many bins.</summary>
    public const int Most = 10_000;

    private readonly Dictionary<long, int> _slots = [];
    private readonly List<long> _bins = [];
    private readonly List<long> _rows = [];
    private readonly List<double>[] _sums = [.. Enumerable.Range(0, columns).Select(_ => new List<double>())];
    private readonly List<long>[] _counts = [.. Enumerable.Range(0, columns).Select(_ => new List<long>())];
    private int _level;

    /// <summary>The width of the bins; 1 while every moment has its own.</summary>
    public long Width => TimeWidths.Of(isMoment)[_level];

    /// <summary>How many bins there are.</summary>
    public int Count => _bins.Count;

    /// <summary>Adds rows.</summary>
    /// <param name="moments">The moment of each; rows without one are passed over.</param>
    /// <param name="missing">Which have none.</param>
    /// <param name="values">For each column the number of each row; what is not finite is left out.</param>
    public void Add(ReadOnlySpan<long> moments, Func<int, bool> missing, ReadOnlyMemory<double>[] values)
    {
        var slots = new int[moments.Length];
        long before = 0, width = Width;
        int slot = -1;
        for (int row = 0; row < moments.Length; row++)
        {
            slots[row] = -1;
            if (missing(row)) continue;
            if (slot < 0 || moments[row] != before)
            {
                slot = SlotOf(TimeWidths.Bin(moments[row], width));
                while (_bins.Count > Most)
                {
                    int[] places = Widen();
                    width = Width;
                    for (int i = 0; i < row; i++)
                        if (slots[i] >= 0) slots[i] = places[slots[i]];
                    slot = places[slot];
                }

                before = moments[row];
            }

            slots[row] = slot;
            _rows[slot]++;
        }

        Parallel.For(0, columns, column =>
        {
            Span<double> sums = CollectionsMarshal.AsSpan(_sums[column]);
            Span<long> counts = CollectionsMarshal.AsSpan(_counts[column]);
            ReadOnlySpan<double> numbers = values[column].Span;
            for (int row = 0; row < numbers.Length; row++)
            {
                if (slots[row] < 0 || !double.IsFinite(numbers[row])) continue;
                sums[slots[row]] += numbers[row];
                counts[slots[row]]++;
            }
        });
    }

    public void Merge(TimeGrid other)
    {
        while (_level < other._level) Widen();
        for (int i = 0; i < other._bins.Count; i++)
        {
            int slot = SlotOf(TimeWidths.Bin(other._bins[i] * other.Width, Width));
            _rows[slot] += other._rows[i];
            for (int column = 0; column < columns; column++)
            {
                _sums[column][slot] += other._sums[column][i];
                _counts[column][slot] += other._counts[column][i];
            }

            while (_bins.Count > Most) Widen();
        }
    }

    /// <summary>The first moment of every bin in ascending order, and where it is kept.</summary>
    public (long[] Starts, int[] Slots) Sorted()
    {
        long[] starts = [.. _bins.Select(bin => bin * Width)];
        int[] slots = [.. Enumerable.Range(0, starts.Length)];
        Array.Sort(starts, slots);
        return (starts, slots);
    }

    public long RowsOf(int slot) => _rows[slot];

    public (double Sum, long Count) Of(int column, int slot) => (_sums[column][slot], _counts[column][slot]);

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_level);
        writer.Write(_bins.Count);
        (_, int[] slots) = Sorted();
        foreach (int slot in slots)
        {
            writer.Write(_bins[slot]);
            writer.Write(_rows[slot]);
            for (int column = 0; column < columns; column++)
            {
                writer.Write(_sums[column][slot]);
                writer.Write(_counts[column][slot]);
            }
        }
    }

    public void ReadFrom(BinaryReader reader)
    {
        _level = reader.ReadInt32();
        int count = reader.ReadInt32();
        if (_level < 0 || _level >= TimeWidths.Of(isMoment).Length || count is < 0 or > Most) throw new InvalidDataException("The stored grid of moments cannot be.");
        for (int i = 0; i < count; i++)
        {
            long bin = reader.ReadInt64();
            int slot = SlotOf(bin);
            _rows[slot] = reader.ReadInt64();
            if (slot != i || _rows[slot] < 1 || (isMoment && (bin < 0 || bin > DateTime.MaxValue.Ticks / Width))) throw new InvalidDataException("The stored rows of a moment cannot be.");
            for (int column = 0; column < columns; column++)
            {
                _sums[column][slot] = reader.ReadDouble();
                _counts[column][slot] = reader.ReadInt64();
                if (_counts[column][slot] < 0 || _counts[column][slot] > _rows[slot]) throw new InvalidDataException("The stored values of a moment cannot be.");
            }
        }
    }

    private int SlotOf(long bin)
    {
        ref int slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_slots, bin, out bool known);
        if (known) return slot;
        slot = _bins.Count;
        _bins.Add(bin);
        _rows.Add(0);
        foreach (List<double> sums in _sums) sums.Add(0);
        foreach (List<long> counts in _counts) counts.Add(0);
        return slot;
    }

    // Returns where each slot went.
    private int[] Widen()
    {
        long before = Width;
        _level++;
        long factor = Width / before;
        (long[] bins, long[] rows) = ([.. _bins], [.. _rows]);
        double[][] sums = [.. _sums.Select(one => one.ToArray())];
        long[][] counts = [.. _counts.Select(one => one.ToArray())];
        _slots.Clear();
        _bins.Clear();
        _rows.Clear();
        foreach (List<double> one in _sums) one.Clear();
        foreach (List<long> one in _counts) one.Clear();
        var places = new int[bins.Length];
        for (int i = 0; i < bins.Length; i++)
        {
            int slot = places[i] = SlotOf(TimeWidths.Bin(bins[i], factor));
            _rows[slot] += rows[i];
            for (int column = 0; column < columns; column++)
            {
                _sums[column][slot] += sums[column][i];
                _counts[column][slot] += counts[column][i];
            }
        }

        return places;
    }
}
