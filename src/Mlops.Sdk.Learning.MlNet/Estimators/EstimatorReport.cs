using System.Text.Json;
using Microsoft.ML.Data;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a fitted chain is made of.</summary>
internal sealed class EstimatorReport : Report
{
    private readonly MlNetPredictor _model;
    private readonly EstimatorState _state;

    public EstimatorReport(MlNetPredictor model, EstimatorState state)
        : base($"A chain of ML.NET for '{model.Label}'", state.Findings)
    {
        _model = model;
        _state = state;
    }

    /// <inheritdoc/>
    public override string Kind => "mlnet_estimator";

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        ReportBuilder report = new(Title);
        report.Lead(("Task", _model.Task.ToString()), ("Rows learnt from", _state.Rows), ("Columns", _model.Inputs.Length));
        report.Section("Parts").Table([ReportColumn.Text("Part")], Parts().Select(part => (IReadOnlyList<ReportCell>)[part]));
        report.Text(_state.Link switch
        {
            EstimatorState.Sigmoid => $"Probabilities come from a sigmoid of its score: 1 / (1 + exp(-({ReportNumber.Format(_state.Slope)} * score + {ReportNumber.Format(_state.Intercept)}))).",
            EstimatorState.Softmax => "Probabilities are the softmax of its scores.",
            _ => _model.Task == TaskKind.Regression ? "Its score is the number that is predicted." : "Probabilities are its own.",
        });
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("link", _state.Link);
        writer.WriteNumber("rows", _state.Rows);
        writer.WriteStartArray("parts");
        foreach (string part in Parts())
            writer.WriteStringValue(part);
        writer.WriteEndArray();
    }

    private IEnumerable<string> Parts() => Flat(_model.Transformer).Select(part => part.GetType().Name.Split('`')[0]);

    private static IEnumerable<Microsoft.ML.ITransformer> Flat(Microsoft.ML.ITransformer transformer) =>
        transformer is IEnumerable<Microsoft.ML.ITransformer> chain ? chain.SelectMany(Flat) : [transformer];
}
