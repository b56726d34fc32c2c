namespace Mlops.Sdk;

/// <summary>The pipeline verbs for outliers.</summary>
public static class OutlierExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Caps, marks or flags values outside fences that are learnt from the training data.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline HandleOutliers(OutlierOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new OutlierHandler(options));
        }

        /// <summary>Leaves out of training the rows that have a value outside a fence. Nothing is left out when the model scores.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        public Pipeline RemoveOutliers(OutlierRemovalOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new OutlierRemover(options));
        }

        /// <summary>Makes training rows with a value outside a fence count less. No weight is needed when the model scores.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline DownWeightOutliers(OutlierWeightOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new OutlierWeigher(options));
        }
    }
}
