using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Joins columns end to end.</summary>
internal static class ColumnConcat
{
    public static void CheckNames(Schema expected, Schema actual, List<string> problems)
    {
        foreach (Field field in expected)
        {
            if (!actual.Contains(field.Name))
                problems.Add($"column '{field.Name}' is missing from one part{(actual.NearestName(field.Name) is { } near ? $" (it has '{near}')" : "")}");
        }

        foreach (Field field in actual)
            if (!expected.Contains(field.Name)) problems.Add($"column '{field.Name}' is not in the first part");
    }

    /// <summary>The one type that can hold all pieces, or null.</summary>
    public static ColumnType? TypeOf(IReadOnlyList<Column> pieces)
    {
        ColumnType[] types = [.. pieces.Select(piece => piece.Type).Distinct()];
        if (types.Length > 1) types = [.. pieces.Where(piece => piece.MissingCount < piece.Length).Select(piece => piece.Type).Distinct()];
        return types switch
        {
            [] => pieces[0].Type,
            [var only] => only,
            [ColumnType.Number, ColumnType.Integer] or [ColumnType.Integer, ColumnType.Number] => ColumnType.Number,
            _ => null,
        };
    }

    public static Column Join(string name, ColumnType type, IReadOnlyList<Column> pieces, int rows)
    {
        pieces = [.. pieces.Select(piece => piece.Type == type || (type == ColumnType.Number && piece.Type == ColumnType.Integer) ? piece : Column.AllMissing(name, type, piece.Length))];
        switch (type)
        {
            case ColumnType.Number:
                bool nanIsMissing = pieces.All(piece => piece is not NumberColumn { NanIsMissing: false });
                double[] numbers = new double[rows];
                Each(pieces, (piece, start) => piece.CopyNumbers(0, numbers.AsSpan(start, piece.Length)));
                return nanIsMissing ? new NumberColumn(name, numbers) : new NumberColumn(name, numbers, JoinMasks(pieces, rows));
            case ColumnType.Integer:
                return new IntegerColumn(name, JoinValues(pieces, rows, piece => ((IntegerColumn)piece).Values), JoinMasks(pieces, rows));
            case ColumnType.Timestamp:
                return new TimestampColumn(name, JoinValues(pieces, rows, piece => ((TimestampColumn)piece).Ticks), JoinMasks(pieces, rows));
            case ColumnType.Flag:
                return new FlagColumn(name, JoinValues(pieces, rows, piece => ((FlagColumn)piece).Values), JoinMasks(pieces, rows));
            case ColumnType.Category:
                CategoryLevels levels = Unite([.. pieces.Select(piece => ((CategoryColumn)piece).Levels)]);
                return new CategoryColumn(name, JoinValues(pieces, rows, piece => ((CategoryColumn)piece).WithLevels(levels).Codes), levels);
            default:
                return JoinTexts(name, pieces, rows);
        }
    }

    /// <summary>The levels of all in ordinal order, or those of the one that holds all others already.</summary>
    public static CategoryLevels Unite(IReadOnlyList<CategoryLevels> all)
    {
        CategoryLevels largest = all.MaxBy(levels => levels.Count)!;
        if (all.All(levels => ReferenceEquals(levels, largest) || levels.Names.All(name => largest.IndexOf(name) >= 0))) return largest;
        ImmutableArray<string> names = [.. all.SelectMany(levels => levels.Names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new CategoryLevels(names);
    }

    private delegate ReadOnlySpan<T> Reader<T>(Column column);

    private static T[] JoinValues<T>(IReadOnlyList<Column> pieces, int rows, Reader<T> values)
    {
        var joined = new T[rows];
        Each(pieces, (piece, start) => values(piece).CopyTo(joined.AsSpan(start)));
        return joined;
    }

    private static TextColumn JoinTexts(string name, IReadOnlyList<Column> pieces, int rows)
    {
        long bytes = pieces.Cast<TextColumn>().Sum(text => (long)text.Offsets[^1] - text.Offsets[0]);
        if (bytes > Array.MaxLength)
            throw new MlopsException("MLO1010", $"Text column '{name}' would hold {bytes} bytes of UTF-8; a column holds 2 GiB. Read the source in batches, or leave the column out.");
        var utf8 = new byte[bytes];
        var offsets = new int[rows + 1];
        int end = 0;
        Each(pieces, (piece, start) =>
        {
            var text = (TextColumn)piece;
            ReadOnlySpan<int> from = text.Offsets;
            text.Utf8[from[0]..from[^1]].CopyTo(utf8.AsSpan(end));
            for (int row = 0; row < text.Length; row++) offsets[start + row + 1] = from[row + 1] - from[0] + end;
            end += from[^1] - from[0];
        });
        return new TextColumn(name, utf8, offsets, JoinMasks(pieces, rows));
    }

    private static MissingMask JoinMasks(IReadOnlyList<Column> pieces, int rows)
    {
        if (pieces.All(piece => piece.MissingCount == 0)) return default;
        var words = new ulong[(rows + 63L) / 64];
        Each(pieces, (piece, start) =>
        {
            if (piece.MissingCount == 0) return;
            for (int row = 0; row < piece.Length; row++)
                if (piece.IsMissing(row)) words[(start + row) >> 6] |= 1UL << (start + row);
        });
        return MissingMask.FromWords(words, rows);
    }

    private static void Each(IReadOnlyList<Column> pieces, Action<Column, int> copy)
    {
        int start = 0;
        foreach (Column piece in pieces)
        {
            copy(piece, start);
            start += piece.Length;
        }
    }
}
