using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What the trainers of forests and of single trees share.</summary>
internal static class ForestFit
{
    public static void Check(Schema input, ForestOptions options, SchemaProblems problems)
    {
        LearnerSchema.CheckFeatures(input, problems);
        LearnerSchema.CheckDirections(input, options.Increasing.Concat(options.Decreasing), problems);
        LearnerSchema.CheckGroups(input, options.InteractionGroups, problems);
    }

    public static TreePredictor Fit(string kind, Dataset train, LabelData label, ForestOptions options, FitContext context)
    {
        var data = ForestData.Of(train, label, options, context);
        bool regression = label.Task == TaskKind.Regression;
        int features = data.Features.Length;
        int perSplit = options.FeatureFraction is { } share ? (int)Math.Round(share * features) : regression ? features : (int)Math.Sqrt(features);
        var rules = new ForestRules(
            options.MinimumRowsPerLeaf, options.MaximumDepth, Math.Max(1, perSplit), options.RandomCuts, options.RowFraction,
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
