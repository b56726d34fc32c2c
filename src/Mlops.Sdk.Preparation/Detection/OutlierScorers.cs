using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Lets bundles with scorers of your own be loaded.</summary>
public static class OutlierScorers
{
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
