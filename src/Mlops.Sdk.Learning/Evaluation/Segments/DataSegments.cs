using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Cuts rows by the values of a column: each level or flag, each value of a whole number with few, else bins of equal size; missing rows are a segment of their own.</summary>
internal static class DataSegments
{
    private const int MostValues = 20;

    /// <summary>The segments of a column, in the order of their values.</summary>
    /// <param name="column">The column.</param>
    /// <param name="bins">How many bins numbers and moments are cut into.</param>
    public static IReadOnlyList<DataSegment> Of(Column column, int bins = 4)
    {
        var segments = new List<DataSegment>();
        string name = SafeName(column.Name);
        switch (column)
        {
            case NumberColumn or TimestampColumn:
            case IntegerColumn integers when DistinctOf(integers) > MostValues:
                Binned(column, name, bins, segments);
                break;
            default:
                foreach (var group in Enumerable.Range(0, column.Length).Where(row => !column.IsMissing(row)).GroupBy(column.GetText).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
                    segments.Add(new DataSegment(column.Name, $"{name} is {SafeName(group.Key)}", [.. group]));
                break;
        }

        int[] missing = [.. Enumerable.Range(0, column.Length).Where(row => IsMissing(column, row))];
        if (missing.Length > 0) segments.Add(new DataSegment(column.Name, $"{name} is missing", missing));
        return segments;
    }

    private static void Binned(Column column, string name, int bins, List<DataSegment> segments)
    {
        double[] values = column is TimestampColumn moments ? [.. Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? double.NaN : moments.Ticks[row])] : column.ToNumbers().ToArray();
        double[] cuts = Binning.QuantileCuts(values, bins);
        ReportNumberFormat format = column is TimestampColumn ? ReportNumberFormat.Moment : ReportNumberFormat.General;
        var rows = new List<int>[cuts.Length + 1];
        for (int bin = 0; bin < rows.Length; bin++) rows[bin] = [];
        for (int row = 0; row < values.Length; row++)
            if (!double.IsNaN(values[row])) rows[Binning.BinOf(values[row], cuts)].Add(row);
        for (int bin = 0; bin < rows.Length; bin++)
        {
            if (rows[bin].Count == 0) continue;
            string condition = cuts.Length == 0 ? $"{name} is known"
                : bin == 0 ? $"{name} {Below(0)}"
                : bin == cuts.Length ? $"{name} {From(bin - 1)}"
                : Fences(bin - 1) ? $"{name} is {ReportNumber.Format(cuts[bin], format)}"
                : $"{name} {From(bin - 1)} {Below(bin)}";
            segments.Add(new DataSegment(column.Name, condition, [.. rows[bin]]));
        }

        // A value that fills a bin alone is fenced by the number just below it, which nobody wants to read.
        bool Fences(int cut) => cut + 1 < cuts.Length && Math.BitIncrement(cuts[cut]) == cuts[cut + 1];
        string From(int cut) => Fences(cut) ? $"from {ReportNumber.Format(cuts[cut + 1], format)}" : $"above {ReportNumber.Format(cuts[cut], format)}";
        string Below(int cut) => Fences(cut) ? $"below {ReportNumber.Format(cuts[cut + 1], format)}" : $"to {ReportNumber.Format(cuts[cut], format)}";
    }

    private static bool IsMissing(Column column, int row) => column.IsMissing(row) || (column is NumberColumn numbers && double.IsNaN(numbers.Values[row]));

    private static int DistinctOf(IntegerColumn column)
    {
        var seen = new HashSet<long>();
        for (int row = 0; row < column.Length && seen.Count <= MostValues; row++)
            if (!column.IsMissing(row)) seen.Add(column.Values[row]);
        return seen.Count;
    }

    private static string SafeName(string text) => text.Length <= 40 ? text : text[..37] + "...";
}
