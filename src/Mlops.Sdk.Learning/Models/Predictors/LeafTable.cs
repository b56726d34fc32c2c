using System.Collections.Immutable;
using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>One tree as a table: what leads to each leaf, how many rows, what is predicted there.</summary>
internal static class LeafTable
{
    private const int MostLeaves = 64, LevelsNamed = 6;

    /// <summary>Adds the table when the model is one tree, or one for each class with the same splits, of few leaves.</summary>
    public static void AddTo(ReportBuilder builder, TreePredictor predictor)
    {
        ImmutableArray<DecisionTree> trees = predictor.Model.Trees;
        if (trees.Length != predictor.Model.OutputCount || trees[0].LeafCount > MostLeaves || trees.Any(tree => !SameSplits(tree, trees[0]))) return;
        string[] outputs = predictor.Task switch { TaskKind.Regression => [predictor.Label], TaskKind.Binary => [predictor.Classes[1]], _ => [.. predictor.Classes] };
        var rows = new List<IReadOnlyList<ReportCell>>();
        Walk(0, []);
        builder.Section("The tree, leaf by leaf").Table([ReportColumn.Text("when"), ReportColumn.Number("rows"), .. outputs.Select(name => ReportColumn.Number(name))], rows);

        void Walk(int at, ImmutableArray<string> path)
        {
            TreeNode node = trees[0].Nodes[at];
            if (node.IsLeaf)
            {
                rows.Add([path.IsEmpty ? "always" : string.Join(" and ", path), node.Cover, .. trees.Select((tree, output) => (ReportCell)(predictor.Model.Bias[output] + (tree.Weight * tree.Nodes[at].Value)))]);
                return;
            }

            Walk(node.Left, path.Add(Condition(node, predictor, true)));
            Walk(node.Right, path.Add(Condition(node, predictor, false)));
        }
    }

    private static string Condition(TreeNode node, TreePredictor predictor, bool left)
    {
        Field input = predictor.Inputs[node.Feature];
        string missing = node.MissingGoesLeft == left ? " or missing" : "";
        if (node.LeftCategories is not { } set)
            return float.IsPositiveInfinity(node.Threshold) ? $"{input.Name} is {(left ? "there" : "missing")}"
                : string.Create(CultureInfo.InvariantCulture, $"{input.Name} {(left ? "<=" : ">")} {node.Threshold:G6}{missing}");
        ImmutableArray<string> levels = input.Levels?.Names ?? [];
        string[] inside = [.. Enumerable.Range(0, levels.Length).Where(code => set.Contains(code)).Select(code => levels[code])];
        string named = string.Join(", ", inside.Take(LevelsNamed)) + (inside.Length > LevelsNamed ? $" and {inside.Length - LevelsNamed} more" : "");
        return $"{input.Name} {(left ? "is" : "is not")} {(inside.Length == 1 ? named : $"of {named}")}{missing}";
    }

    private static bool SameSplits(DecisionTree one, DecisionTree other) =>
        one.Nodes.Length == other.Nodes.Length && one.Nodes.Zip(other.Nodes).All(pair => pair.First.Feature == pair.Second.Feature && pair.First.Threshold == pair.Second.Threshold && Equals(pair.First.LeftCategories, pair.Second.LeftCategories) && pair.First.Left == pair.Second.Left);
}
