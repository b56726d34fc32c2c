using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Whether a version was promoted, and what each gate said. Each gate that failed is a finding (GATE001).</summary>
public sealed class PromotionReport : Report
{
    internal PromotionReport(ModelVersion version, string alias, ImmutableArray<GateResult> gates, AliasChange? change)
        : base($"Promotion of {version} to {alias}", gates.Where(gate => !gate.Passed).Select(gate => new Finding("GATE001", Severity.Error, null, $"{gate.Gate}: {gate.Message}"))) =>
        (Version, Alias, Gates, Change) = (version, alias, gates, change);

    /// <inheritdoc/>
    public override string Kind => "promotion";

    /// <summary>The version.</summary>
    public ModelVersion Version { get; }

    /// <summary>The alias.</summary>
    public string Alias { get; }

    /// <summary>What each gate said, in order.</summary>
    public ImmutableArray<GateResult> Gates { get; }

    /// <summary>The move of the alias; null when a gate failed and nothing was moved.</summary>
    public AliasChange? Change { get; }

    /// <summary>Whether the version was promoted.</summary>
    public bool Promoted => Change is not null;

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => new ReportBuilder(Title, Promoted ? "promoted" : "not promoted")
        .Section("Gates").Table([ReportColumn.Text(""), ReportColumn.Text("Gate"), ReportColumn.Text("What was found")], Gates.Select(gate => (IReadOnlyList<ReportCell>)[gate.Passed ? "passed" : "FAILED", gate.Gate, gate.Message]))
        .Build();

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("version", Version.ToString());
        writer.WriteString("alias", Alias);
        writer.WriteBoolean("promoted", Promoted);
        writer.WriteStartArray("gates");
        foreach (GateResult gate in Gates)
        {
            writer.WriteStartObject();
            writer.WriteString("gate", gate.Gate);
            writer.WriteBoolean("passed", gate.Passed);
            writer.WriteString("message", gate.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
