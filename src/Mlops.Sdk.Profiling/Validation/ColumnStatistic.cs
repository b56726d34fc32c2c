namespace Mlops.Sdk;

/// <summary>A number that says something of a numeric column.</summary>
internal enum ColumnStatistic
{
    Mean,
    StandardDeviation,
    Sum,
    Minimum,
    Maximum,
}
