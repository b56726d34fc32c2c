namespace Mlops.Sdk;

/// <summary>What is learnt of all columns that are scaled.</summary>
internal sealed record ScalingState(int Rows, ScaledColumn[] Columns);

/// <summary>What is learnt of one column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Number or integer.</param>
/// <param name="Scale">How it is scaled.</param>
/// <param name="Numbers">How many finite numbers were learnt from.</param>
/// <param name="Missing">How many rows are missing at fit.</param>
/// <param name="Infinite">How many are infinite.</param>
/// <param name="IsConstant">Whether there are no two different numbers.</param>
internal sealed record ScaledColumn(string Name, ColumnType Type, ColumnScale Scale, int Numbers, int Missing, int Infinite, bool IsConstant);
