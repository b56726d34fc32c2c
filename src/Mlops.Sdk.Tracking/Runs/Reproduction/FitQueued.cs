using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A fit on its way to the store; its model is hashed on the way, off the thread that fits.</summary>
internal sealed record FitQueued(string RunId, string Path, PipelineFitted Fit) : RunWrite(RunId);
