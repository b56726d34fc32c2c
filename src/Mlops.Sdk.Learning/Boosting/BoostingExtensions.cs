namespace Mlops.Sdk;

/// <summary>The pipeline verb of gradient boosting.</summary>
public static class BoostingExtensions
{
    /// <summary>Adds gradient-boosted trees that need no native library. Categories and missing values need no preparation.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">Settings; the defaults if left out.</param>
    public static Pipeline TrainBoosting(this Pipeline pipeline, BoostingOptions? options = null) => pipeline.Train(new BoostingTrainer(options));
}
