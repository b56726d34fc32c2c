namespace Mlops.Sdk;

/// <summary>Rows that lack the same columns.</summary>
/// <param name="Columns">What they lack; none for complete rows.</param>
/// <param name="Rows">How many they are.</param>
/// <param name="Share">Their share of all rows.</param>
public sealed record MissingPattern(ValueList<string> Columns, int Rows, double Share);

/// <summary>Two columns that both lack values.</summary>
/// <param name="First">One column.</param>
/// <param name="Second">The other.</param>
/// <param name="Both">In how many rows both are missing.</param>
/// <param name="Correlation">The correlation of their being missing, -1 to 1: 1 when always together, -1 when one or the other.</param>
public sealed record CoMissingPair(string First, string Second, int Both, double Correlation);

/// <summary>Whether that a column is missing tells the label.</summary>
/// <param name="Column">The column.</param>
/// <param name="MissingRows">In how many rows with a label it is missing.</param>
/// <param name="Class">The class whose share differs most; null where the label is a number.</param>
/// <param name="WhenMissing">The share of the class, or the mean of the label, where the column is missing.</param>
/// <param name="WhenPresent">The same where it is not.</param>
/// <param name="PValue">Of Pearson's chi-square test, of Fisher's exact test of each class against the others (times their number) where fewer than five rows are expected in a cell, or of Mann and Whitney's test where the label is a number; NaN where too few rows allow no test.</param>
/// <param name="AdjustedPValue">Corrected over the columns by Benjamini and Hochberg.</param>
public sealed record MissingLabelTest(string Column, int MissingRows, string? Class, double WhenMissing, double WhenPresent, double PValue, double AdjustedPValue);

/// <summary>How often one column is missing.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type.</param>
/// <param name="MissingRows">In how many rows.</param>
/// <param name="Share">The share of all rows.</param>
public sealed record MissingColumnCount(string Name, ColumnType Type, int MissingRows, double Share);

/// <summary>Little's test (1988) that values are missing completely at random.</summary>
/// <param name="Columns">How many numeric columns took part.</param>
/// <param name="Statistic">The statistic.</param>
/// <param name="DegreesOfFreedom">Of its chi-square distribution.</param>
/// <param name="PValue">How likely so great a statistic is when it depends on nothing what is missing. A large one is no proof of that.</param>
public sealed record MissingAtRandomTest(int Columns, double Statistic, int DegreesOfFreedom, double PValue);
