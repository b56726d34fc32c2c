namespace Mlops.Sdk;

/// <summary>Verbs that put a trainer into a pipeline.</summary>
public static class TrainerExtensions
{
    /// <summary>Adds a trainer: any, also one of your own.</summary>
    public static Pipeline Train(this Pipeline pipeline, Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(trainer);
        return pipeline.Add(trainer);
    }

    /// <summary>Adds the model that looks at no feature: the baseline that another one has to beat.</summary>
    public static Pipeline TrainPrior(this Pipeline pipeline) => pipeline.Train(new PriorTrainer());
}
