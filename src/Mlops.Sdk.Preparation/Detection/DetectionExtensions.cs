using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

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

    extension(StageKinds kinds)
    {
        /// <summary>Lets detectors be loaded whose scorers are of kinds of your own: <c>FittedPipeline.Load(path, new() { Kinds = StageKinds.CreateDefault().AddOutlierScorers(scorers) })</c>.</summary>
        /// <param name="scorers">The kinds.</param>
        public StageKinds AddOutlierScorers(ScorerKinds scorers)
        {
            ArgumentNullException.ThrowIfNull(kinds);
            ArgumentNullException.ThrowIfNull(scorers);
            return kinds.ReplaceStep(OutlierDetector.KindName, reader => FittedOutlierDetector.Load(reader, scorers));
        }
    }
}
