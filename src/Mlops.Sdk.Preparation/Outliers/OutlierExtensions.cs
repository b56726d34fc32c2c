using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The pipeline verbs for outliers.</summary>
public static class OutlierExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Caps, marks or flags values outside fences that are learnt from the training data.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <param name="kinds">Methods of your own, by their kinds.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline HandleOutliers(OutlierOptions? options = null, MethodKinds<OutlierMethod>? kinds = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new OutlierHandler(options, kinds));
        }

        /// <summary>Leaves out of training the rows that have a value outside a fence. Nothing is left out when the model scores.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <param name="kinds">Methods of your own, by their kinds.</param>
        public Pipeline RemoveOutliers(OutlierRemovalOptions? options = null, MethodKinds<OutlierMethod>? kinds = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new OutlierRemover(options, kinds));
        }

        /// <summary>Makes training rows with a value outside a fence count less. No weight is needed when the model scores.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <param name="kinds">Methods of your own, by their kinds.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline DownWeightOutliers(OutlierWeightOptions? options = null, MethodKinds<OutlierMethod>? kinds = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new OutlierWeigher(options, kinds));
        }
    }
}
