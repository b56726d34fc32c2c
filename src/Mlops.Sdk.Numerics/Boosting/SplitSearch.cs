namespace Mlops.Sdk.Numerics;

/// <summary>Finds the best split of a feature from its histogram.</summary>
/// <remarks>Ordered features: linear in bins, tried with the missing rows on either side; where bins without rows leave a choice, they lie on the left.
/// Rows of a side count by their share of the second derivatives: those of which a model is sure already count for little. Categories: each against the rest up to four levels; beyond, levels in the order of gradient over curvature are parted
/// from both ends (Fisher 1958, "On grouping for maximum homogeneity"), with more penalty and at most 32 levels on the smaller side, as in LightGBM (Ke et al. 2017).</remarks>
public static class SplitSearch
{
    private const int OneAgainstRest = 4;
    private const int MostLevels = 32;
    // Less of the whole curvature than this is what subtraction left of nothing.
    private const double Nothing = 1e-10;
    private const double CategoryL2 = 10, CategorySmoothing = 10;

    /// <summary>The best split of an ordered feature.</summary>
    /// <param name="histogram">Its bins in order; their counts are not read.</param>
    /// <param name="missingBin">The bin of the rows without a value, the last one; -1 when there is none.</param>
    /// <param name="total">What all bins add up to, with the number of rows.</param>
    /// <param name="penalty">What is asked of a leaf.</param>
    /// <param name="direction">1 if the left value must not be above the right one, -1 if not below, 0 for neither.</param>
    /// <param name="low">Least value of a leaf.</param>
    /// <param name="high">Greatest value of a leaf.</param>
    public static BinSplit Ordered(ReadOnlySpan<GradientBin> histogram, int missingBin, in GradientBin total, in LeafPenalty penalty, int direction = 0, double low = double.NegativeInfinity, double high = double.PositiveInfinity)
    {
        GradientBin missing = missingBin >= 0 ? histogram[missingBin] : default;
        int values = missingBin >= 0 ? missingBin : histogram.Length;
        double parent = penalty.Gain(in total, penalty.Value(in total, low, high)), rowsPerHessian = total.Count / total.Hessian, nothing = Nothing * total.Hessian;
        double best = 0;
        (int bin, bool missingLeft) = (-1, false);
        GradientBin above = default;
        for (int i = values - 1; i >= 0; i--)
        {
            // At first only missing rows are on the right.
            if (i < values - 1)
            {
                above.Add(in histogram[i + 1]);
                if (histogram[i + 1].Hessian <= nothing) continue;
            }

            for (int side = missing.Hessian > nothing ? 1 : 0; side >= 0; side--)
            {
                GradientBin right = above;
                if (side == 0) right.Add(in missing);
                GradientBin left = total.Less(in right);
                if (!penalty.Allows(in left, rowsPerHessian) || !penalty.Allows(in right, rowsPerHessian)) continue;
                double leftValue = penalty.Value(in left, low, high), rightValue = penalty.Value(in right, low, high);
                if (direction * (rightValue - leftValue) < 0) continue;
                double gain = penalty.Gain(in left, leftValue) + penalty.Gain(in right, rightValue) - parent;
                if (gain > best) (best, bin, missingLeft) = (gain, i, side == 1);
            }
        }

        if (bin < 0) return BinSplit.None;
        GradientBin chosen = missingLeft ? missing : default;
        for (int i = 0; i <= bin; i++) chosen.Add(in histogram[i]);
        GradientBin others = total.Less(in chosen);

        // Without missing rows in training a missing value later goes where most rows went.
        return new BinSplit
        {
            Gain = best, Bin = bin, MissingGoesLeft = missing.Hessian > nothing ? missingLeft : chosen.Hessian >= others.Hessian, Left = chosen, Right = others,
            LeftValue = penalty.Value(in chosen, low, high), RightValue = penalty.Value(in others, low, high),
        };
    }

    /// <summary>The best split of the levels of a category. Rows without a value go right.</summary>
    /// <param name="histogram">The bins of the levels; their counts are not read.</param>
    /// <param name="splittable">How many bins from the first are levels of their own; those after (rare levels, missing) stay right.</param>
    /// <param name="total">What all bins add up to, with the number of rows.</param>
    /// <param name="penalty">What is asked of a leaf.</param>
    /// <param name="low">Least value of a leaf.</param>
    /// <param name="high">Greatest value of a leaf.</param>
    public static BinSplit Levels(ReadOnlySpan<GradientBin> histogram, int splittable, in GradientBin total, in LeafPenalty penalty, double low = double.NegativeInfinity, double high = double.PositiveInfinity)
    {
        Span<int> order = splittable <= 256 ? stackalloc int[splittable] : new int[splittable];
        Span<double> keys = splittable <= 256 ? stackalloc double[splittable] : new double[splittable];
        bool few = splittable <= OneAgainstRest;
        double rowsPerHessian = total.Count / total.Hessian;
        int used = 0;
        for (int i = 0; i < splittable; i++)
        {
            if (histogram[i].Hessian <= Nothing * total.Hessian || (!few && Math.Round(histogram[i].Hessian * rowsPerHessian) < CategorySmoothing)) continue;
            keys[used] = histogram[i].Gradient / (histogram[i].Hessian + CategorySmoothing);
            order[used++] = i;
        }

        LeafPenalty stronger = few ? penalty : penalty with { L2 = penalty.L2 + CategoryL2 };
        keys[..used].Sort(order[..used]);
        double parent = penalty.Gain(in total, penalty.Value(in total, low, high)), best = 0;
        (int count, bool fromEnd, int only) = (0, false, -1);
        for (int end = 0; end < (few ? 1 : 2); end++)
        {
            GradientBin left = default;
            for (int i = 0; i < (few ? used : Math.Min(used, Math.Min(MostLevels, (used + 1) / 2))); i++)
            {
                int level = order[end == 0 ? i : used - 1 - i];
                if (few) left = default;
                left.Add(in histogram[level]);
                GradientBin right = total.Less(in left);
                if (!penalty.Allows(in left, rowsPerHessian) || !penalty.Allows(in right, rowsPerHessian)) continue;
                double gain = stronger.Gain(in left, stronger.Value(in left, low, high)) + stronger.Gain(in right, stronger.Value(in right, low, high)) - parent;
                if (gain > best) (best, count, fromEnd, only) = (gain, i + 1, end == 1, few ? level : -1);
            }
        }

        if (count == 0) return BinSplit.None;
        int[] chosen = only >= 0 ? [only] : fromEnd ? order[(used - count)..used].ToArray() : order[..count].ToArray();
        Array.Sort(chosen);
        GradientBin inside = default;
        foreach (int level in chosen) inside.Add(in histogram[level]);
        GradientBin outside = total.Less(in inside);
        return new BinSplit { Gain = best, LeftBins = chosen, Left = inside, Right = outside, LeftValue = stronger.Value(in inside, low, high), RightValue = stronger.Value(in outside, low, high) };
    }
}
