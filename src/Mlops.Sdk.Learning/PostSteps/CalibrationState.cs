using System.Text.Json.Serialization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What a calibrator has learnt: a map for the positive one of two classes, or for each of more.</summary>
internal sealed record CalibrationState
{
    public CalibrationMethod Method { get; init; }

    public int Rows { get; init; }

    public CalibrationMap[] Maps { get; init; } = [];

    /// <summary>For temperature scaling; there are no maps then.</summary>
    public double? Temperature { get; init; }

    /// <summary>For more than two classes at once, with a shift for each; there are no maps then.</summary>
    public double? Slope { get; init; }

    public double[] Shifts { get; init; } = [];
}

/// <summary>From a probability to a better one: a sigmoid of its log odds, a beta map, or points joined by lines.</summary>
internal sealed record CalibrationMap
{
    private const double Clip = 1e-12;

    private double[]? _x;
    private double[]? _y;

    public double Slope { get; init; }

    public double Intercept { get; init; }

    /// <summary>For a beta map: how much the logarithm of 1 - p counts, the slope being that of p.</summary>
    public double? Complement { get; init; }

    public ValueList<double> X { get; init; }

    public ValueList<double> Y { get; init; }

    [JsonIgnore]
    public bool IsValid => double.IsFinite(Slope) && double.IsFinite(Intercept) && double.IsFinite(Complement ?? 0) && X.Count == Y.Count && X.Zip(X.Skip(1)).All(pair => pair.First < pair.Second);

    public static double LogOdds(double probability)
    {
        double clipped = Math.Clamp(probability, Clip, 1 - Clip);
        return Math.Log(clipped / (1 - clipped));
    }

    public double At(double probability)
    {
        if (Complement is { } complement) return new BetaCalibration(Slope, complement, Intercept).At(probability);
        if (X.Count == 0) return new PlattScaling(Slope, Intercept).At(LogOdds(probability));
        return new IsotonicRegression(_x ??= [.. X], _y ??= [.. Y]).At(probability);
    }
}
