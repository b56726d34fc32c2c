namespace Mlops.Sdk;

/// <summary>What answers in a place now.</summary>
/// <param name="Deployment">The id of the deployment; null when nothing does.</param>
internal sealed record DeploymentPlace(string? Deployment);
