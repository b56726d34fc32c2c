namespace Mlops.Sdk;

/// <summary>The pipeline verb for scales.</summary>
public static class ScalingExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Brings numbers to one scale that is learnt from the training data.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline ScaleNumbers(ScalingOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new NumberScaler(options));
        }
    }
}
