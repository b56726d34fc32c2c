using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The different strings of a column, block by block, for as long as there are few enough for a category.</summary>
internal sealed class CsvLevels(int limit)
{
    private readonly HashSet<string> _levels = new(StringComparer.Ordinal);

    /// <summary>In ordinal order, or null if there were too many.</summary>
    public ImmutableArray<string>? Ordered => TooMany ? null : [.. _levels.Order(StringComparer.Ordinal)];

    public bool TooMany { get; private set; }

    public void Add(CsvPiece piece)
    {
        TooMany |= piece.Kind == CsvKind.Text;
        if (TooMany || piece.Levels is null) return;
        _levels.UnionWith(piece.Levels);
        TooMany = _levels.Count > limit;
        if (TooMany) _levels.Clear();
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
