namespace Mlops.Sdk;

/// <summary>Verbs that put post-steps into a pipeline, after the trainer.</summary>
public static class PostStepExtensions
{
    /// <summary>Learns from which probability on a row is taken for positive: by F1, by another metric of decisions, by cost, or by a rate that is to be kept.</summary>
    /// <param name="pipeline">The pipeline, with a trainer for two classes.</param>
    /// <param name="options">Metric, costs or rate.</param>
    public static Pipeline TuneThreshold(this Pipeline pipeline, DecisionThresholdOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipeline.Add(new DecisionThreshold(options));
    }

    /// <summary>Learns from which rows to abstain, so that those that are decided reach an accuracy, or by what errors and abstaining cost.</summary>
    /// <param name="pipeline">The pipeline, with a trainer for classes. Calibrate and tune the threshold before.</param>
    /// <param name="options">Target accuracy or costs.</param>
    public static Pipeline Abstain(this Pipeline pipeline, RejectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipeline.Add(new RejectOption(options));
    }

    /// <summary>Adds to every prediction a set of classes, or an interval, that holds the truth of new rows as often as asked.</summary>
    /// <param name="pipeline">The pipeline, with a trainer.</param>
    /// <param name="options">Coverage and method.</param>
    public static Pipeline Conformalize(this Pipeline pipeline, ConformalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipeline.Add(new ConformalPrediction(options));
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
