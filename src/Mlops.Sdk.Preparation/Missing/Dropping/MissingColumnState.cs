namespace Mlops.Sdk;

/// <summary>What is learnt of columns that lack values.</summary>
internal sealed record MissingColumnState(int Rows, double MaximumMissingFraction, MissingShare[] Columns);

/// <summary>How much of one column is missing.</summary>
internal sealed record MissingShare(string Name, ColumnType Type, int MissingRows, double Share, bool IsDropped);
