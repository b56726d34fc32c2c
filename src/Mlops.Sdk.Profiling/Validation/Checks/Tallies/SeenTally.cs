using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Which values of a list have occurred so far.</summary>
internal sealed class SeenTally : Tally
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _keys = [];
    private readonly ColumnType _type;
    private CategoryLevels? _levels;
    private bool[] _wanted = [];

    public SeenTally(string column, ColumnType type, IEnumerable<string> values)
        : base(column)
    {
        _type = type;
        foreach (string value in values)
        {
            if (type is ColumnType.Text or ColumnType.Category) _texts[value] = value;
            else _keys[KeyOf(value)] = value;
        }
    }

    /// <summary>The values that have not occurred.</summary>
    public IEnumerable<string> Lacking => _texts.Values.Concat(_keys.Values).Order(StringComparer.Ordinal);

    public override void Add(BatchView batch)
    {
        if (_texts.Count == 0 && _keys.Count == 0) return;
        Column column = batch.Column<Column>(Group);
        switch (column)
        {
            case CategoryColumn category: AddCodes(category); break;
            case TextColumn texts: AddTexts(texts); break;
            default:
                for (int row = 0; row < column.Length; row++)
                    if (!column.IsMissing(row)) _keys.Remove(KeyOf(column, row));
                break;
        }
    }

    public override void Merge(Tally other)
    {
        var more = (SeenTally)other;
        foreach (string value in _texts.Keys.Except(more._texts.Keys).ToArray()) _texts.Remove(value);
        foreach (long key in _keys.Keys.Except(more._keys.Keys).ToArray()) _keys.Remove(key);
    }

    private void AddCodes(CategoryColumn category)
    {
        if (!ReferenceEquals(_levels, category.Levels))
        {
            _levels = category.Levels;
            _wanted = [.. category.Levels.Names.Select(_texts.ContainsKey)];
        }

        foreach (int code in category.Codes)
        {
            if (code < 0 || !_wanted[code]) continue;
            _texts.Remove(category.Levels[code]);
            _wanted[code] = false;
        }
    }

    private void AddTexts(TextColumn texts)
    {
        // Only texts of the length of a value are read as one.
        HashSet<int> lengths = [.. _texts.Keys.Select(Encoding.UTF8.GetByteCount)];
        for (int row = 0; row < texts.Length && _texts.Count > 0; row++)
            if (lengths.Contains(texts.Offsets[row + 1] - texts.Offsets[row]) && !texts.IsMissing(row)) _texts.Remove(texts.GetText(row));
    }

    private long KeyOf(string value) => _type switch
    {
        ColumnType.Timestamp => TextConverts.TryMoment(value, out DateTime moment) ? moment.Ticks : -1,
        ColumnType.Flag => value is "true" or "1" ? 1 : 0,
        ColumnType.Integer when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => whole,
        ColumnType.Integer => (long)double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => KeyOf(double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture)),
    };

    private static long KeyOf(Column column, int row) => column switch
    {
        TimestampColumn moments => moments.Ticks[row],
        IntegerColumn integers => integers.Values[row],
        FlagColumn flags => flags.Values[row] ? 1 : 0,
        _ => KeyOf(((NumberColumn)column).Values[row]),
    };

    // Adding 0 makes the two zeros one.
    private static long KeyOf(double value) => BitConverter.DoubleToInt64Bits(value + 0.0);
}
