using System.Runtime.CompilerServices;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Free text as UTF-8 in one block with offsets. An empty text is a value; a missing row is not.</summary>
/// <remarks>The bytes of one column are at most 2 GiB less one; longer texts are read in batches.</remarks>
public sealed class TextColumn : Column
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ReadOnlyMemory<int> _offsets;
    private readonly MissingMask _missing;

    /// <summary>A column over memory that is not copied and not to be changed afterwards.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="bytes">The UTF-8 of all rows.</param>
    /// <param name="offsets">Rows plus one ascending offsets into <paramref name="bytes"/>.</param>
    /// <param name="missing">The missing rows; none by default.</param>
    /// <exception cref="ArgumentException">There is no offset.</exception>
    public TextColumn(string name, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<int> offsets, MissingMask missing = default)
        : base(name, offsets.Length - 1)
    {
        if (offsets.IsEmpty) throw new ArgumentException("Offsets are one more than the rows; there must be at least one.", nameof(offsets));
        _bytes = bytes;
        _offsets = offsets;
        _missing = missing;
    }

    /// <summary>A column over strings; null is missing.</summary>
    public static TextColumn FromValues(string name, IEnumerable<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var builder = new TextColumnBuilder();
        foreach (string? value in values)
        {
            if (value is null) builder.AppendMissing();
            else builder.Append(value);
        }

        return builder.Build(name);
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Text;

    /// <summary>The missing rows.</summary>
    public MissingMask Missing => _missing;

    /// <summary>Rows plus one offsets into <see cref="Utf8"/>.</summary>
    public ReadOnlySpan<int> Offsets => _offsets.Span;

    /// <summary>The UTF-8 that the offsets point into.</summary>
    public ReadOnlySpan<byte> Utf8 => _bytes.Span;

    /// <inheritdoc/>
    public override int MissingCount => _missing.Count();

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _missing[row];

    /// <summary>The UTF-8 of a row; empty where missing.</summary>
    public ReadOnlySpan<byte> GetUtf8(int row)
    {
        ReadOnlySpan<int> offsets = _offsets.Span;
        return _bytes.Span[offsets[row]..offsets[row + 1]];
    }

    /// <inheritdoc/>
    public override object? GetValue(int row) => _missing[row] ? null : GetText(row);

    /// <inheritdoc/>
    public override string GetText(int row) => Encoding.UTF8.GetString(GetUtf8(row));

    /// <inheritdoc/>
    public override Column Slice(int start, int length)
    {
        CheckRange(start, length, Length);
        return new TextColumn(Name, _bytes, _offsets.Slice(start, length + 1), _missing.Slice(start, length));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override Column Take(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<byte> from = Utf8;
        ReadOnlySpan<int> ends = Offsets;
        var offsets = new int[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            long end = offsets[i] + (_missing[rows[i]] ? 0L : ends[rows[i] + 1] - ends[rows[i]]);
            if (end > Array.MaxLength) throw new MlopsException("MLO1010", $"A text column can hold 2 GiB of UTF-8 and row {i} would pass that. Take fewer rows, or leave the column out.");
            offsets[i + 1] = (int)end;
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>(offsets[^1]);
        for (int i = 0; i < rows.Length; i++) from.Slice(ends[rows[i]], offsets[i + 1] - offsets[i]).CopyTo(bytes.AsSpan(offsets[i]));
        return new TextColumn(Name, bytes, offsets, _missing.Take(rows));
    }

    /// <inheritdoc/>
    public override Column WithName(string name) => new TextColumn(name, _bytes, _offsets, _missing);
}
