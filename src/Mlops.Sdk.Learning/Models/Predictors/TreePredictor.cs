using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A fitted model of trees: scores through <see cref="FlatTreeScorer"/>, without the library that trained it. Missing values follow the trees.</summary>
public sealed class TreePredictor : Predictor
{
    internal const string KindName = "tree_model";

    private readonly Lazy<Report> _report;

    /// <summary>Makes a predictor of a neutral model.</summary>
    /// <param name="label">The name of the label.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="classes">The classes in the order of the outputs; empty for regression. The last of two is the positive one.</param>
    /// <param name="inputs">The columns that the features are, in order: numbers, or categories whose codes the trees ask for.</param>
    /// <param name="model">The trees; one output, or one per class if there are more than two.</param>
    /// <param name="link">From score to prediction.</param>
    /// <param name="origin">Where the model comes from.</param>
    /// <exception cref="ArgumentException">Task, classes, inputs, outputs and link do not fit together.</exception>
    public TreePredictor(string label, TaskKind task, IEnumerable<string> classes, IEnumerable<Field> inputs, TreeEnsemble model, LinkFunction link, ModelOrigin origin)
        : base(label, task, classes, inputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(origin);
        ModelOutput.Check(task, Classes.Length, Inputs.Length, model.FeatureCount, model.OutputCount, link);
        Scorer = new FlatTreeScorer(model);
        Link = link;
        Origin = origin;
        _report = new(() => new TreeModelReport(this));
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <summary>The trees.</summary>
    public TreeEnsemble Model => Scorer.Model;

    /// <summary>From score to prediction.</summary>
    public LinkFunction Link { get; }

    /// <summary>The fast form, for rows that are single-precision numbers already: no dataset, no allocation.</summary>
    public FlatTreeScorer Scorer { get; }

    /// <summary>Where the model comes from.</summary>
    public ModelOrigin Origin { get; }

    /// <inheritdoc/>
    public override Report Report => _report.Value;

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteJson("state.json", new ModelState(Origin.Trainer, Origin.Rows, Origin.Findings, LinkState.Of(Link)), ModelJson.Default.ModelState);
        writer.WriteBytes("trees.bin", Model.ToBytes());
    }

    internal static TreePredictor Load(BundleReader reader)
    {
        ModelState state = reader.ReadJson("state.json", ModelJson.Default.ModelState);
        TreeEnsemble model = TreeEnsemble.FromBytes(reader.ReadBytes("trees.bin").Span);
        return new TreePredictor(reader.Label, reader.Task, reader.Classes, reader.Inputs, model, state.Link.ToLink(), state.ToOrigin());
    }

    /// <inheritdoc/>
    protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken)
    {
        Column[] columns = [.. Inputs.Select(input => NumbersOf(data[input.Name]))];
        double[] scores = new double[data.RowCount * Model.OutputCount];
        Scorer.ScoreColumns(columns, scores, maxThreads: 0, cancellationToken);
        return ModelOutput.Finish(Label, Task, Classes, scores, Link);
    }

    // Trees know a level by its code; one they did not see in training counts as missing.
    private static Column NumbersOf(Column column)
    {
        if (column is not CategoryColumn category) return column;
        ReadOnlySpan<int> codes = category.Codes;
        var numbers = new double[codes.Length];
        for (int row = 0; row < numbers.Length; row++) numbers[row] = codes[row] < 0 ? double.NaN : codes[row];
        return new NumberColumn(category.Name, numbers);
    }
}
