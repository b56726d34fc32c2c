namespace Mlops.Sdk;

/// <summary>The pipeline verb for categories.</summary>
public static class EncodingExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Turns categories, texts and timestamps into numbers, so that only numeric features are left.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline EncodeCategories(EncodingOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new CategoryEncoder(options));
        }
    }
}
