using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A fitted additive model, scored in managed code: each prediction is a sum that can be read. Numbers, categories and missing values are read as they are.</summary>
public sealed class AdditivePredictor : Predictor
{
    internal const string KindName = "additive_model";

    private readonly Lazy<Report> _report;

    /// <summary>Makes a predictor of a neutral model.</summary>
    /// <param name="label">The name of the label.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="classes">The classes in the order of the outputs; empty for regression. The last of two is the positive one.</param>
    /// <param name="inputs">The columns that the features are, in order: numbers, or categories whose codes the terms ask for.</param>
    /// <param name="model">The terms; one output, or one per class if there are more than two.</param>
    /// <param name="link">From score to prediction.</param>
    /// <param name="origin">Where the model comes from.</param>
    /// <param name="coefficients">The weights of a linear model with their errors; none for other models.</param>
    /// <exception cref="ArgumentException">Task, classes, inputs, outputs and link do not fit together, or a term asks for numbers of a category or the other way round.</exception>
    public AdditivePredictor(string label, TaskKind task, IEnumerable<string> classes, IEnumerable<Field> inputs, AdditiveModel model, LinkFunction link, ModelOrigin origin, ImmutableArray<Coefficient> coefficients = default)
        : base(label, task, classes, inputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(origin);
        ModelOutput.Check(task, Classes.Length, Inputs.Length, model.FeatureCount, model.OutputCount, link);
        foreach ((int feature, bool category) in model.Terms.SelectMany(Asked))
        {
            if (Inputs[feature].Type == ColumnType.Category != category) throw new ArgumentException($"Input '{Inputs[feature].Name}' is {Inputs[feature].Type}, and a term asks for {(category ? "levels" : "numbers")}.", nameof(model));
        }

        Model = model;
        Link = link;
        Origin = origin;
        Coefficients = coefficients.IsDefault ? [] : coefficients.All(one => one?.Feature is not null) ? coefficients : throw new ArgumentException("A coefficient has no feature.", nameof(coefficients));
        _report = new(() => new AdditiveModelReport(this));
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <summary>The terms.</summary>
    public AdditiveModel Model { get; }

    /// <summary>From score to prediction.</summary>
    public LinkFunction Link { get; }

    /// <summary>Where the model comes from.</summary>
    public ModelOrigin Origin { get; }

    /// <summary>The weights of a linear model, the intercept first; empty for other models.</summary>
    public ImmutableArray<Coefficient> Coefficients { get; }

    /// <inheritdoc/>
    public override Report Report => _report.Value;

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var state = new ModelState(Origin.Trainer, Origin.Rows, Origin.Findings, LinkState.Of(Link)) { Coefficients = Coefficients.IsEmpty ? null : Coefficients };
        writer.WriteJson("state.json", state, ModelJson.Default.ModelState);
        writer.WriteBytes("terms.bin", Model.ToBytes());
    }

    internal static AdditivePredictor Load(BundleReader reader)
    {
        ModelState state = reader.ReadJson("state.json", ModelJson.Default.ModelState);
        AdditiveModel model = AdditiveModel.FromBytes(reader.ReadBytes("terms.bin").Span);
        return new AdditivePredictor(reader.Label, reader.Task, reader.Classes, reader.Inputs, model, state.Link.ToLink(), state.ToOrigin(), state.Coefficients ?? []);
    }

    /// <inheritdoc/>
    protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken)
    {
        Column[] columns = [.. Inputs.Select(input => data[input.Name])];
        return ModelOutput.Finish(Label, Task, Classes, RowBlocks.Score(columns, data.RowCount, Model.OutputCount, [], Model.Score, cancellationToken), Link);
    }

    private static IEnumerable<(int Feature, bool Category)> Asked(AdditiveTerm term) => term switch
    {
        TableTerm table => table.Axes.Select(axis => (axis.Feature, axis.IsCategory)),
        _ => term.Features.Select(feature => (feature, false)),
    };
}
