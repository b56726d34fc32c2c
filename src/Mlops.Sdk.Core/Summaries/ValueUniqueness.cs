namespace Mlops.Sdk;

/// <summary>Whether all values of a column differ.</summary>
public enum ValueUniqueness
{
    /// <summary>A value occurs more than once.</summary>
    Repeated,

    /// <summary>No repetition was seen, but not every value could be kept.</summary>
    Probable,

    /// <summary>All values differ, for certain.</summary>
    Certain,
}
