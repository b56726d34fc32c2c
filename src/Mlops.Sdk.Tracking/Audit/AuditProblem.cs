namespace Mlops.Sdk;

/// <summary>The first place at which an audit chain is wrong.</summary>
/// <param name="Sequence">The place.</param>
/// <param name="Message">What is wrong there.</param>
public sealed record AuditProblem(long Sequence, string Message);
