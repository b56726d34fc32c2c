namespace Mlops.Sdk;

/// <summary>SMOTE, then cleaning of every class.</summary>
internal abstract record SmoteCleaningMethod(int Neighbors, bool Scale) : MakingMethod
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    internal sealed override Dataset Make(RebalanceWork work, int[] target, int[] raised)
    {
        Dataset made = new SmoteMethod(Neighbors, Scale).Make(work, target, raised);
        return Cleaner().Apply(work.Cleaning(made));
    }

    internal abstract CleaningMethod Cleaner();
}

/// <summary>SMOTE and Tomek links (Batista, Bazzan and Monard 2003).</summary>
internal sealed record SmoteTomekMethod(int Neighbors, bool Scale) : SmoteCleaningMethod(Neighbors, Scale)
{
    internal override string Name => FormattableString.Invariant($"SMOTE with {Neighbors} neighbors and Tomek links");

    internal override CleaningMethod Cleaner() => new TomekLinksMethod(Scale);
}

/// <summary>SMOTE and edited nearest neighbors (Batista, Prati and Monard 2004).</summary>
internal sealed record SmoteEnnMethod(int Neighbors, int CleaningNeighbors, bool Scale) : SmoteCleaningMethod(Neighbors, Scale)
{
    public int CleaningNeighbors { get; init; } = Valid.AtLeast(CleaningNeighbors, 1, nameof(CleaningNeighbors));

    internal override string Name => FormattableString.Invariant($"SMOTE with {Neighbors} neighbors and edited nearest neighbors ({CleaningNeighbors})");

    internal override CleaningMethod Cleaner() => new EditedNeighborsMethod(CleaningNeighbors, ByVote: false, Rounds: 1, Scale);
}
