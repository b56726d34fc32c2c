namespace Mlops.Sdk;

/// <summary>Rows that a version of a model has answered.</summary>
/// <param name="Id">The id.</param>
/// <param name="Model">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="Deployment">The place that answered; null when it was none that is known.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="From">When the first was answered.</param>
/// <param name="Until">When the last was answered.</param>
/// <param name="Location">Where they are kept; null when it was not said.</param>
/// <param name="Input">The fingerprint of the dataset that was scored; null when it was no dataset.</param>
public sealed record PredictionLog(string Id, string Model, int Version, string? Deployment, long Rows, DateTimeOffset From, DateTimeOffset Until, string? Location, string? Input);
