namespace Mlops.Sdk;

/// <summary>Which rows are left out of training because they lie far from the others.</summary>
public sealed record DetectedOutlierOptions : StageOptions
{
    /// <summary>How rows are scored and flagged; what it says of columns to add has no effect.</summary>
    /// <value>The defaults of <see cref="OutlierDetectorOptions"/>.</value>
    public OutlierDetectorOptions Detector { get; init; } = new();

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => Detector.Problems();
}
