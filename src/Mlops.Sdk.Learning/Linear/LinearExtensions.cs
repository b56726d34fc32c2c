namespace Mlops.Sdk;

/// <summary>The pipeline verb of linear models.</summary>
public static class LinearExtensions
{
    /// <summary>Adds a linear model: least squares for numbers, logistic and multinomial regression for classes; ridge, lasso or elastic net by its penalties. Categories and missing values need no preparation.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">Settings; the defaults if left out.</param>
    public static Pipeline TrainLinear(this Pipeline pipeline, LinearModelOptions? options = null) => pipeline.Train(new LinearModelTrainer(options));
}
