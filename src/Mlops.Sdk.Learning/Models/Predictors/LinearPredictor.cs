using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A fitted linear model, scored in managed code. A value that is missing counts as the mean of the training rows, one beyond single precision as its largest.</summary>
public sealed class LinearPredictor : Predictor
{
    internal const string KindName = "linear_model";

    private readonly Lazy<Report> _report;

    /// <summary>Makes a predictor of a neutral model.</summary>
    /// <param name="label">The name of the label.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="classes">The classes in the order of the outputs; empty for regression. The last of two is the positive one.</param>
    /// <param name="inputs">The numeric columns that the features are, in order.</param>
    /// <param name="model">The weights; one output, or one per class if there are more than two.</param>
    /// <param name="link">From score to prediction.</param>
    /// <param name="means">What a missing value of each input counts as.</param>
    /// <param name="origin">Where the model comes from.</param>
    /// <exception cref="ArgumentException">Task, classes, inputs, outputs and link do not fit together.</exception>
    public LinearPredictor(string label, TaskKind task, IEnumerable<string> classes, IEnumerable<Field> inputs, LinearModel model, LinkFunction link, ImmutableArray<double> means, ModelOrigin origin)
        : base(label, task, classes, inputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(origin);
        ModelOutput.Check(task, Classes.Length, Inputs.Length, model.FeatureCount, model.OutputCount, link);
        if (means.IsDefault || means.Length != model.FeatureCount || !means.All(double.IsFinite))
            throw new ArgumentException($"A linear model of {model.FeatureCount} features needs as many finite means.", nameof(means));
        Model = model;
        Link = link;
        Means = means;
        Origin = origin;
        _report = new(() => new LinearModelReport(this));
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <summary>The weights.</summary>
    public LinearModel Model { get; }

    /// <summary>From score to prediction.</summary>
    public LinkFunction Link { get; }

    /// <summary>What a missing value of each input counts as.</summary>
    public ImmutableArray<double> Means { get; }

    /// <summary>Where the model comes from.</summary>
    public ModelOrigin Origin { get; }

    /// <inheritdoc/>
    public override Report Report => _report.Value;

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteJson("state.json", new ModelState(Origin.Trainer, Origin.Rows, Origin.Findings, LinkState.Of(Link)) { Means = Means }, ModelJson.Default.ModelState);
        writer.WriteBytes("weights.bin", Model.ToBytes());
    }

    internal static LinearPredictor Load(BundleReader reader)
    {
        ModelState state = reader.ReadJson("state.json", ModelJson.Default.ModelState);
        LinearModel model = LinearModel.FromBytes(reader.ReadBytes("weights.bin").Span);
        return new LinearPredictor(reader.Label, reader.Task, reader.Classes, reader.Inputs, model, state.Link.ToLink(), state.Means ?? [], state.ToOrigin());
    }

    /// <inheritdoc/>
    protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken)
    {
        Column[] columns = [.. Inputs.Select(input => data[input.Name])];
        return ModelOutput.Finish(Label, Task, Classes, RowBlocks.Score(columns, data.RowCount, Model.OutputCount, Means.AsSpan(), Model.Score, cancellationToken), Link);
    }
}
