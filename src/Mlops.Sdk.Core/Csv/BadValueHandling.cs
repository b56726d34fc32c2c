namespace Mlops.Sdk;

/// <summary>What is done with a value that does not fit the declared type of its column.</summary>
public enum BadValueHandling
{
    /// <summary>An error that names row, line, column, value and remedy.</summary>
    Error,

    /// <summary>The value becomes missing.</summary>
    Missing,
}
