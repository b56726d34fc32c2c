using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The class of every row for stages that look at the label but do not need it.</summary>
/// <param name="Names">The classes that occur.</param>
/// <param name="Codes">The class of every row, -1 where the label is missing.</param>
internal sealed record ClassCodes(string[] Names, int[] Codes)
{
    /// <summary>The classes, or null when there is no label or it is no class.</summary>
    public static ClassCodes? TryRead(Dataset data)
    {
        if (data.Label is not { } label || label.Type == ColumnType.Timestamp || label.MissingCount == label.Length) return null;
        int[] rows = [.. Enumerable.Range(0, label.Length).Where(row => !label.IsMissing(row))];
        Dataset known = data.Select(label.Name).Take(rows);
        if (LabelData.TaskOf(known.Label!) == TaskKind.Regression) return null;
        var codes = new int[label.Length];
        Array.Fill(codes, -1);
        if (HasOneClass(known.Label!))
        {
            foreach (int row in rows) codes[row] = 0;
            return new ClassCodes([label.GetText(rows[0])], codes);
        }

        LabelData read = LabelData.Read(known);
        for (int i = 0; i < rows.Length; i++) codes[rows[i]] = read.Codes.Span[i];
        return new ClassCodes([.. read.Classes], codes);
    }

    private static bool HasOneClass(Column label)
    {
        string first = label.GetText(0);
        for (int row = 1; row < label.Length; row++)
            if (!string.Equals(label.GetText(row), first, StringComparison.Ordinal)) return false;
        return true;
    }
}
