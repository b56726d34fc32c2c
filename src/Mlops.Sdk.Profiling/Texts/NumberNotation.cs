namespace Mlops.Sdk;

/// <summary>How numbers are written.</summary>
public enum NumberNotation
{
    /// <summary>No number.</summary>
    None = 0,

    /// <summary>Digits only: <c>1234</c>.</summary>
    Plain = 1,

    /// <summary>A decimal point: <c>12.5</c>.</summary>
    Point = 2,

    /// <summary>A decimal comma: <c>12,5</c>.</summary>
    Comma = 3,

    /// <summary>Groups by commas: <c>1,234,567</c> or <c>1,234.5</c>.</summary>
    GroupedByComma = 4,

    /// <summary>Groups by points: <c>1.234.567</c> or <c>1.234,5</c>.</summary>
    GroupedByPoint = 5,

    /// <summary>Groups by spaces: <c>1 234 567</c>.</summary>
    GroupedBySpace = 6,

    /// <summary>Groups by apostrophes: <c>1'234'567</c>.</summary>
    GroupedByApostrophe = 7,

    /// <summary>One point before three digits: <c>1.234</c> is 1234 or a little above 1; taken for the latter.</summary>
    PointOrGroup = 8,

    /// <summary>One comma before three digits: <c>1,234</c> is 1234 or a little above 1; taken for the former.</summary>
    CommaOrGroup = 9,
}
