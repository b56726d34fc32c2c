namespace Mlops.Sdk;

/// <summary>A leaf with what the way to it asks of each feature: it pays its value to a row that meets every condition.</summary>
internal sealed class ShapLeaf(int output, double value, ShapCondition[] conditions)
{
    public int Output => output;

    /// <summary>What the leaf adds to the score, weight of the tree and division of an average included.</summary>
    public double Value => value;

    public ShapCondition[] Conditions => conditions;

    /// <summary>The leaves of all trees whose way asks something; the others pay every row alike and are added to the bases.</summary>
    public static List<ShapLeaf> Of(TreeEnsemble model, double[] bases)
    {
        var leaves = new List<ShapLeaf>();
        foreach (DecisionTree tree in model.Trees)
        {
            double scale = tree.Weight / (model.Average ? model.TreeCount(tree.Output) : 1);
            var open = new Stack<(int Node, ShapCondition[] Conditions)>([(0, [])]);
            while (open.TryPop(out (int Node, ShapCondition[] Conditions) next))
            {
                TreeNode node = tree.Nodes[next.Node];
                if (!node.IsLeaf)
                {
                    open.Push((node.Right, Extend(next.Conditions, tree, node, left: false)));
                    open.Push((node.Left, Extend(next.Conditions, tree, node, left: true)));
                }
                else if (next.Conditions.Length > 0)
                {
                    leaves.Add(new ShapLeaf(tree.Output, scale * node.Value, next.Conditions));
                }
                else
                {
                    bases[tree.Output] += scale * node.Value;
                }
            }
        }

        return leaves;
    }

    private static ShapCondition[] Extend(ShapCondition[] conditions, DecisionTree tree, TreeNode split, bool left)
    {
        ShapCondition[] extended = [.. conditions];
        int at = Array.FindIndex(extended, condition => condition.Feature == split.Feature);
        if (at < 0) extended = [.. extended, new ShapCondition(split.Feature)];
        else extended[at] = extended[at].Copy();
        extended[at < 0 ? ^1 : at].Pass(split, left, ShareOf(tree, split, left));
        return extended;
    }

    // A node that no training row reached parts its (zero) rows evenly.
    private static double ShareOf(DecisionTree tree, TreeNode split, bool left)
    {
        double here = tree.Nodes[left ? split.Left : split.Right].Cover, there = tree.Nodes[left ? split.Right : split.Left].Cover;
        return here + there > 0 ? here / (here + there) : 0.5;
    }
}
