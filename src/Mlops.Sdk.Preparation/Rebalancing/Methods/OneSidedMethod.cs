using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>One-sided selection (Kubat and Matwin 1997): of large classes the rows that one row of each does not stand for, less those in Tomek links.</summary>
internal sealed record OneSidedMethod(bool Scale) : CleaningMethod(Scale)
{
    internal override string Name => "one-sided selection";

    internal override bool[] Removed(RebalanceWork work, RebalanceSpace space, bool[] cleaned)
    {
        var store = new CondensedStore(work, space);
        int[] classes = work.Label.Codes.ToArray(), all = work.AllRows();
        RandomStream random = work.Context.Random.Split("select");
        foreach (int row in all.Where(row => !cleaned[classes[row]])) store.Add(row);
        for (int code = 0; code < work.Rows.Length; code++)
            if (cleaned[code]) store.Add(work.Rows[code][random.Split(code).NextInt32(work.Rows[code].Length)]);
        bool[] removed = [.. all.Select(row => !store.Contains(row) && store.IsRight(row))];
        int[] kept = [.. all.Where(row => !removed[row])];
        NearRows near = space.Among(kept, 1);
        if (near.Neighbors == 0) return removed;
        int[] nearest = [.. Enumerable.Range(0, kept.Length).Select(place => near.Of(place) is { IsEmpty: false } own ? Array.BinarySearch(kept, own[0]) : place)];
        var linked = new bool[kept.Length];
        ClassNeighbors.TomekLinks(nearest, Array.ConvertAll(kept, row => classes[row]), linked);
        for (int place = 0; place < kept.Length; place++) removed[kept[place]] = linked[place] && cleaned[classes[kept[place]]];
        return removed;
    }
}
