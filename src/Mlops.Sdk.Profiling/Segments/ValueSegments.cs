namespace Mlops.Sdk;

/// <summary>Segments by the values of one or two columns.</summary>
internal sealed record ValueSegments(ValueList<string> Names) : SegmentBy(Names)
{
    internal override bool IsOrdered => false;

    internal override SegmentBy Bind(Schema schema, Dataset? first)
    {
        foreach (string column in Columns) Require(schema, column, _ => true, "");
        return this;
    }

    internal override SegmentKey[] KeysOf(Dataset rows)
    {
        Func<int, string?> first = Texts(rows[Columns[0]]), second = Columns.Count > 1 ? Texts(rows[Columns[1]]) : _ => "";
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => new SegmentKey(0, first(row), second(row)))];
    }

    internal override bool Makes(SegmentKey key) => key.Order == 0 && (Columns.Count > 1 || key.Second is { Length: 0 });

    private static Func<int, string?> Texts(Column column) => column switch
    {
        CategoryColumn levels => row => levels.Codes[row] is >= 0 and var code ? levels.Levels[code] : null,
        _ => row => column.IsMissing(row) ? null : column.GetText(row),
    };
}
