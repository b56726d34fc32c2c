namespace Mlops.Sdk;

/// <summary>How <see cref="ProbabilityCalibrator"/> works.</summary>
public sealed record CalibratorOptions : StageOptions
{
    /// <summary>The method.</summary>
    /// <value><see cref="CalibrationMethod.Platt"/>.</value>
    public CalibrationMethod Method { get; init; } = CalibrationMethod.Platt;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Method)) yield return $"Method is {Method}; it is one of {string.Join(", ", Enum.GetNames<CalibrationMethod>())}.";
    }
}
