namespace Mlops.Sdk;

/// <summary>Verbs that put post-steps into a pipeline, after the trainer.</summary>
public static class PostStepExtensions
{
    /// <summary>Learns from which probability on a row is taken for positive: by F1, by another metric of decisions, or by cost.</summary>
    /// <param name="pipeline">The pipeline, with a trainer for two classes.</param>
    /// <param name="options">Metric or costs.</param>
    public static Pipeline TuneThreshold(this Pipeline pipeline, DecisionThresholdOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipeline.Add(new DecisionThreshold(options));
    }

    /// <summary>Learns to correct probabilities, so that of the rows with probability 0.3 three in ten come true.</summary>
    /// <param name="pipeline">The pipeline, with a trainer for classes. Calibrate before the threshold is tuned.</param>
    /// <param name="options">The method.</param>
    public static Pipeline Calibrate(this Pipeline pipeline, CalibratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipeline.Add(new ProbabilityCalibrator(options));
    }
}
