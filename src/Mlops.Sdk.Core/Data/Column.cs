using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>A named, immutable, contiguous run of values of one type, in which any row may be missing.</summary>
/// <remarks>Thread-safe: nothing changes after construction. Slices share memory with what they were cut from.</remarks>
[DebuggerDisplay("{Name} {Type}[{Length}]")]
public abstract class Column
{
    private protected Column(string name, int length)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = SoundText.Of(name);
        Length = length;
    }

    /// <summary>A column in which every row is missing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What its values would be.</param>
    /// <param name="rows">The number of rows, 0 or more.</param>
    /// <param name="levels">The levels of a category; none when null.</param>
    public static Column AllMissing(string name, ColumnType type, int rows, CategoryLevels? levels = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        MissingMask missing = MissingMask.All(rows);
        return type switch
        {
            ColumnType.Number => new NumberColumn(name, Filled(rows, double.NaN)),
            ColumnType.Integer => new IntegerColumn(name, new long[rows], missing),
            ColumnType.Timestamp => new TimestampColumn(name, new long[rows], missing),
            ColumnType.Flag => new FlagColumn(name, new bool[rows], missing),
            ColumnType.Category => new CategoryColumn(name, Filled(rows, -1), levels ?? CategoryLevels.None),
            _ => new TextColumn(name, default, new int[rows + 1], missing),
        };
    }

    /// <summary>The name of the column, unique in its dataset, case-sensitive; half of a surrogate pair, which UTF-8 cannot hold, is U+FFFD.</summary>
    public string Name { get; }

    /// <summary>What the values are.</summary>
    public abstract ColumnType Type { get; }

    /// <summary>The number of rows.</summary>
    public int Length { get; }

    /// <summary>True for numbers, integers and flags: what can be read as <see cref="double"/> without a choice to make.</summary>
    public bool IsNumeric => Type is ColumnType.Number or ColumnType.Integer or ColumnType.Flag;

    /// <summary>How many rows are missing. O(rows) at most.</summary>
    public abstract int MissingCount { get; }

    /// <summary>Whether a row is missing.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>The value of a row as <see cref="double"/>, <see cref="long"/>, <see cref="bool"/>, <see cref="string"/> or <see cref="DateTime"/>, or null where missing. Boxes; for display and single rows.</summary>
    public abstract object? GetValue(int row);

    /// <summary>The value of a row as text by the invariant culture, round-trip exact; empty where missing.</summary>
    public abstract string GetText(int row);

    /// <summary>A run of rows, sharing memory.</summary>
    public abstract Column Slice(int start, int length);

    /// <summary>The chosen rows in the order given; a row may be chosen more than once.</summary>
    public abstract Column Take(ReadOnlySpan<int> rows);

    /// <summary>The same values under another name.</summary>
    public abstract Column WithName(string name);

    /// <summary>Copies rows as numbers, missing as NaN.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="destination">Filled from that row on.</param>
    /// <exception cref="InvalidOperationException">The column is not numeric.</exception>
    public virtual void CopyNumbers(int start, Span<double> destination) => throw NotNumeric();

    /// <summary>Copies rows as single-precision numbers, missing as NaN.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="destination">Filled from that row on.</param>
    /// <exception cref="InvalidOperationException">The column is not numeric.</exception>
    public virtual void CopyNumbers(int start, Span<float> destination) => throw NotNumeric();

    /// <summary>The values as numbers, missing as NaN; shares memory when the column holds numbers already.</summary>
    /// <exception cref="InvalidOperationException">The column is not numeric.</exception>
    public virtual ReadOnlyMemory<double> ToNumbers()
    {
        var numbers = new double[Length];
        CopyNumbers(0, numbers);
        return numbers;
    }

    private protected static void CheckRange(int start, int count, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + count, length, nameof(count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected static T[] Gather<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++) taken[i] = values[rows[i]];
        return taken;
    }

    private InvalidOperationException NotNumeric() =>
        new($"Column '{Name}' holds {Type} values, which are not numbers. Encode it first, for example with Pipeline.EncodeCategories().");

    private static T[] Filled<T>(int rows, T value)
    {
        var values = new T[rows];
        Array.Fill(values, value);
        return values;
    }
}
