namespace Mlops.Sdk;

/// <summary>The verb that selects features.</summary>
public static class SelectionExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Adds a <see cref="FeatureSelector"/>: the stages after it see the features that contribute.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        public Pipeline SelectFeatures(SelectionOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new FeatureSelector(options));
        }
    }
}
