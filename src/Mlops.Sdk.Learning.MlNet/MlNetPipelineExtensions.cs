using Microsoft.ML;

namespace Mlops.Sdk;

/// <summary>Trainers of ML.NET as the last stage of a pipeline.</summary>
public static class MlNetPipelineExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Trains boosted trees with LightGBM.</summary>
        /// <param name="options">Settings; the defaults if left out.</param>
        public Pipeline TrainLightGbm(LightGbmOptions? options = null) => pipeline.Add(new LightGbmTrainer(options));

        /// <summary>Trains boosted trees with FastTree.</summary>
        /// <param name="options">Settings; the defaults if left out.</param>
        public Pipeline TrainFastTree(FastTreeOptions? options = null) => pipeline.Add(new FastTreeTrainer(options));

        /// <summary>Trains a random forest.</summary>
        /// <param name="options">Settings; the defaults if left out.</param>
        public Pipeline TrainFastForest(FastForestOptions? options = null) => pipeline.Add(new FastForestTrainer(options));

        /// <summary>Trains a logistic regression.</summary>
        /// <param name="options">Settings; the defaults if left out.</param>
        public Pipeline TrainLogisticRegression(LogisticRegressionOptions? options = null) => pipeline.Add(new LogisticRegressionTrainer(options));

        /// <summary>Trains a least-squares regression.</summary>
        /// <param name="options">Settings; the defaults if left out.</param>
        public Pipeline TrainLinearRegression(LinearRegressionOptions? options = null) => pipeline.Add(new LinearRegressionTrainer(options));

        /// <summary>Trains a logistic regression by stochastic dual coordinate ascent, for many rows.</summary>
        /// <param name="options">Settings; the defaults if left out.</param>
        public Pipeline TrainSdcaLogistic(SdcaLogisticOptions? options = null) => pipeline.Add(new SdcaLogisticTrainer(options));

        /// <summary>Trains a Poisson regression, for counts.</summary>
        /// <param name="options">Settings; the defaults if left out.</param>
        public Pipeline TrainPoissonRegression(PoissonRegressionOptions? options = null) => pipeline.Add(new PoissonRegressionTrainer(options));

        /// <summary>Trains an averaged perceptron.</summary>
        /// <param name="options">Settings; the defaults if left out.</param>
        public Pipeline TrainPerceptron(PerceptronOptions? options = null) => pipeline.Add(new PerceptronTrainer(options));

        /// <summary>Trains a generalised additive model by ML.NET.</summary>
        /// <param name="options">Settings; the defaults if left out.</param>
        public Pipeline TrainGam(GamOptions? options = null) => pipeline.Add(new GamTrainer(options));

        /// <summary>
        /// Trains a chain of ML.NET's own, such as <c>ml => ml.Transforms.NormalizeMeanVariance("Features").Append(ml.BinaryClassification.Trainers.LinearSvm())</c>. It is given every feature by
        /// its name (numbers, integers and flags as Single, categories and texts as String), <c>Features</c> (all numeric ones together), <c>Label</c> (Boolean, key or Single) and, where there is
        /// one, <c>Weight</c>; the model is read from <c>Score</c>, <c>Probability</c> and <c>PredictedLabel</c>.
        /// </summary>
        /// <param name="chain">Makes the chain; called anew for each fit with a context that has the seed of the fit.</param>
        /// <param name="options">Settings; the defaults if left out.</param>
        public Pipeline TrainWith(Func<MLContext, IEstimator<ITransformer>> chain, EstimatorOptions? options = null) => pipeline.Add(MlNetTrainers.FromEstimator(chain, options));
    }
}
