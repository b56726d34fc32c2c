using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The page of a join of training and serving rows, and its JSON.</summary>
internal static class SkewContent
{
    private const int MostColumns = 2000, MostPaired = 100;

    public static ReportContent Build(SkewReport report)
    {
        var builder = new ReportBuilder(report.Title, FormattableString.Invariant($"{report.SkewedColumns.Length:N0} of {report.Columns.Length:N0} columns differ in {report.JoinedRows:N0} joined rows"));
        builder.Section("Overview").Facts(
            ("Joined by", string.Join(", ", report.Keys.Select(ColumnWords.Short))), ("Joined rows", report.JoinedRows), ("Training rows", report.TrainingRows), ("Serving rows", report.ServingRows),
            ("Training rows alone", report.TrainingAlone), ("Serving rows alone", report.ServingAlone), ("Training rows that repeat a key", report.TrainingRepeated), ("Serving rows that repeat a key", report.ServingRepeated),
            ("Training rows without a key", report.TrainingWithoutKey), ("Serving rows without a key", report.ServingWithoutKey));
        builder.Section("Columns").Table(
            [ReportColumn.Text("column"), ReportColumn.Number("rows that differ", ReportNumberFormat.Percent), ReportColumn.Number("other value"), ReportColumn.Number("missing while serving"), ReportColumn.Number("missing in training"), ReportColumn.Number("serving above training")],
            report.Columns.Take(MostColumns).Select(column => (IReadOnlyList<ReportCell>)
            [
                ColumnWords.Short(column.Column), ReportCell.Bar(Finite(column.Share), Finite(column.Share) ?? 0, ReportNumberFormat.Percent), column.Different, column.TrainingOnly, column.ServingOnly, column.MeanDifference,
            ]),
            note: "Serving above training: the mean difference where numbers differ." + (report.IsExact ? "" : " A random part of the keys was compared."));
        (ColumnSkew Column, SkewPair Pair)[] pairs = [.. report.Columns.Take(MostPaired).SelectMany(column => column.Pairs.Select(pair => (column, pair)))];
        if (pairs.Length > 0)
        {
            builder.DetailSection("Values that differ").Table(
                [ReportColumn.Text("column"), ReportColumn.Text("in training"), ReportColumn.Text("while serving"), ReportColumn.Number("rows"), ReportColumn.Number("training row", ReportNumberFormat.Exact), ReportColumn.Number("serving row", ReportNumberFormat.Exact)],
                pairs.Select(one => (IReadOnlyList<ReportCell>)[ColumnWords.Short(one.Column.Column), Shown(report, one.Pair.Training), Shown(report, one.Pair.Serving), one.Pair.Rows, one.Pair.TrainingRow, one.Pair.ServingRow]),
                note: "The most frequent pairs of values that differ, with the first rows that have them; rows begin at 0.");
        }

        return builder.Build();
    }

    public static void Write(Utf8JsonWriter writer, SkewReport report)
    {
        RuleJson.WriteTexts(writer, "keys", report.Keys);
        writer.WriteBoolean("has_skew", report.HasSkew);
        writer.WriteBoolean("is_exact", report.IsExact);
        foreach ((string name, long value) in ((string, long)[])
        [
            ("joined_rows", report.JoinedRows), ("training_rows", report.TrainingRows), ("serving_rows", report.ServingRows), ("training_alone", report.TrainingAlone), ("serving_alone", report.ServingAlone),
            ("training_repeated", report.TrainingRepeated), ("serving_repeated", report.ServingRepeated), ("training_without_key", report.TrainingWithoutKey), ("serving_without_key", report.ServingWithoutKey),
        ])
            writer.WriteNumber(name, value);
        writer.WriteStartArray("columns");
        foreach (ColumnSkew column in report.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("column", column.Column);
            WriteNumber(writer, "share", column.Share);
            writer.WriteNumber("different", column.Different);
            writer.WriteNumber("training_only", column.TrainingOnly);
            writer.WriteNumber("serving_only", column.ServingOnly);
            WriteNumber(writer, "mean_difference", column.MeanDifference);
            writer.WriteStartArray("pairs");
            foreach (SkewPair pair in column.Pairs)
            {
                writer.WriteStartObject();
                writer.WriteString("training", pair.Training);
                writer.WriteString("serving", pair.Serving);
                writer.WriteNumber("rows", pair.Rows);
                writer.WriteNumber("training_row", pair.TrainingRow);
                writer.WriteNumber("serving_row", pair.ServingRow);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Shown(SkewReport report, string? value) => !report.ShowsValues ? "(not shown)" : value is null ? "(missing)" : ColumnWords.Value(value);

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        if (Finite(value) is { } number) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
