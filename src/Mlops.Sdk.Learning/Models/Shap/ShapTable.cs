using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mlops.Sdk;

/// <summary>
/// What every leaf pays to every feature (or pair of features), looked up by which of its conditions a row meets: with m conditions there are 2^m answers, worked out once
/// (the idea of Yang 2021, "Fast TreeSHAP", version 2). Leaves with too many conditions are worked out for every row.
/// </summary>
internal sealed class ShapTable
{
    /// <summary>Rows that are explained together.</summary>
    public const int Lanes = 8;

    /// <summary>Entries that a table may have: 64 MB.</summary>
    public const long MostEntries = 8L << 20;

    private const int MostTabled = 16;

    private readonly ShapLeaf[] _leaves;
    private readonly ShapGame _game;
    private readonly bool _pairs;
    private readonly int _features;
    private readonly int _slotsPerOutput;
    private readonly Entry[] _entries;
    private readonly Test[] _tests;
    private readonly int[] _slots;
    private readonly double[] _shares;

    public ShapTable(IReadOnlyList<ShapLeaf> leaves, ShapGame game, int features, bool pairs, long mostEntries, CancellationToken cancellationToken)
    {
        _leaves = [.. leaves];
        (_game, _pairs, _features) = (game, pairs, features);
        _slotsPerOutput = pairs ? features * features : features;
        _entries = new Entry[_leaves.Length];
        int tabled = TabledConditions(mostEntries);
        long shares = 0;
        int slots = 0, tests = 0;
        _tests = [.. _leaves.SelectMany(leaf => leaf.Conditions).Select(Test.Of)];
        for (int i = 0; i < _leaves.Length; i++)
        {
            int count = _leaves[i].Conditions.Length, each = SlotCount(count);
            bool inTable = count <= tabled;
            _entries[i] = new Entry(slots, each, inTable ? (int)shares : -1, tests, count, !_leaves[i].Conditions.Any(condition => condition.HasSets));
            slots += each;
            tests += count;
            if (inTable) shares += (long)each << count;
        }

        _slots = new int[slots];
        _shares = new double[shares];
        Parallel.For(0, _leaves.Length, new ParallelOptions { CancellationToken = cancellationToken }, Fill);
    }

    /// <summary>Numbers that a row receives: for every output one a feature, or one a pair.</summary>
    public int SlotsPerOutput => _slotsPerOutput;

    /// <summary>Adds what the rows of some blocks of eight receive. Leaf after leaf, so that its answers stay near while the blocks pass.</summary>
    /// <param name="blocks">Block after block, the values of the features, eight rows side by side for each.</param>
    /// <param name="sums">Block after block, the sums of the slots of all outputs, eight rows side by side for each.</param>
    /// <param name="count">How many blocks there are.</param>
    public void Add(ReadOnlySpan<float> blocks, Span<double> sums, int count)
    {
        int width = blocks.Length / count, size = sums.Length / count;
        for (int i = 0; i < _leaves.Length; i++)
        {
            ref readonly Entry entry = ref _entries[i];
            bool vector = entry.Table >= 0 && entry.IsNumeric && Avx2.IsSupported;
            for (int block = 0; block < count; block++)
            {
                ReadOnlySpan<float> values = blocks.Slice(block * width, width);
                Span<double> own = sums.Slice(block * size, size);
                if (vector) AddVector(in entry, values, own);
                else if (entry.Table >= 0) AddScalar(_leaves[i].Conditions, in entry, values, own);
                else AddDirect(i, values, own);
            }
        }
    }

    private unsafe void AddVector(in Entry entry, ReadOnlySpan<float> block, Span<double> sums)
    {
        ref float values = ref MemoryMarshal.GetReference(block);
        ref Test test = ref _tests[entry.FirstTest];
        Vector256<int> mask = default, bit = Vector256<int>.One;
        for (int i = 0; i < entry.TestCount; i++, bit += bit)
        {
            ref Test one = ref Unsafe.Add(ref test, i);
            Vector256<float> x = Vector256.LoadUnsafe(ref values, (nuint)one.Offset);
            Vector256<float> holds = Vector256.AndNot(Vector256.LessThanOrEqual(x, Vector256.Create(one.High)), Vector256.LessThanOrEqual(x, Vector256.Create(one.Low)));
            holds |= Vector256.AndNot(Vector256.Create(one.Missing).AsSingle(), Vector256.Equals(x, x));
            mask |= holds.AsInt32() & bit;
        }

        Vector256<int> at = Vector256.Create(entry.Table) + (mask * entry.SlotCount);
        Vector128<int> lower = at.GetLower(), upper = at.GetUpper();
        ref double sum = ref MemoryMarshal.GetReference(sums);
        ref int slots = ref _slots[entry.FirstSlot];
        fixed (double* shares = _shares)
        {
            for (int slot = 0; slot < entry.SlotCount; slot++)
            {
                ref double here = ref Unsafe.Add(ref sum, Unsafe.Add(ref slots, slot) * Lanes);
                (Vector256.LoadUnsafe(ref here) + Avx2.GatherVector256(shares + slot, lower, 8)).StoreUnsafe(ref here);
                (Vector256.LoadUnsafe(ref here, 4) + Avx2.GatherVector256(shares + slot, upper, 8)).StoreUnsafe(ref here, 4);
            }
        }
    }

    private void AddScalar(ShapCondition[] conditions, in Entry entry, ReadOnlySpan<float> block, Span<double> sums)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            int mask = 0;
            for (int i = 0; i < conditions.Length; i++)
                if (conditions[i].Holds(block[(conditions[i].Feature * Lanes) + lane])) mask |= 1 << i;
            ReadOnlySpan<double> shares = _shares.AsSpan(entry.Table + (mask * entry.SlotCount), entry.SlotCount);
            for (int slot = 0; slot < shares.Length; slot++) sums[(_slots[entry.FirstSlot + slot] * Lanes) + lane] += shares[slot];
        }
    }

    private void AddDirect(int leaf, ReadOnlySpan<float> block, Span<double> sums)
    {
        ShapCondition[] conditions = _leaves[leaf].Conditions;
        Entry entry = _entries[leaf];
        var met = new double[conditions.Length];
        var shares = new double[_pairs ? conditions.Length * conditions.Length : conditions.Length];
        for (int lane = 0; lane < Lanes; lane++)
        {
            for (int i = 0; i < met.Length; i++) met[i] = conditions[i].Holds(block[(conditions[i].Feature * Lanes) + lane]) ? 1 : 0;
            _game.Share(_leaves[leaf], leaf, met, _pairs, shares);
            for (int slot = 0; slot < entry.SlotCount; slot++) sums[(_slots[entry.FirstSlot + slot] * Lanes) + lane] += shares[PositionOf(slot, met.Length)];
        }
    }

    private void Fill(int leaf)
    {
        ShapCondition[] conditions = _leaves[leaf].Conditions;
        Entry entry = _entries[leaf];
        int count = conditions.Length, first = _leaves[leaf].Output * _slotsPerOutput;
        for (int slot = 0; slot < entry.SlotCount; slot++)
        {
            int position = PositionOf(slot, count);
            _slots[entry.FirstSlot + slot] = first + (_pairs ? (conditions[position / count].Feature * _features) + conditions[position % count].Feature : conditions[position].Feature);
        }

        if (entry.Table < 0) return;
        var met = new double[count];
        var shares = new double[_pairs ? count * count : count];
        for (int mask = 0; mask < 1 << count; mask++)
        {
            for (int i = 0; i < count; i++) met[i] = (mask >> i) & 1;
            _game.Share(_leaves[leaf], leaf, met, _pairs, shares);
            Span<double> row = _shares.AsSpan(entry.Table + (mask * entry.SlotCount), entry.SlotCount);
            for (int slot = 0; slot < row.Length; slot++) row[slot] = shares[PositionOf(slot, count)];
        }
    }

    private int SlotCount(int conditions) => _pairs ? conditions * (conditions + 1) / 2 : conditions;

    // Pairs are kept as the upper triangle of their matrix; the caller mirrors it.
    private int PositionOf(int slot, int count)
    {
        if (!_pairs) return slot;
        int row = 0;
        while (slot >= count - row) slot -= count - row++;
        return (row * count) + row + slot;
    }

    private int TabledConditions(long mostEntries)
    {
        int most = MostTabled;
        while (most > 0 && _leaves.Where(leaf => leaf.Conditions.Length <= most).Sum(leaf => (long)SlotCount(leaf.Conditions.Length) << leaf.Conditions.Length) > mostEntries) most--;
        return most;
    }

    /// <summary>Where a leaf keeps its slots, its tests and its answers; no answers when they are worked out for every row.</summary>
    private readonly record struct Entry(int FirstSlot, int SlotCount, int Table, int FirstTest, int TestCount, bool IsNumeric);

    /// <summary>A numeric condition in the form the vector kernel reads: where the feature begins in a block, and all bits set if a missing value holds.</summary>
    private readonly record struct Test(int Offset, float Low, float High, int Missing)
    {
        public static Test Of(ShapCondition condition) => new(condition.Feature * Lanes, condition.Low, condition.High, condition.TakesMissing ? -1 : 0);
    }
}
