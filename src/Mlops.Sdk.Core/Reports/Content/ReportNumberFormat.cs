namespace Mlops.Sdk;

/// <summary>How a number is written in a report.</summary>
public enum ReportNumberFormat
{
    /// <summary>Whole numbers with thousands separators, others with four significant digits; very large and very small ones in scientific notation.</summary>
    General,

    /// <summary>Rounded to a whole number, with thousands separators.</summary>
    Integer,

    /// <summary>A share of 1 in percent: 0.25 reads 25%.</summary>
    Percent,

    /// <summary>All digits and no separators, as for a year or a seed.</summary>
    Exact,

    /// <summary>A moment, given in ticks of 100 nanoseconds: 2024-05-01 or, with a time of day, 2024-05-01 12:30.</summary>
    Moment,
}
