namespace Mlops.Sdk;

/// <summary>When a row lacks too much.</summary>
public enum MissingRowRule
{
    /// <summary>One of the chosen columns is missing.</summary>
    Any,

    /// <summary>All of the chosen columns are missing.</summary>
    All,

    /// <summary>More than a share of the chosen columns is missing (<see cref="MissingRowOptions.MaximumMissingFraction"/>).</summary>
    Share,
}
