using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tomek links (Tomek 1976).</summary>
internal sealed record TomekLinksMethod(bool Scale) : CleaningMethod(Scale)
{
    internal override string Name => "Tomek links";

    internal override bool[] Removed(RebalanceWork work, RebalanceSpace space, bool[] cleaned)
    {
        var removed = new bool[work.Train.RowCount];
        NearRows near = space.Among(work.AllRows(), 1);
        var nearest = new int[removed.Length];
        for (int row = 0; row < nearest.Length; row++) nearest[row] = near.Of(row) is { IsEmpty: false } own ? own[0] : row;
        ReadOnlySpan<int> classes = work.Label.Codes.Span;
        ClassNeighbors.TomekLinks(nearest, classes, removed);
        for (int row = 0; row < removed.Length; row++) removed[row] &= cleaned[classes[row]];
        return removed;
    }
}

/// <summary>Edited nearest neighbors (Wilson 1972), once or until nothing changes (Tomek 1976).</summary>
internal sealed record EditedNeighborsMethod(int Neighbors, bool ByVote, int Rounds, bool Scale) : CleaningMethod(Scale)
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    public int Rounds { get; init; } = Valid.AtLeast(Rounds, 1, nameof(Rounds));

    internal override string Name => FormattableString.Invariant($"{(Rounds > 1 ? "repeated edited" : "edited")} nearest neighbors, {Neighbors} by {(ByVote ? "vote" : "agreement")}");

    internal override bool[] Removed(RebalanceWork work, RebalanceSpace space, bool[] cleaned)
    {
        var removed = new bool[work.Train.RowCount];
        int smallest = work.Rows[work.Plan.Minority].Length;
        for (int round = 0; round < Rounds; round++)
        {
            int[][] present = Present(work, removed);
            int before = present.Sum(rows => rows.Length);
            Edit(work, space, [.. present.SelectMany(rows => rows).Order()], Neighbors, ByVote, cleaned, removed);
            work.KeepWholeClasses(removed, present);
            int[][] left = Present(work, removed);
            bool isSmall = left.Where((rows, code) => code != work.Plan.Minority && rows.Length < smallest).Any();
            if (left.Sum(rows => rows.Length) == before || isSmall) break;
        }

        return removed;
    }
}

/// <summary>All k-NN (Tomek 1976): edited nearest neighbors with one neighbor, then two, and so on.</summary>
internal sealed record AllKnnMethod(int Neighbors, bool ByVote, bool Scale) : CleaningMethod(Scale)
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    internal override string Name => FormattableString.Invariant($"all k-NN up to {Neighbors} by {(ByVote ? "vote" : "agreement")}");

    internal override bool[] Removed(RebalanceWork work, RebalanceSpace space, bool[] cleaned)
    {
        var removed = new bool[work.Train.RowCount];
        int smallest = work.Rows[work.Plan.Minority].Length;
        for (int neighbors = 1; neighbors <= Neighbors; neighbors++)
        {
            int[][] present = Present(work, removed);
            Edit(work, space, [.. present.SelectMany(rows => rows).Order()], neighbors, ByVote, cleaned, removed);
            work.KeepWholeClasses(removed, present);
            if (Present(work, removed).Where((rows, code) => code != work.Plan.Minority && rows.Length < smallest).Any()) break;
        }

        return removed;
    }
}

/// <summary>The neighborhood cleaning rule (Laurikkala 2001).</summary>
internal sealed record NeighborhoodCleaningMethod(int Neighbors, bool Scale) : CleaningMethod(Scale)
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    // Only classes above this share of all rows lose neighbors of the smallest class.
    private const double LargeShare = 0.5;

    internal override string Name => FormattableString.Invariant($"neighborhood cleaning with {Neighbors} neighbors");

    internal override bool[] Removed(RebalanceWork work, RebalanceSpace space, bool[] cleaned)
    {
        var removed = new bool[work.Train.RowCount];
        Edit(work, space, work.AllRows(), Neighbors, byVote: true, cleaned, removed);
        ReadOnlySpan<int> classes = work.Label.Codes.Span;
        int minority = work.Plan.Minority;
        NearRows near = space.Around(work.Rows[minority], work.AllRows(), Neighbors);
        for (int place = 0; place < near.Queries; place++)
        {
            ReadOnlySpan<int> around = near.Of(place);
            foreach (int row in around)
                if (classes[row] != minority && cleaned[classes[row]] && work.Rows[classes[row]].Length > work.Train.RowCount * LargeShare) removed[row] = true;
        }

        return removed;
    }
}

/// <summary>Condensed nearest neighbors (Hart 1968), over all classes at once.</summary>
internal sealed record CondensedMethod(bool Scale) : CleaningMethod(Scale)
{
    internal override string Name => "condensed nearest neighbors";

    internal override bool[] Removed(RebalanceWork work, RebalanceSpace space, bool[] cleaned)
    {
        var store = new CondensedStore(work, space);
        int[] candidates = [.. work.AllRows().Where(row => cleaned[work.Label.Codes.Span[row]])];
        foreach (int row in work.AllRows().Where(row => !cleaned[work.Label.Codes.Span[row]])) store.Add(row);
        RandomStream random = work.Context.Random.Split("condense");
        for (int code = 0; code < work.Rows.Length; code++)
            if (cleaned[code]) store.Add(work.Rows[code][random.Split(code).NextInt32(work.Rows[code].Length)]);
        random.Shuffle<int>(candidates);
        for (bool grew = true; grew;)
        {
            grew = false;
            foreach (int row in candidates)
            {
                if (store.Contains(row) || store.IsRight(row)) continue;
                store.Add(row);
                grew = true;
            }
        }

        return [.. work.AllRows().Select(row => !store.Contains(row))];
    }
}
