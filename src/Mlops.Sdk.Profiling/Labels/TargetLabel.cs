namespace Mlops.Sdk;

/// <summary>The label of the sample: a class or a number for every row.</summary>
internal sealed class TargetLabel
{
    private const int MostTold = 10;

    private TargetLabel(SampleColumn column, bool isClass)
    {
        Column = column;
        IsClass = isClass;
        Names = isClass ? NamesOf(column) : [];
        Counts = new long[Names.Length];
        if (isClass)
            foreach (int code in column.Values)
                if (code >= 0) Counts[code]++;
        int[] order = [.. Enumerable.Range(0, Names.Length).OrderBy(code => code, Comparer<int>.Create((a, b) => column.IsNominal ? string.CompareOrdinal(Names[a], Names[b]) : a.CompareTo(b)))];
        Positive = order.Length == 2 ? order[1] : -1;
        Told = Positive >= 0 ? [Positive] : [.. order.OrderByDescending(code => Counts[code]).Take(MostTold)];
    }

    public SampleColumn Column { get; }

    public bool IsClass { get; }

    /// <summary>The classes by code.</summary>
    public string[] Names { get; }

    /// <summary>The rows by code.</summary>
    public long[] Counts { get; }

    /// <summary>The code of the last of two classes in order; -1 otherwise.</summary>
    public int Positive { get; }

    /// <summary>The codes whose share is told.</summary>
    public int[] Told { get; }

    /// <summary>Null for a label that is a moment, or without values that differ.</summary>
    public static TargetLabel? Of(SampleColumn? column)
    {
        if (column is null || column.Field.Type == ColumnType.Timestamp || column.Distinct < 2) return null;
        return new TargetLabel(column, column.IsNominal || (column.Field.Type == ColumnType.Integer && column.Distinct == 2));
    }

    /// <summary>The classes for the report, most frequent first.</summary>
    public IEnumerable<TargetClass> Classes()
    {
        double rows = Counts.Sum();
        return Enumerable.Range(0, Names.Length).OrderByDescending(code => Counts[code]).ThenBy(code => Names[code], StringComparer.Ordinal).Take(MostTold).Select(code => new TargetClass(Names[code], Counts[code], Counts[code] / rows));
    }

    private static string[] NamesOf(SampleColumn column)
    {
        var names = new string[column.Distinct];
        for (int row = 0; row < column.Values.Length; row++)
            if (column.Values[row] >= 0) names[column.Values[row]] ??= column.Column.GetText(row);
        return names;
    }
}
