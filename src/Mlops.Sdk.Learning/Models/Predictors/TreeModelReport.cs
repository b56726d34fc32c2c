using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a model of trees is made of: its size, and which columns its splits ask for.</summary>
internal sealed class TreeModelReport(TreePredictor predictor) : Report($"Tree model of '{predictor.Label}'", predictor.Origin.Findings)
{
    private const int ColumnsShown = 20;

    public override string Kind => "tree_model";

    protected override ReportContent BuildContent()
    {
        TreeEnsemble model = predictor.Model;
        (string Name, int Splits)[] used = [.. SplitCounts(model)
            .Select((splits, feature) => (predictor.Inputs[feature].Name, Splits: splits))
            .Where(pair => pair.Splits > 0)
            .OrderByDescending(pair => pair.Splits)];
        ReportBuilder builder = new ReportBuilder(Title)
            .Section("Model")
            .Facts(
                ("Trainer", predictor.Origin.Trainer),
                ("Task", predictor.Task.ToString()),
                ("Rows learnt from", predictor.Origin.Rows),
                ("Trees", model.Trees.Length),
                ("Leaves of the largest tree", model.Trees.IsEmpty ? 0 : model.Trees.Max(tree => tree.LeafCount)),
                ("Depth of the deepest tree", model.Trees.IsEmpty ? 0 : model.Trees.Max(tree => tree.Depth)),
                ("Columns asked for", $"{used.Length} of {model.FeatureCount}"));
        if (used.Length > 0)
        {
            IEnumerable<(string Name, int Splits)> shown = used.Take(ColumnsShown);
            builder.Section("Columns by number of splits").Chart(new BarChart("Splits", shown.Select(pair => pair.Name), shown.Select(pair => (double)pair.Splits)));
        }

        if (!model.Trees.IsEmpty) LeafTable.AddTo(builder, predictor);
        return builder.Build();
    }

    private static int[] SplitCounts(TreeEnsemble model)
    {
        int[] counts = new int[model.FeatureCount];
        foreach (TreeNode node in model.Trees.SelectMany(tree => tree.Nodes))
        {
            if (!node.IsLeaf)
                counts[node.Feature]++;
        }

        return counts;
    }
}
