using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What every tree of a forest reads: binned columns, the target in channels, constraints.</summary>
/// <remarks>One channel serves numbers (less their mean) and two classes (1 for the positive one), since the impurity of Gini then falls like the variance; more classes have a channel each.</remarks>
internal sealed class ForestData
{
    private ForestData(BinnedFeature[] features, double[] weights, double[] values, int[] codes, int channels, double center, int[] directions, InteractionGroups groups) =>
        (Features, Weights, Values, Codes, Channels, Center, Directions, Groups) = (features, weights, values, codes, channels, center, directions, groups);

    public BinnedFeature[] Features { get; }

    /// <summary>The values of each feature as <see cref="SortableKeys"/>; empty for categories, and where the bins tell as much.</summary>
    public required int[][] Keys { get; init; }

    /// <summary>One weight a row.</summary>
    public double[] Weights { get; }

    /// <summary>The target of each row with one channel; empty with more.</summary>
    public double[] Values { get; }

    /// <summary>The class of each row with several channels; empty with one.</summary>
    public int[] Codes { get; }

    public int Channels { get; }

    /// <summary>What was taken off the numbers.</summary>
    public double Center { get; }

    /// <summary>1 for increasing, -1 for decreasing, 0 for neither.</summary>
    public int[] Directions { get; }

    public InteractionGroups Groups { get; }

    public int Rows => Weights.Length;

    public static ForestData Of(Dataset train, LabelData label, ForestOptions options, FitContext context)
    {
        LearnerSchema.RefuseDirectionsOfClasses(label, options.Increasing, options.Decreasing);
        Column[] columns = [.. train.Features];
        double[] weights = TrainingWeights.Of(train);
        BinnedFeature[] features = BinnedFeature.Of(columns, options.MaximumBinCount, leastRows: 1, context.Parallel);
        int[] directions = LearnerSchema.Directions(columns, options.Increasing, options.Decreasing);
        var groups = InteractionGroups.Of(options.InteractionGroups, columns);
        var keys = new int[columns.Length][];
        Parallel.For(0, columns.Length, context.Parallel, i => keys[i] = KeysOf(columns[i], features[i], options.RandomCuts));
        if (label.Task == TaskKind.Multiclass) return new ForestData(features, weights, [], label.Codes.ToArray(), label.Classes.Length, 0, directions, groups) { Keys = keys };
        double[] values = label.Task == TaskKind.Binary ? Array.ConvertAll(label.Codes.ToArray(), code => (double)code) : label.Values.ToArray();
        double center = label.Task == TaskKind.Binary ? 0 : values.Average();
        for (int row = 0; row < values.Length; row++) values[row] -= center;
        return new ForestData(features, weights, values, [], 1, center, directions, groups) { Keys = keys };
    }

    // Where every bin holds one value, bins tell all that values do.
    private static int[] KeysOf(Column column, BinnedFeature feature, bool always)
    {
        if (feature.Cuts is null) return [];
        var values = new float[column.Length];
        column.CopyNumbers(0, values);
        var keys = new int[values.Length];
        SortableKeys.Convert(values, keys);
        if (always) return keys;
        var first = new int[256];
        var seen = new bool[256];
        for (int row = 0; row < keys.Length; row++)
        {
            int bin = feature.Bins[row];
            if (seen[bin] && first[bin] != keys[row]) return keys;
            (seen[bin], first[bin]) = (true, keys[row]);
        }

        return [];
    }
}
