using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A report on its way to the store; it is rendered on the way, off the thread that fits.</summary>
internal sealed record ReportQueued(string RunId, string Path, Report Report) : RunWrite(RunId);
