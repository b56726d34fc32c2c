using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>The different strings of a column, block by block, for as long as there are few enough for a category.</summary>
internal sealed class CsvLevels(int limit)
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private CategoryLevels? _table;

    /// <summary>In ordinal order, or null if there were too many.</summary>
    public ImmutableArray<string>? Ordered => TooMany ? null : [.. _codes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>In the order of the codes that <see cref="Add"/> gave out.</summary>
    public IEnumerable<string> InOrderOfCodes => _codes.OrderBy(level => level.Value).Select(level => level.Key);

    public bool TooMany { get; private set; }

    /// <summary>Whether they are nothing but true and false, or nothing but yes and no.</summary>
    public bool AreFlags => !TooMany && _codes.Count is > 0 and <= CsvFlags.MostSpellings && CsvFlags.AreFlags([.. _codes.Keys]);

    /// <summary>In ordinal order; the same object until a new one is added.</summary>
    public CategoryLevels ToLevels() => _table is { } known && known.Count == _codes.Count ? known : _table = new CategoryLevels(Ordered!.Value);

    /// <summary>The codes of some levels; new ones are added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int[] Add(string[] levels)
    {
        var codes = new int[levels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            if (!_codes.TryGetValue(levels[i], out codes[i])) _codes.Add(levels[i], codes[i] = _codes.Count);
        }

        TooMany |= _codes.Count > limit;
        return codes;
    }

    /// <summary>Forgets all levels: the column is text.</summary>
    public void GiveUp()
    {
        TooMany = true;
        _codes.Clear();
    }

    /// <summary>Forgets all levels, and begins again.</summary>
    public void Clear()
    {
        (TooMany, _table) = (false, null);
        _codes.Clear();
    }

    /// <summary>The type of a column by the rules of <see cref="CsvOptions"/>.</summary>
    public static (ColumnType Type, CategoryLevels? Levels) Settle(CsvColumnPlan plan, CsvKind kind, ImmutableArray<string>? levels, long values)
    {
        if (plan.Declared is { } declared) return (declared, declared == ColumnType.Category ? new CategoryLevels(levels!.Value) : null);
        switch (kind)
        {
            case CsvKind.Integer: return (ColumnType.Integer, null);
            case CsvKind.Number: return (ColumnType.Number, null);
            case CsvKind.Timestamp: return (ColumnType.Timestamp, null);
        }

        if (levels is not { } known || known.Length == 0) return (ColumnType.Text, null);
        if (CsvFlags.AreFlags(known)) return (ColumnType.Flag, null);
        ColumnType type = plan.Role == ColumnRole.Label ? ColumnType.Category : TextOrCategory.Choose(values, known.Length, known.Max(level => level.Length));
        return (type, type == ColumnType.Category ? new CategoryLevels(known) : null);
    }
}
