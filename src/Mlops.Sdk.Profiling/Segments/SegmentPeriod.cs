namespace Mlops.Sdk;

/// <summary>The length of time that makes a segment.</summary>
public enum SegmentPeriod
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A week, from Monday on.</summary>
    Week,

    /// <summary>A month of the calendar.</summary>
    Month,

    /// <summary>A year of the calendar.</summary>
    Year,
}
