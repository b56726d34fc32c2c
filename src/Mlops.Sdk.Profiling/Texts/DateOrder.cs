namespace Mlops.Sdk;

/// <summary>Whether dates of the form <c>1/2/2024</c> begin with the day or the month.</summary>
public enum DateOrder
{
    /// <summary>There are no dates of that form.</summary>
    None,

    /// <summary>With the day: some day is above 12, and no month would be.</summary>
    DayFirst,

    /// <summary>With the month.</summary>
    MonthFirst,

    /// <summary>No date says which.</summary>
    Ambiguous,

    /// <summary>Some begin with the day, some with the month.</summary>
    Mixed,
}
