using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Several reports in one.</summary>
internal sealed class CombinedReport(string title, IReadOnlyList<Report> parts)
    : Report(title, parts.SelectMany(part => part.Findings))
{
    public override string Kind => "combined";

    protected override ReportContent BuildContent() => new(
        Title,
        parts.SelectMany(part => Lead(part).Concat(part.Content.Sections.Select(section => new ReportSection($"{part.Title} · {section.Title}", section.Blocks) { IsDetail = section.IsDetail }))));

    private static IEnumerable<ReportSection> Lead(Report part) => part.Content.Lead.Count == 0 ? [] : [new ReportSection(part.Title, part.Content.Lead)];

    protected override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("parts");
        foreach (Report part in parts)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", part.Kind);
            writer.WriteString("title", part.Title);
            writer.WriteStartObject("data");
            part.WriteDataTo(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
