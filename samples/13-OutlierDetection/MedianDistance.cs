// A method of your own: the block of docs/outliers.md.
using System.Text.Json.Serialization;
using Mlops.Sdk;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

#region own
internal sealed record MedianDistance(double LeastDeviation) : DetectionMethod
{
    protected override string Name => "distance from the medians";

    protected override bool UsesScale => false;

    protected override DetectionFit Fit(DetectionWork work)
    {
        int width = work.Columns.Length;
        double[] medians = [.. work.Columns.Select(column => Quantiles.Median(column.Span))], covariance = new double[width * width];
        for (int c = 0; c < width; c++) covariance[c * (width + 1)] = Math.Pow(Math.Max(LeastDeviation, Quantiles.MedianAbsoluteDeviation(work.Columns[c].Span, Quantiles.NormalConsistency)), 2);
        return work.Scored(new MahalanobisScorer(medians, covariance));
    }
}

[JsonSerializable(typeof(MedianDistance))]
internal sealed partial class AcmeJson : JsonSerializerContext;

internal static class AcmeMethods
{
    extension(DetectionMethod)
    {
        public static DetectionMethod MedianDistance(double leastDeviation = 1e-6) => new MedianDistance(leastDeviation);
    }
}
#endregion
