using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What the trainers of forests and of single trees share.</summary>
internal static class ForestFit
{
    public static void Check(Schema input, ForestOptions options, SchemaProblems problems)
    {
        foreach (Field feature in input.Features.Where(feature => !feature.IsNumeric && feature.Type != ColumnType.Category))
            problems.Add($"Feature '{feature.Name}' is {feature.Type} and this trainer learns from numbers and categories. Add .EncodeCategories() before it, or give the column the role Ignored.");
        foreach (string name in options.Increasing.Concat(options.Decreasing).Where(name => !input.Features.Any(feature => feature.Name == name && feature.IsNumeric)))
            problems.Add($"'{name}' is to be monotone and is no numeric feature.");
        foreach (string name in InteractionGroups.NamesOf(options.InteractionGroups).SelectMany(group => group).Where(name => !input.Features.Any(feature => feature.Name == name)))
            problems.Add($"'{name}' is in an interaction group and is no feature.");
    }

    public static TreePredictor Fit(string kind, Dataset train, LabelData label, ForestOptions options, FitContext context)
    {
        var data = ForestData.Of(train, label, options, context);
        bool regression = label.Task == TaskKind.Regression;
        int features = data.Features.Length;
        int perSplit = options.FeatureFraction is { } share ? (int)Math.Round(share * features) : regression ? features / 3 : (int)Math.Sqrt(features);
        var rules = new ForestRules(
            options.MinimumRowsPerLeaf ?? (regression ? 3 : 1), options.MaximumDepth, Math.Max(1, perSplit), options.RandomCuts, options.RowFraction,
            options.Bootstrap ?? !options.RandomCuts, [.. data.Features.Select(feature => feature.IsUseful)]);
        var run = new ForestRun(data, rules, options.TreeCount, context);
        TreeEnsemble model = run.Run();
        if (run.OutsideScore(label.Classes.Length, out int rows) is { } score)
        {
            string reached = regression ? FormattableString.Invariant($"R2 is {score:F4}") : FormattableString.Invariant($"{100 * score:F1} % of the classes are right");
            context.AddFinding(new Finding("FOREST001", Severity.Info, null, FormattableString.Invariant($"Out of bag, by trees that did not see the row, {reached} ({rows} rows).")));
        }

        if (!model.Trees.Any(tree => tree.Depth > 0))
            context.AddFinding(new Finding("FOREST002", Severity.Warning, null, "No column could be split, so every row gets the same prediction. Look for constant columns, or give more rows."));
        LinkFunction link = regression ? LinkFunction.Identity : LinkFunction.Probability;
        return new TreePredictor(label.Name, label.Task, label.Classes, train.Schema.Features, model, link, new ModelOrigin(kind, train.RowCount, context.Findings));
    }
}
