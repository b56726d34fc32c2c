namespace Mlops.Sdk;

/// <summary>How much a <see cref="Finding"/> matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing needs to be done.</summary>
    Info,

    /// <summary>Likely to harm a model or a decision; look at it.</summary>
    Warning,

    /// <summary>The result cannot be trusted until this is resolved.</summary>
    Error,
}
