namespace Mlops.Sdk;

/// <summary>The rows that questions about pairs are answered from.</summary>
/// <param name="Rows">The rows, in the order of the table.</param>
/// <param name="Positions">Where each stands in the table.</param>
/// <param name="Hashes">The hash of each over all columns.</param>
/// <param name="TableRows">How many rows the table has.</param>
internal sealed record SampledRows(Dataset Rows, long[] Positions, ulong[] Hashes, long TableRows)
{
    public int Count => Positions.Length;

    public bool IsWhole => Count == TableRows;
}
