namespace Mlops.Sdk;

/// <summary>Why a rule cannot be checked on the data at all.</summary>
/// <param name="Code">The code of the finding.</param>
/// <param name="Message">What is wrong and what to do, without the last dot.</param>
internal sealed record RuleProblem(string Code, string Message);
