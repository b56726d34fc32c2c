using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The pipeline verbs for outliers by all columns together.</summary>
public static class DetectionExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Adds how far out each row lies: a score, a flag, a probability.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <param name="kinds">Methods of your own, by their kinds.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline DetectOutliers(OutlierDetectorOptions? options = null, MethodKinds<DetectionMethod>? kinds = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new OutlierDetector(options, kinds));
        }

        /// <summary>Leaves out of training the rows that lie far from the others by all of their columns together. Nothing is left out when the model scores.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <param name="kinds">Methods of your own, by their kinds.</param>
        public Pipeline RemoveDetectedOutliers(DetectedOutlierOptions? options = null, MethodKinds<DetectionMethod>? kinds = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new DetectedOutlierRemover(options, kinds));
        }
    }
}
