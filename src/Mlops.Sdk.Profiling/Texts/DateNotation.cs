namespace Mlops.Sdk;

/// <summary>How dates and times are written.</summary>
public enum DateNotation
{
    /// <summary>No date.</summary>
    None = 0,

    /// <summary><c>2024-03-01</c>.</summary>
    IsoDate = 1,

    /// <summary><c>2024-03-01T12:30:00</c>, or with a space.</summary>
    IsoDateTime = 2,

    /// <summary><c>2024-03-01T12:30:00Z</c>, or with an offset.</summary>
    IsoDateTimeZoned = 3,

    /// <summary><c>2024/3/1</c> or <c>2024.03.01</c>.</summary>
    YearFirst = 4,

    /// <summary><c>20240301</c>, from 1900 to 2100.</summary>
    Compact = 5,

    /// <summary>Day, month, year: the first number is above 12.</summary>
    DayFirst = 6,

    /// <summary>Month, day, year: the second number is above 12.</summary>
    MonthFirst = 7,

    /// <summary>Day and month, or month and day: neither number is above 12.</summary>
    DayOrMonthFirst = 8,

    /// <summary>With the month as an English word: <c>1 Mar 2024</c>, <c>March 1, 2024</c>.</summary>
    MonthName = 9,

    /// <summary><c>12:30</c>, <c>12:30:15.250</c>.</summary>
    Time24 = 10,

    /// <summary><c>9:30 PM</c>.</summary>
    Time12 = 11,

    /// <summary><c>2024-03</c>.</summary>
    YearMonth = 12,

    /// <summary><c>03/2024</c>.</summary>
    MonthYear = 13,
}
