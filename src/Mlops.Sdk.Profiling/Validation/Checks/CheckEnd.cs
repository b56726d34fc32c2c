namespace Mlops.Sdk;

/// <summary>What is known when all rows were seen.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Now">The time of the run in ticks of UTC.</param>
/// <param name="Options">How data is validated.</param>
internal sealed record CheckEnd(long Rows, long Now, ValidationOptions Options);
