namespace Mlops.Sdk;

/// <summary>Geometric SMOTE (Douzas and Bacao 2019): rows are made in a ball around a row of a class, up to a neighbor of the class or the nearest row of another.</summary>
internal sealed record GeometricSmoteMethod(int Neighbors, GeometricSurface Surface, double Truncation, double Deformation, bool Scale) : MakingMethod
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    public GeometricSurface Surface { get; init; } = Valid.Defined(Surface, nameof(Surface));

    public double Truncation { get; init; } = Valid.Within(Truncation, -1, 1, nameof(Truncation));

    public double Deformation { get; init; } = Valid.Within(Deformation, 0, 1, nameof(Deformation));

    internal override string Name => FormattableString.Invariant($"geometric SMOTE with {Neighbors} neighbors");

    internal override Dataset Make(RebalanceWork work, int[] target, int[] raised)
    {
        RebalanceSpace space = RebalanceSpace.Read(work, Name, Surface == GeometricSurface.Neighbor ? raised : Enumerable.Range(0, target.Length), Scale);
        var pairs = new PairList(raised.Sum(code => target[code] - work.Rows[code].Length));
        foreach (int code in raised) AddPairs(work, space, code, target[code] - work.Rows[code].Length, pairs);
        return SyntheticRows.Append(work.Train, new GeometricRows(pairs, space, work, Truncation, Deformation), work.Context);
    }

    // The neighbor of each pair is the row on the surface; its share is not used.
    private void AddPairs(RebalanceWork work, RebalanceSpace space, int code, int count, PairList pairs)
    {
        work.Context.CancellationToken.ThrowIfCancellationRequested();
        ClassNeighborhood near = ClassNeighborhood.Of(work, space, code, Neighbors);
        (int Row, double Distance)[] others = Surface == GeometricSurface.Neighbor ? [] : NearestOthers(work, space, code);
        Numerics.RandomStream random = work.Context.Random.Split("smote").Split(code);
        foreach (int start in work.DrawOf(code, count))
        {
            int[] own = near.Of(start);
            int choice = random.NextInt32(Math.Max(1, own.Length)), surface = own.Length > 0 ? own[choice] : near.RowOf(start);
            double distance = own.Length > 0 ? near.DistancesOf(start)[choice] : double.PositiveInfinity;
            if (others.Length > 0 && others[start] is var other && other.Row >= 0 && (Surface == GeometricSurface.Other || other.Distance < distance)) surface = other.Row;
            pairs.Add(near.RowOf(start), surface, 0, own);
        }
    }

    // The nearest row of another class around each row of a class, in its group where there are groups; -1 without one.
    private static (int Row, double Distance)[] NearestOthers(RebalanceWork work, RebalanceSpace space, int code)
    {
        int[] rows = work.Rows[code], all = [.. work.AllRows().Where(row => work.Label.Codes.Span[row] != code)];
        ILookup<int, int> byGroup = all.ToLookup(row => work.Groups?[row] ?? 0);
        var nearest = new (int Row, double Distance)[rows.Length];
        foreach (int[] places in ClassNeighborhood.ByGroup(work, rows))
        {
            int[] pool = [.. byGroup[work.Groups?[rows[places[0]]] ?? 0]];
            NearRows near = space.Around(Array.ConvertAll(places, place => rows[place]), pool, 1);
            for (int i = 0; i < places.Length; i++) nearest[places[i]] = near.Of(i) is { IsEmpty: false } found ? (found[0], near.DistancesOf(i)[0]) : (-1, 0);
        }

        return nearest;
    }
}
