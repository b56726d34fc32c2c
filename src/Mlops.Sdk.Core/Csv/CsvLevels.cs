using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Decides what a column of strings is.</summary>
internal static class CsvLevels
{
    private const int AlwaysAllowed = 20;

    /// <summary>All levels of the pieces in ordinal order, or null if one of them is text or there are more than a limit.</summary>
    public static ImmutableArray<string>? Union(IEnumerable<CsvPiece> pieces, int limit)
    {
        var levels = new HashSet<string>(StringComparer.Ordinal);
        foreach (CsvPiece piece in pieces)
        {
            if (piece.Kind == CsvKind.Text) return null;
            if (piece.Levels is not null) levels.UnionWith(piece.Levels);
            if (levels.Count > limit) return null;
        }

        return [.. levels.Order(StringComparer.Ordinal)];
    }

    /// <summary>The type of a column by the rules of <see cref="CsvOptions"/>.</summary>
    public static (ColumnType Type, CategoryLevels? Levels) Settle(CsvColumnPlan plan, CsvKind kind, ImmutableArray<string>? levels, long values, CsvOptions options)
    {
        if (plan.Declared is { } declared) return (declared, declared == ColumnType.Category ? new CategoryLevels(levels!.Value) : null);
        switch (kind)
        {
            case CsvKind.Integer: return (ColumnType.Integer, null);
            case CsvKind.Number: return (ColumnType.Number, null);
            case CsvKind.Timestamp: return (ColumnType.Timestamp, null);
        }

        if (levels is not { } known) return (ColumnType.Text, null);
        if (CsvFlags.AreFlags(known)) return (ColumnType.Flag, null);
        if (plan.Role == ColumnRole.Id || known.Length > options.MaxCategoryLevels) return (ColumnType.Text, null);
        bool few = plan.Role == ColumnRole.Label || known.Length <= Math.Max(AlwaysAllowed, values / 2);
        return few ? (ColumnType.Category, new CategoryLevels(known)) : (ColumnType.Text, null);
    }
}
