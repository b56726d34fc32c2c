namespace Mlops.Sdk;

/// <summary>How rows are compared; the rows themselves are bytes beside it.</summary>
internal sealed record NeighborState(int Neighbors, bool ByDistance, int Donors, bool HasWeights, NeighborColumn[] Columns)
{
    public const string DonorsName = "donors.bin";
}

/// <summary>One compared column: first the numbers, then the codes.</summary>
/// <param name="Name">The column.</param>
/// <param name="IsCode">Whether its cells are equal or not.</param>
/// <param name="Scale">What a difference of numbers is multiplied with.</param>
/// <param name="IsFilled">Whether its missing cells are filled by neighbors.</param>
internal sealed record NeighborColumn(string Name, bool IsCode, double Scale, bool IsFilled);
