using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>Builds a column from values one by one. Without a declared type the type widens with the values: integers beside numbers become numbers, anything else that is mixed becomes text.</summary>
internal sealed class ColumnBuilder
{
    private readonly bool _declared;
    private readonly CategoryLevels? _levels;
    private readonly List<long> _values = [];
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private ulong[] _missing = [];
    private bool _hasMissing;
    private bool _hasNaN;
    private ColumnType? _type;
    private TextColumnBuilder? _long;
    private bool _widened;

    /// <param name="name">The name of the column.</param>
    /// <param name="type">The type to convert every value to, or null to find one.</param>
    /// <param name="levels">The levels of a category column, where they are known.</param>
    public ColumnBuilder(string name, ColumnType? type = null, CategoryLevels? levels = null)
    {
        (Name, _type, _declared, _levels) = (name, type, type is not null, levels);
    }

    public string Name { get; }

    public int Length => _values.Count;

    /// <summary>Whether a value that is none of the known levels becomes a further level; otherwise it becomes missing.</summary>
    public bool ExtendLevels { get; init; }

    /// <summary>Whether strings that are all ISO 8601 timestamps become timestamps.</summary>
    public bool FindTimestamps { get; init; }

    /// <summary>Whether a declared type is only where the column begins, as of a database whose values need not be of their column's type.</summary>
    public bool Widens { get; init; }

    /// <summary>The number of the first row, for messages.</summary>
    public long FirstRow { get; init; }

    public void AppendMissing()
    {
        _long?.AppendMissing();
        int word = _values.Count >> 6;
        if (word >= _missing.Length) Array.Resize(ref _missing, Math.Max(word + 1, _missing.Length * 2));
        _missing[word] |= 1UL << _values.Count;
        _hasMissing = true;
        _values.Add(0);
    }

    /// <summary>Makes the column as long as the rows before this one, for a column that first occurs in a later row.</summary>
    public void PadTo(int rows)
    {
        while (Length < rows) AppendMissing();
    }

    public void Append(long value)
    {
        switch (Accept(ColumnType.Integer))
        {
            case ColumnType.Integer: _values.Add(value); break;
            case ColumnType.Number: _values.Add(BitConverter.DoubleToInt64Bits(value)); break;
            case ColumnType.Flag when value is 0 or 1: _values.Add(value); break;
            case ColumnType.Category or ColumnType.Text: AddText(value.ToString(CultureInfo.InvariantCulture)); break;
            default: throw Unconvertible(value);
        }
    }

    public void Append(double value)
    {
        switch (Accept(ColumnType.Number))
        {
            case ColumnType.Number: AddNumber(value); break;
            case ColumnType.Integer when value >= long.MinValue && value < 9223372036854775808.0 && Math.Floor(value) == value: _values.Add((long)value); break;
            case ColumnType.Flag when value is 0 or 1: _values.Add((long)value); break;
            case ColumnType.Category or ColumnType.Text: AddText(value.ToString("R", CultureInfo.InvariantCulture)); break;
            default: throw Unconvertible(value);
        }
    }

    /// <summary>A decimal number keeps every digit as an integer or a text; as a number it becomes the nearest <see cref="double"/>, at most one unit in the last place beside it.</summary>
    public void Append(decimal value)
    {
        switch (Accept(ColumnType.Number))
        {
            case ColumnType.Number: AddNumber((double)value); break;
            case ColumnType.Integer when decimal.Truncate(value) == value && value is >= long.MinValue and <= long.MaxValue: _values.Add((long)value); break;
            case ColumnType.Flag when value is 0 or 1: _values.Add((long)value); break;
            case ColumnType.Category or ColumnType.Text: AddText(value.ToString(CultureInfo.InvariantCulture)); break;
            default: throw Unconvertible(value);
        }
    }

    public void Append(bool value)
    {
        switch (Accept(ColumnType.Flag))
        {
            case ColumnType.Flag or ColumnType.Integer: _values.Add(value ? 1 : 0); break;
            case ColumnType.Number: AddNumber(value ? 1 : 0); break;
            case ColumnType.Category or ColumnType.Text: AddText(value ? "true" : "false"); break;
            default: throw Unconvertible(value);
        }
    }

    public void AppendTicks(long ticks)
    {
        switch (Accept(ColumnType.Timestamp))
        {
            case ColumnType.Timestamp: _values.Add(ticks); break;
            case ColumnType.Category or ColumnType.Text: AddText(TimestampColumn.Format(ticks)); break;
            default: throw Unconvertible(TimestampColumn.Format(ticks));
        }
    }

    public void Append(string value)
    {
        switch (Accept(ColumnType.Text))
        {
            case ColumnType.Category or ColumnType.Text: AddText(value); break;
            case ColumnType.Integer when ValueText.TryInteger(value, out long integer): _values.Add(integer); break;
            case ColumnType.Number when ValueText.TryNumber(value, out double number): AddNumber(number); break;
            case ColumnType.Flag when ValueText.TryFlag(value, out bool flag): _values.Add(flag ? 1 : 0); break;
            case ColumnType.Timestamp when ValueText.TryTimestamp(value, out long ticks): _values.Add(ticks); break;
            default: throw Unconvertible(value);
        }
    }

    /// <summary>A value that has no place in a column.</summary>
    public MlopsException Unconvertible(object? value, string? remedy = null) => new("MLO1031",
        $"Row {FirstRow + Length}, column '{Name}': {Extensibility.ErrorText.Show(value)} ({value?.GetType().Name ?? "null"}) cannot be read as {_type?.ToString() ?? "a value"}. {remedy ?? "Correct the value, make it missing (null), or declare another type for the column."}");

    public Column Build()
    {
        MissingMask mask = default;
        if (_hasMissing)
        {
            Array.Resize(ref _missing, (Length + 63) / 64);
            mask = MissingMask.FromWords(_missing, Length);
        }

        ReadOnlySpan<long> values = CollectionsMarshal.AsSpan(_values);
        switch (_type)
        {
            case null: return Column.AllMissing(Name, ColumnType.Category, Length);
            case ColumnType.Integer: return new IntegerColumn(Name, values.ToArray(), mask);
            case ColumnType.Timestamp: return new TimestampColumn(Name, values.ToArray(), mask);
            case ColumnType.Flag: return new FlagColumn(Name, Array.ConvertAll(values.ToArray(), value => value != 0), mask);
            case ColumnType.Number: return BuildNumbers(values, mask);
            default: return BuildTexts(values, mask);
        }
    }

    private NumberColumn BuildNumbers(ReadOnlySpan<long> values, MissingMask mask)
    {
        double[] numbers = MemoryMarshal.Cast<long, double>(values).ToArray();
        if (_hasMissing)
        {
            for (int row = 0; row < numbers.Length; row++)
                if (mask[row]) numbers[row] = double.NaN;
        }

        return _hasNaN ? new NumberColumn(Name, numbers, mask) : new NumberColumn(Name, numbers);
    }

    private Column BuildTexts(ReadOnlySpan<long> values, MissingMask mask)
    {
        if (_long is not null) return _long.Build(Name);
        if (!_declared && FindTimestamps && TimestampsOf(values, mask) is { } timestamps) return timestamps;
        int present = Length - mask.Count(), longest = _texts.Count == 0 ? 0 : _texts.Max(text => text.Length);
        ColumnType type = _declared && !_widened ? _type!.Value : TextOrCategory.Choose(present, _texts.Count, longest);
        if (type == ColumnType.Text)
        {
            var builder = new TextColumnBuilder(Length);
            for (int row = 0; row < values.Length; row++)
            {
                if (mask[row]) builder.AppendMissing();
                else builder.Append(_texts[(int)values[row]].AsSpan());
            }

            return builder.Build(Name);
        }

        CategoryLevels levels = LevelsOfTexts();
        int[] map = [.. _texts.Select(levels.IndexOf)];
        var codes = new int[values.Length];
        for (int row = 0; row < codes.Length; row++) codes[row] = mask[row] ? -1 : map[values[row]];
        return new CategoryColumn(Name, codes, levels);
    }

    private CategoryLevels LevelsOfTexts()
    {
        if (_levels is not null && (!ExtendLevels || _texts.All(text => _levels.IndexOf(text) >= 0))) return _levels;
        IEnumerable<string> further = _texts.Where(text => _levels is null || _levels.IndexOf(text) < 0).Select(SoundText.Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new CategoryLevels([.. _levels?.Names ?? ImmutableArray<string>.Empty, .. further]);
    }

    private TimestampColumn? TimestampsOf(ReadOnlySpan<long> values, MissingMask mask)
    {
        var ticks = new long[_texts.Count];
        for (int code = 0; code < ticks.Length; code++)
            if (!ValueText.TryTimestamp(_texts[code], out ticks[code])) return null;
        var moments = new long[values.Length];
        for (int row = 0; row < moments.Length; row++) moments[row] = mask[row] ? 0 : ticks[values[row]];
        return new TimestampColumn(Name, moments, mask);
    }

    // The type that the column has for a value of a kind, after widening.
    private ColumnType Accept(ColumnType kind)
    {
        if (_type is not { } type) _type = kind;
        else if (type != kind && (!_declared || Widens)) Widen(type, kind);
        return _type.Value;
    }

    private void Widen(ColumnType from, ColumnType kind)
    {
        if (from == ColumnType.Text || (from, kind) == (ColumnType.Number, ColumnType.Integer)) return;
        _type = (from, kind) == (ColumnType.Integer, ColumnType.Number) ? ColumnType.Number : ColumnType.Text;
        _widened = true;
        Span<long> values = CollectionsMarshal.AsSpan(_values);
        MissingMask mask = _hasMissing ? MissingMask.FromWords(_missing.Concat(new ulong[(Length / 64) + 1]).ToArray(), Length) : default;
        for (int row = 0; row < values.Length; row++)
        {
            if (mask[row]) continue;
            values[row] = _type == ColumnType.Number ? BitConverter.DoubleToInt64Bits(values[row]) : CodeOf(TextOf(from, values[row]));
        }
    }

    private static string TextOf(ColumnType type, long value) => type switch
    {
        ColumnType.Number => BitConverter.Int64BitsToDouble(value).ToString("R", CultureInfo.InvariantCulture),
        ColumnType.Flag => value != 0 ? "true" : "false",
        ColumnType.Timestamp => TimestampColumn.Format(value),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private void AddNumber(double value)
    {
        _hasNaN |= double.IsNaN(value);
        _values.Add(BitConverter.DoubleToInt64Bits(value));
    }

    private void AddText(string value)
    {
        if (_long is null && IsText(value)) BeginText();
        if (_long is null)
        {
            _values.Add(CodeOf(value));
            return;
        }

        _long.Append(value.AsSpan());
        _values.Add(0);
    }

    // Whether the column can be nothing but text, so that its values need not be told apart.
    private bool IsText(string value) => _declared && !_widened ? _type == ColumnType.Text : !FindTimestamps && (value.Length > TextOrCategory.MaxLength || _texts.Count > TextOrCategory.MaxLevels);

    private void BeginText()
    {
        _long = new TextColumnBuilder(Length);
        for (int row = 0; row < Length; row++)
        {
            if ((_missing.Length > row >> 6) && (_missing[row >> 6] >> row & 1) != 0) _long.AppendMissing();
            else _long.Append(_texts[(int)_values[row]].AsSpan());
        }

        _texts.Clear();
        _codes.Clear();
    }

    private int CodeOf(string value)
    {
        ref int code = ref CollectionsMarshal.GetValueRefOrAddDefault(_codes, value, out bool known);
        if (known) return code;
        code = _texts.Count;
        _texts.Add(value);
        return code;
    }
}
