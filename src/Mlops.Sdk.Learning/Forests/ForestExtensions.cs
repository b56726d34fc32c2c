namespace Mlops.Sdk;

/// <summary>The pipeline verbs of forests and single trees.</summary>
public static class ForestExtensions
{
    /// <summary>Adds a random forest, or extra trees, that needs no native library. Categories and missing values need no preparation.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">Settings; the defaults if left out.</param>
    public static Pipeline TrainForest(this Pipeline pipeline, ForestOptions? options = null) => pipeline.Train(new ForestTrainer(options));

    /// <summary>Adds one shallow tree, which can be read and drawn.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">Settings; the defaults if left out.</param>
    public static Pipeline TrainDecisionTree(this Pipeline pipeline, DecisionTreeOptions? options = null) => pipeline.Train(new DecisionTreeTrainer(options));
}
