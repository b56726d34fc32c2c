using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The typed results in JSON.</summary>
internal static class ComparisonJson
{
    private static readonly double[] s_probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    public static void Write(Utf8JsonWriter writer, ProfileComparison report)
    {
        writer.WriteString("before", report.Options.BeforeName);
        writer.WriteString("after", report.Options.AfterName);
        writer.WriteNumber("rows_before", report.Before.RowCount);
        writer.WriteNumber("rows_after", report.After.RowCount);
        writer.WriteReal("false_alarm_rate", report.Options.FalseAlarmRate);
        writer.WriteStartArray("columns");
        foreach (ColumnDifference column in report.Columns) Write(writer, column);
        writer.WriteEndArray();
        writer.WriteStartArray("renamed");
        foreach (RenamedColumn renamed in report.Renamed)
        {
            writer.WriteStartObject();
            writer.WriteString("before", renamed.Before);
            writer.WriteString("after", renamed.After);
            writer.WriteReal("distance", renamed.Distance);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Write(writer, "appeared_findings", report.AppearedFindings);
        Write(writer, "gone_findings", report.GoneFindings);
    }

    private static void Write(Utf8JsonWriter writer, ColumnDifference column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteReal("difference", column.Difference);
        writer.WriteReal("missing_change", column.MissingChange);
        writer.WriteReal("mean_shift", column.MeanShift);
        writer.WriteReal("mean_p", column.MeanPValue);
        writer.WriteReal("spread_ratio", column.SpreadRatio);
        if (column.Before is { } before) Write(writer, "before", before);
        if (column.After is { } after) Write(writer, "after", after);
        if (column.Distance is { } distance)
        {
            writer.WriteStartObject("distance");
            writer.WriteReal("kolmogorov_smirnov", distance.KolmogorovSmirnov);
            writer.WriteReal("l_infinity", distance.LInfinity);
            writer.WriteReal("stability_index", distance.StabilityIndex);
            writer.WriteReal("stability_index_bound", distance.StabilityIndexBound);
            writer.WriteReal("kolmogorov_smirnov_p", distance.KolmogorovSmirnovPValue);
            writer.WriteReal("chi_square", distance.ChiSquare);
            writer.WriteReal("chi_square_bound", distance.ChiSquareBound);
            writer.WriteNumber("chi_square_degrees", distance.ChiSquareDegreesOfFreedom);
            writer.WriteReal("chi_square_p", distance.ChiSquarePValue);
            writer.WriteReal("jensen_shannon", distance.JensenShannon);
            writer.WriteReal("hellinger", distance.Hellinger);
            writer.WriteNumber("bins", distance.Bins);
            writer.WriteReal("sketch_bound", distance.SketchBound);
            writer.WriteReal("distance", distance.Distance);
            writer.WriteReal("noise", distance.Noise);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("values");
        foreach (ValueDifference value in column.Values)
        {
            writer.WriteStartObject();
            writer.WriteString("value", value.Value);
            writer.WriteNumber("before", value.Before);
            writer.WriteNumber("after", value.After);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, ColumnProfile column)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", column.Type.ToString());
        writer.WriteString("role", column.Role.ToString());
        writer.WriteReal("missing_share", column.MissingShare);
        writer.WriteReal("distinct", column.Distinct);
        if (column.Text is { } text) writer.WriteString("meaning", text.Type.ToString());
        if (column.Metrics.Length > 0) ColumnFactsJson.WriteMetrics(writer, column);
        if (column.HasNumbers)
        {
            writer.WriteReal("mean", column.Mean);
            writer.WriteReal("sum", column.Sum);
            writer.WriteReal("std", column.StandardDeviation);
            writer.WriteReal("mad", column.MedianAbsoluteDeviation);
            writer.WriteReal("mad_bound", column.MedianAbsoluteDeviationBound);
            writer.WriteReal("min", column.Min);
            writer.WriteReal("max", column.Max);
            writer.WriteReal("zero_share", column.ZeroShare());
            writer.WriteStartObject("quantiles");
            foreach (double p in s_probabilities) writer.WriteReal(p.ToString("R", CultureInfo.InvariantCulture), column.Quantile(p));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<Finding> findings)
    {
        writer.WriteStartArray(name);
        foreach (Finding finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("code", finding.Code);
            writer.WriteString("column", finding.Column);
            writer.WriteString("message", finding.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
