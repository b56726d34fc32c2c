using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Gradient-boosted trees over histograms, without a native library: two classes, several classes and numbers (mean, quantile, Huber, Poisson, gamma). Categories and missing values are learnt from as they
/// are, weights count, features can be held monotone or apart. The same seed gives the same bits on any number of threads.
/// </summary>
/// <remarks>Trees grow leaf by leaf (Ke et al. 2017, "LightGBM") on Newton steps (Chen and Guestrin 2016, equations 5 to 7). Numbers are compared in single precision. A tree costs rows times features, the
/// histogram of the larger child being the parent's less the smaller child's. Levels of a category that training did not see are treated as missing.</remarks>
public sealed class BoostingTrainer(BoostingOptions? options = null) : Trainer<BoostingOptions>(options, LearningJson.Default.BoostingOptions)
{
    /// <inheritdoc/>
    public override string Kind => "boosting";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(problems);
        foreach (Field feature in input.Features.Where(feature => !feature.IsNumeric && feature.Type != ColumnType.Category))
            problems.Add($"Feature '{feature.Name}' is {feature.Type} and this trainer learns from numbers and categories. Add .EncodeCategories() before it, or give the column the role Ignored.");
        foreach (string name in Options.Increasing.Concat(Options.Decreasing).Where(name => !input.Features.Any(feature => feature.Name == name && feature.IsNumeric)))
            problems.Add($"'{name}' is to be monotone and is no numeric feature.");
        foreach (string name in InteractionGroups.NamesOf(Options.InteractionGroups).SelectMany(group => group).Where(name => !input.Features.Any(feature => feature.Name == name)))
            problems.Add($"'{name}' is in an interaction group and is no feature.");
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(context);
        Column[] columns = [.. train.Features];
        BoostingLoss loss = BoostingLabels.LossFor(Options.Loss, label);
        double[] labels = BoostingLabels.Read(label, loss);
        float[] weights = WeightsOf(train);
        var features = new BinnedFeature[columns.Length];
        Parallel.For(0, columns.Length, context.Parallel, i => features[i] = BinnedFeature.Of(columns[i], Options.MaximumBinCount));
        var run = new BoostingRun(Options, loss, features, labels, weights, label.Task == TaskKind.Multiclass ? label.Classes.Length : 1, DirectionsOf(columns), InteractionGroups.Of(Options.InteractionGroups, columns), RowsPerLeaf(train.RowCount, label.Classes.Length, context), context);
        TreeEnsemble model = run.Run();
        if (Options.EarlyStoppingRounds > 0)
            context.AddFinding(new Finding("BOOST001", Severity.Info, null, FormattableString.Invariant($"{run.Iterations} of at most {Options.TreeCount} trees were kept, those up to the lowest loss of the {Options.ValidationFraction:P0} of the rows held back.")));
        if (!model.Trees.Any(tree => tree.Depth > 0))
            context.AddFinding(new Finding("BOOST002", Severity.Warning, null, "No column could be split, so every row gets the same prediction. Look for constant columns, or give more rows."));
        return new TreePredictor(label.Name, label.Task, label.Classes, train.Schema.Features, model, loss.Link, new ModelOrigin(Kind, train.RowCount, context.Findings));
    }

    private static float[] WeightsOf(Dataset train)
    {
        if (train.Weight is not { } column) return [];
        ReadOnlySpan<double> values = MetricData.ReadWeights(column);
        var weights = new float[values.Length];
        bool any = false;
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = (float)values[row];
            if (!(weights[row] >= 0 && float.IsFinite(weights[row]))) throw new MlopsException("MLO2102", FormattableString.Invariant($"Weight '{column.Name}' is {values[row]} in row {row}; a weight is finite and at least 0. Leave such rows out or give them a weight."));
            any |= weights[row] > 0;
        }

        return any ? weights : throw new MlopsException("MLO2102", $"The weights '{column.Name}' are all 0. Check the column.");
    }

    private int RowsPerLeaf(int rows, int classes, FitContext context)
    {
        const int usual = 20;
        if (Options.MinimumRowsPerLeaf is { } chosen) return chosen;
        int rowsPerLeaf = Math.Clamp(rows / (10 * Math.Max(2, classes)), 1, usual);
        if (rowsPerLeaf < usual)
            context.AddFinding(new Finding("BOOST003", Severity.Info, null, FormattableString.Invariant($"There are {rows} rows to learn from, so a leaf needs {rowsPerLeaf} rows instead of {usual}. Set MinimumRowsPerLeaf to decide yourself.")));
        return rowsPerLeaf;
    }

    private int[] DirectionsOf(Column[] columns) => [.. columns.Select(column => Options.Increasing.Contains(column.Name) ? 1 : Options.Decreasing.Contains(column.Name) ? -1 : 0)];
}
