namespace Mlops.Sdk;

/// <summary>Which parts of timestamps become numbers.</summary>
[Flags]
public enum TimestampParts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The year, <c>NAME=year</c>. It has no cycle.</summary>
    Year = 1,

    /// <summary>The quarter, 1 to 4.</summary>
    Quarter = 2,

    /// <summary>The month, 1 to 12.</summary>
    Month = 4,

    /// <summary>The week of the year by ISO 8601, 1 to 53.</summary>
    Week = 8,

    /// <summary>The day of the year, 1 to 366.</summary>
    DayOfYear = 16,

    /// <summary>The day of the month, 1 to 31.</summary>
    DayOfMonth = 32,

    /// <summary>The day of the week, Monday 1 to Sunday 7.</summary>
    DayOfWeek = 64,

    /// <summary>The hour, 0 to 23.</summary>
    Hour = 128,

    /// <summary>The minute, 0 to 59.</summary>
    Minute = 256,

    /// <summary>The second, 0 to 59.</summary>
    Second = 512,

    /// <summary>Days since 1970-01-01 with their fraction, <c>NAME=days</c>: how long ago. It has no cycle.</summary>
    Days = 1024,
}
