using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Words and little pictures for a column.</summary>
internal static class ColumnWords
{
    private const int LongestValue = 60, SparkBins = 10, SparkLevels = 10;

    public static string Of(ColumnType type) => type switch
    {
        ColumnType.Number => "number",
        ColumnType.Integer => "integer",
        ColumnType.Flag => "flag",
        ColumnType.Category => "category",
        ColumnType.Text => "text",
        _ => "timestamp",
    };

    public static string Plural(ColumnType type, int count) => count == 1 ? Of(type) : type == ColumnType.Category ? "categories" : Of(type) + "s";

    /// <summary>The type, and the role where it is no feature.</summary>
    public static string TypeAndRole(ColumnProfile column) => column.Role switch
    {
        ColumnRole.Feature => Of(column.Type),
        ColumnRole.Label => Of(column.Type) + ", label",
        _ => $"{Of(column.Type)}, {column.Role.ToString().ToLowerInvariant()}",
    };

    public static string Label(ColumnProfile label) => label.Type is ColumnType.Category or ColumnType.Flag or ColumnType.Text || label.Distinct == 2
        ? FormattableString.Invariant($"{Short(label.Name)}, {label.Distinct:N0} classes")
        : $"{Short(label.Name)}, {Of(label.Type)}";

    public static string Short(string value) => Cut(value, LongestValue);

    /// <summary>At most so many characters, never half of one, and an ellipsis where something is left out.</summary>
    public static string Cut(string value, int most) => value.Length <= most ? value : value[..(char.IsHighSurrogate(value[most - 1]) ? most - 1 : most)] + "…";

    /// <summary>A value as it is shown: what cannot be seen is said.</summary>
    public static string Value(string value) => value.Length == 0 ? "(empty)" : string.IsNullOrWhiteSpace(value) ? "(blank)" : Short(value);

    /// <summary>The spread in little bars: a histogram, or the most frequent values.</summary>
    public static ReportCell Spark(ColumnProfile column)
    {
        if (ColumnCharts.Histogram(column) is var (_, counts)) return ReportCell.Bars(counts.Length <= SparkBins ? counts : counts.Chunk((counts.Length + SparkBins - 1) / SparkBins).Select(bin => bin.Sum()));
        return ReportCell.Bars(column.Summary.FrequentValues(SparkLevels).Select(value => (double)value.LowerCount));
    }

    public static ReportCell Least(ColumnProfile column) => column.Earliest is { } moment ? ReportCell.Of(moment.Ticks, ReportNumberFormat.Moment) : column.Min;

    public static ReportCell Greatest(ColumnProfile column) => column.Latest is { } moment ? ReportCell.Of(moment.Ticks, ReportNumberFormat.Moment) : column.Max;

    /// <summary>A number of different values, with a sign before it where it is an estimate.</summary>
    public static ReportCell Distinct(ColumnProfile column) => column.DistinctBound == 0
        ? Math.Round(column.Distinct)
        : FormattableString.Invariant($"{Math.Round(column.Distinct):N0} ± {Math.Ceiling(column.DistinctBound):N0}");

    /// <summary>A number of the caller's own with its bound.</summary>
    public static ReportCell Of(ColumnMetricValue metric) => metric.Bound > 0 && metric.Value is { } value
        ? $"{ReportNumber.Format(value, metric.Format)} ± {ReportNumber.Format(metric.Bound, metric.Format, 2)}"
        : ReportCell.Of(metric.Value, metric.Format);

    /// <summary>A size in memory in the unit that leaves three digits.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        < 1000 => FormattableString.Invariant($"{bytes:0} B"),
        < 999.5e3 => FormattableString.Invariant($"{bytes / 1e3:G3} KB"),
        < 999.5e6 => FormattableString.Invariant($"{bytes / 1e6:G3} MB"),
        < 999.5e9 => FormattableString.Invariant($"{bytes / 1e9:G3} GB"),
        _ => FormattableString.Invariant($"{bytes / 1e12:N1} TB"),
    };
}
