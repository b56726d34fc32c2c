namespace Mlops.Sdk;

/// <summary>How many training rows each of the usual thresholds would flag, so that one can be chosen by looking.</summary>
internal static class ThresholdTable
{
    private static readonly OutlierThreshold[] s_usual =
    [
        OutlierThreshold.Mad(3.5), OutlierThreshold.Mad(6), OutlierThreshold.TailFit(0.01), OutlierThreshold.TailFit(0.001), OutlierThreshold.TailFit(0.0001), OutlierThreshold.Contamination(0.01), OutlierThreshold.Contamination(0.05),
    ];

    public static IEnumerable<ThresholdLine> Of(double[] scores)
    {
        foreach (OutlierThreshold threshold in s_usual)
        {
            double cutoff = threshold.CutoffOf(scores);
            yield return new ThresholdLine(threshold.Name, cutoff, scores.Count(score => score > cutoff));
        }
    }
}
