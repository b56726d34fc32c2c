namespace Mlops.Sdk;

/// <summary>Checks the rows that post-steps learn from.</summary>
internal static class CalibrationRows
{
    public static void RequireTwoClasses(MetricData data, Predictor predictor)
    {
        int start = 0, occurring = 0;
        foreach (int end in data.StratumEnds)
        {
            if (end > start && (data.Weights.Length == 0 || data.Weights.AsSpan(start..end).ContainsAnyExcept(0.0))) occurring++;
            start = end;
        }

        if (occurring < 2)
            throw new MlopsException("MLO2111", $"The {data.Count} calibration rows of '{predictor.Label}' have {occurring} class(es) with weight; at least 2 are needed. Give more rows, or raise Pipeline.WithCalibrationFraction.");
    }
}
