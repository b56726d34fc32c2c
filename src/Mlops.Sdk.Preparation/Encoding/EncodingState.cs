namespace Mlops.Sdk;

/// <summary>What is learnt of all columns that are encoded.</summary>
internal sealed record EncodingState(int Rows, ColumnCode[] Columns);
