namespace Mlops.Sdk;

/// <summary>The pipeline verb for missing values.</summary>
public static class MissingExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Fills missing values with what is learnt from the training data, and marks where they were.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline ImputeMissing(MissingOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new MissingImputer(options));
        }
    }
}
