namespace Mlops.Sdk;

/// <summary>A property of the data or of a result that its owner should know of: never an exception, always a sentence with a remedy.</summary>
/// <param name="Code">The stable code, such as <c>PROF012</c>; it never changes its meaning.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Column">The column it is about, or null when it is about the whole.</param>
/// <param name="Message">A sentence that names the column, the number and the remedy.</param>
public sealed record Finding(string Code, Severity Severity, string? Column, string Message);
