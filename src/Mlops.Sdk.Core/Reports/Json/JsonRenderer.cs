using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A report as JSON. Text is kept as it was given; the writer escapes it.</summary>
internal static class JsonRenderer
{
    private const int SchemaVersion = 1;

    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string Render(Report report)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema_version", SchemaVersion);
            writer.WriteString("kind", report.Kind);
            writer.WriteString("title", report.Title);
            Text(writer, "subtitle", report.Content.Subtitle);
            if (report.Content.Lead.Count > 0)
            {
                writer.WriteStartArray("lead");
                Blocks(writer, report.Content.Lead);
                writer.WriteEndArray();
            }

            Findings(writer, report.Findings);
            writer.WriteStartObject("data");
            report.WriteDataTo(writer);
            writer.WriteEndObject();
            Sections(writer, report.Content.Sections);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>Writes a property of text, and nothing for null.</summary>
    public static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void Findings(Utf8JsonWriter writer, IReadOnlyList<Finding> findings)
    {
        writer.WriteStartArray("findings");
        foreach (Finding finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("code", finding.Code);
            writer.WriteString("severity", FindingOrder.Name(finding.Severity));
            writer.WriteString("column", finding.Column);
            writer.WriteString("message", finding.Message);
            Details(writer, finding);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Details(Utf8JsonWriter writer, Finding finding)
    {
        Text(writer, "title", finding.Title);
        Text(writer, "remedy", finding.Remedy);
        foreach ((string name, double? number) in ((string, double?)[])[("value", finding.Value), ("threshold", finding.Threshold), ("bound", finding.Bound)])
        {
            if (number is not null)
            {
                writer.WriteReal(name, number);
            }
        }

        if (finding.Acceptance is { } acceptance)
        {
            writer.WriteStartObject("acceptance");
            writer.WriteString("by", acceptance.By);
            writer.WriteString("reason", acceptance.Reason);
            writer.WriteString("severity", FindingOrder.Name(acceptance.Severity));
            Text(writer, "until", acceptance.Until?.ToString("O", CultureInfo.InvariantCulture));
            if (acceptance.Limit is not null) writer.WriteReal("limit", acceptance.Limit);
            writer.WriteBoolean("in_force", acceptance.IsInForce);
            writer.WriteEndObject();
        }

        if (finding.RelatedColumns.Count > 0)
        {
            writer.WriteStartArray("related_columns");
            foreach (string column in finding.RelatedColumns)
            {
                writer.WriteStringValue(column);
            }

            writer.WriteEndArray();
        }
    }

    private static void Sections(Utf8JsonWriter writer, IReadOnlyList<ReportSection> sections)
    {
        writer.WriteStartArray("sections");
        foreach (ReportSection section in sections)
        {
            writer.WriteStartObject();
            writer.WriteString("title", section.Title);
            writer.WriteStartArray("blocks");
            Blocks(writer, section.Blocks);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Blocks(Utf8JsonWriter writer, IReadOnlyList<ReportBlock> blocks)
    {
        foreach (ReportBlock block in blocks)
        {
            writer.WriteStartObject();
            Block(writer, block);
            writer.WriteEndObject();
        }
    }

    private static void Block(Utf8JsonWriter writer, ReportBlock block)
    {
        switch (block)
        {
            case ReportText text:
                writer.WriteString("type", "text");
                writer.WriteString("text", text.Text);
                break;
            case ReportFacts facts:
                writer.WriteString("type", "facts");
                writer.WriteStartArray("facts");
                foreach (ReportFact fact in facts.Facts)
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", fact.Name);
                    writer.WritePropertyName("value");
                    Cell(writer, fact.Value);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                break;
            case ReportTable table:
                Table(writer, table);
                break;
            case ReportFigure figure:
                writer.WriteString("type", "chart");
                JsonChart.Write(writer, figure.Chart);
                break;
            case ReportGroup group:
                writer.WriteString("type", "group");
                writer.WriteString("title", group.Title);
                Text(writer, "note", group.Note);
                writer.WriteStartArray("blocks");
                Blocks(writer, group.Blocks);
                writer.WriteEndArray();
                break;
            case ReportRow row:
                writer.WriteString("type", "row");
                writer.WriteStartArray("blocks");
                Blocks(writer, row.Blocks);
                writer.WriteEndArray();
                break;
        }
    }

    private static void Table(Utf8JsonWriter writer, ReportTable table)
    {
        writer.WriteString("type", "table");
        Text(writer, "title", table.Title);
        Text(writer, "note", table.Note);
        writer.WriteStartArray("columns");
        foreach (ReportColumn column in table.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteString("format", JsonChart.Name(column.Format));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        foreach (IReadOnlyList<ReportCell> row in table.Rows)
        {
            writer.WriteStartArray();
            foreach (ReportCell cell in row)
            {
                Cell(writer, cell);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void Cell(Utf8JsonWriter writer, ReportCell cell)
    {
        if (cell.Text is { } text)
        {
            writer.WriteStringValue(text);
        }
        else if (cell.Heights is { } heights)
        {
            writer.WriteStartArray();
            foreach (double height in heights)
            {
                writer.WriteRealValue(height);
            }

            writer.WriteEndArray();
        }
        else
        {
            writer.WriteRealValue(cell.Number);
        }
    }
}
