namespace Mlops.Sdk;

/// <summary>The pipeline verbs of ensembles over balanced bags.</summary>
public static class BalancedEnsembleExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Trains a model on each of some bags in which classes are equally large, drawn with replacement.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline TrainBalancedBagging(BalancedBaggingOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Train(new BalancedBaggingTrainer(options));
        }

        /// <summary>Trains a model on each of some bags that have all rows of the smallest class and as many of each other.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline TrainEasyEnsemble(EasyEnsembleOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Train(new EasyEnsembleTrainer(options));
        }
    }
}
