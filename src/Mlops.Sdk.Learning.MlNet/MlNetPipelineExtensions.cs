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
    }
}
