namespace Mlops.Sdk;

/// <summary>The pipeline verb of explainable boosting machines.</summary>
public static class EbmExtensions
{
    /// <summary>Adds an explainable boosting machine: a sum of one shape a column and of a few pairs, near to boosted trees in accuracy. Categories and missing values need no preparation.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">Settings; the defaults if left out.</param>
    public static Pipeline TrainEbm(this Pipeline pipeline, EbmOptions? options = null) => pipeline.Train(new EbmTrainer(options));
}
