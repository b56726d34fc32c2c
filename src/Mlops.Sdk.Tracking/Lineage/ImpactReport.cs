using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Which models a change of data reaches, those in use first.</summary>
public sealed class ImpactReport : Report
{
    internal ImpactReport(string what, LineageGraph graph, ImmutableArray<ModelImpact> models, IEnumerable<Finding> findings)
        : base($"What depends on {what}", findings)
    {
        Graph = graph;
        Models = models;
    }

    /// <inheritdoc/>
    public override string Kind => "impact";

    /// <summary>All that came of the data.</summary>
    public LineageGraph Graph { get; }

    /// <summary>The versions that it reaches: deployed ones first, then those with an alias, then the others by name and number.</summary>
    public ImmutableArray<ModelImpact> Models { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        var report = new ReportBuilder(Title, string.Create(CultureInfo.InvariantCulture, $"{Models.Length:N0} model versions"));
        report.Section("Models");
        if (Models.IsEmpty) report.Text("No registered model came of it.");
        else
            report.Table(
                [ReportColumn.Text("Version"), ReportColumn.Text("Aliases"), ReportColumn.Text("Stage"), ReportColumn.Text("Deployed as"), ReportColumn.Text("Features")],
                Models.Select(model => (IReadOnlyList<ReportCell>)[model.Version.ToString(), string.Join(", ", model.Aliases), model.Stage == ModelStage.None ? "" : model.Stage.ToString(), string.Join(", ", model.Deployments), string.Join(", ", model.Features)]));
        foreach (ReportSection section in Graph.Content.Sections.Where(section => !section.IsDetail))
        {
            report.Section(section.Title);
            foreach (ReportBlock block in section.Blocks) report.Add(block);
        }

        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray("models");
        foreach (ModelImpact model in Models)
        {
            writer.WriteStartObject();
            writer.WriteString("version", model.Version.ToString());
            writer.WriteString("stage", model.Stage.ToString());
            Texts(writer, "aliases", model.Aliases);
            Texts(writer, "deployments", model.Deployments);
            Texts(writer, "features", model.Features);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter writer, string name, ValueList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
