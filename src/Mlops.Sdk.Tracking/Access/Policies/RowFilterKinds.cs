using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

internal enum RowComparisonSign
{
    Equal,
    NotEqual,
    Below,
    AtMost,
    Above,
    AtLeast,
}

internal sealed record RowComparison(string Column, RowComparisonSign Sign, RowValue Value) : RowFilter
{
    internal override sbyte[] Judge(Dataset data, string principal)
    {
        Func<int, int?> compare = Value.Comparer(Find(data, Column), principal);
        return Rows.Judge(data.RowCount, row => compare(row) is int order ? Holds(order) : null);
    }

    internal override string Write() => $"{Quoted(Column)} {Sign switch { RowComparisonSign.Equal => "=", RowComparisonSign.NotEqual => "!=", RowComparisonSign.Below => "<", RowComparisonSign.AtMost => "<=", RowComparisonSign.Above => ">", _ => ">=" }} {Value}";

    private bool Holds(int order) => Sign switch
    {
        RowComparisonSign.Equal => order == 0,
        RowComparisonSign.NotEqual => order != 0,
        RowComparisonSign.Below => order < 0,
        RowComparisonSign.AtMost => order <= 0,
        RowComparisonSign.Above => order > 0,
        _ => order >= 0,
    };
}

internal sealed record RowMembership(string Column, ValueList<RowValue> Values) : RowFilter
{
    internal override sbyte[] Judge(Dataset data, string principal)
    {
        Column column = Find(data, Column);
        Func<int, int?>[] compare = [.. Values.Select(value => value.Comparer(column, principal))];
        return Rows.Judge(data.RowCount, row =>
        {
            bool? found = false;
            foreach (Func<int, int?> one in compare)
            {
                if (one(row) is not int order) return null;
                if (order == 0) found = true;
            }

            return found;
        });
    }

    internal override string Write() => $"{Quoted(Column)} IN ({string.Join(", ", Values)})";
}

internal sealed record RowLike(string Column, string Pattern, bool IgnoreCase) : RowFilter
{
    internal override sbyte[] Judge(Dataset data, string principal)
    {
        Column column = Find(data, Column);
        if (column is not (TextColumn or CategoryColumn)) throw new RowFilterException($"column {ErrorText.Show(Column)} holds {column.Type} values, and LIKE compares texts");
        return Rows.Judge(data.RowCount, row => column.IsMissing(row) ? null : LikePattern.Matches(Pattern, column.GetText(row), IgnoreCase));
    }

    internal override string Write() => $"{Quoted(Column)} {(IgnoreCase ? "ILIKE" : "LIKE")} {RowValue.OfText(Pattern)}";
}

internal sealed record RowMissing(string Column) : RowFilter
{
    internal override sbyte[] Judge(Dataset data, string principal)
    {
        Column column = Find(data, Column);
        return Rows.Judge(data.RowCount, row => column.IsMissing(row));
    }

    internal override string Write() => $"{Quoted(Column)} IS NULL";
}

internal sealed record RowAll(ValueList<RowFilter> Filters) : RowFilter
{
    internal override int Depth { get; } = Filters.Count == 0 ? 1 : Filters.Max(filter => filter.Depth) + 1;

    internal override sbyte[] Judge(Dataset data, string principal) => Rows.Fold(data, Filters, principal, start: 1, final: 0);

    internal override string Write() => Filters.Count == 0 ? "(TRUE)" : $"({string.Join(" AND ", Filters.Select(filter => filter.Write()))})";
}

internal sealed record RowAny(ValueList<RowFilter> Filters) : RowFilter
{
    internal override int Depth { get; } = Filters.Count == 0 ? 1 : Filters.Max(filter => filter.Depth) + 1;

    internal override sbyte[] Judge(Dataset data, string principal) => Rows.Fold(data, Filters, principal, start: 0, final: 1);

    internal override string Write() => Filters.Count == 0 ? "(FALSE)" : $"({string.Join(" OR ", Filters.Select(filter => filter.Write()))})";
}

internal sealed record RowNot(RowFilter Filter) : RowFilter
{
    internal override int Depth { get; } = Filter.Depth + 1;

    internal override sbyte[] Judge(Dataset data, string principal) => Array.ConvertAll(Filter.Judge(data, principal), one => one < 0 ? one : (sbyte)(1 - one));

    internal override string Write() => $"NOT ({Filter.Write()})";
}

/// <summary>Three-valued logic over rows: 1 true, 0 false, -1 unknown.</summary>
internal static class Rows
{
    public static sbyte[] Judge(int count, Func<int, bool?> holds)
    {
        var judged = new sbyte[count];
        for (int row = 0; row < count; row++) judged[row] = holds(row) switch { null => -1, true => 1, false => 0 };
        return judged;
    }

    /// <summary>AND (start true, false is final) or OR (start false, true is final).</summary>
    public static sbyte[] Fold(Dataset data, ValueList<RowFilter> filters, string principal, sbyte start, sbyte final)
    {
        var folded = new sbyte[data.RowCount];
        Array.Fill(folded, start);
        foreach (RowFilter filter in filters)
        {
            sbyte[] one = filter.Judge(data, principal);
            for (int row = 0; row < folded.Length; row++)
            {
                if (folded[row] == final || one[row] == final) folded[row] = final;
                else if (one[row] < 0) folded[row] = -1;
            }
        }

        return folded;
    }
}
