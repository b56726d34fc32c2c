namespace Mlops.Sdk;

/// <summary>One way in which a model's signature differs from another.</summary>
/// <param name="IsBreaking">Whether a caller of the other model can fail, or misread the answer.</param>
/// <param name="Message">What differs.</param>
public sealed record SignatureDifference(bool IsBreaking, string Message);
