namespace Mlops.Sdk;

/// <summary>Tells whether classes should be balanced.</summary>
public static class RebalanceAdviceExtensions
{
    extension(Dataset data)
    {
        /// <summary>
        /// Compares leaving rows alone, weights, rebalancing in part and in full by cross-validation, each put right before the trainer of a pipeline, with its decision tuned and its probabilities recalibrated inside the training part of every fold, and says which to take and why.
        /// </summary>
        /// <remarks>Costs four candidates times folds times one fit more than <see cref="RebalanceAdviceOptions.CalibrationFolds"/>. All candidates meet the same folds.</remarks>
        /// <param name="pipeline">The pipeline, with a trainer and without rebalancing.</param>
        /// <param name="options">What is compared and how; the defaults when null.</param>
        /// <param name="context">Seed, threads, progress and observer; stages of a candidate have its name in their path.</param>
        /// <param name="cancellationToken">Honoured within about 100 ms.</param>
        /// <exception cref="ArgumentException">The pipeline has no trainer or rebalances already, or the metric does not judge the task.</exception>
        /// <exception cref="MlopsException">MLO1703: the label is a number. MLO1201: the label is missing in a row or has one class only; also when that is so in a training part.</exception>
        public RebalanceAdvice AdviseRebalancing(Pipeline pipeline, RebalanceAdviceOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(data);
            ArgumentNullException.ThrowIfNull(pipeline);
            if (pipeline.Trainer is null) throw new ArgumentException("The pipeline has no trainer, so there is nothing to compare. Add one, for example TrainBoosting().", nameof(pipeline));
            if (pipeline.Stages.Any(stage => stage is Rebalancer)) throw new ArgumentException("The pipeline rebalances already, and would do so twice. Leave .Rebalance() out: the advice puts it in.", nameof(pipeline));
            return new RebalanceAdvisor(data, pipeline, options ?? new(), context ?? RunContext.Default, cancellationToken).Run();
        }
    }
}
