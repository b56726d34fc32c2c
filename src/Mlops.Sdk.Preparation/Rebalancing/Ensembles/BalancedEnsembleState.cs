namespace Mlops.Sdk;

/// <summary>How an ensemble was made; its members are bundles beside it.</summary>
internal sealed record BalancedEnsembleState
{
    public required string Name { get; init; }

    /// <summary>The kind of trainer of the members.</summary>
    public required string Member { get; init; }

    /// <summary>Training rows of every class, in the order of the classes.</summary>
    public required ValueList<int> Rows { get; init; }

    /// <summary>Rows of every class in a bag.</summary>
    public required ValueList<int> BagRows { get; init; }

    public required bool KeepPrior { get; init; }

    public required int Members { get; init; }
}
