using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The nearest rows of the same class around each row of it; of the same group too, where a column has that role.</summary>
internal sealed class ClassNeighborhood
{
    private readonly int[] _rows;
    private readonly int[][] _near;
    private readonly double[][] _distances;

    private ClassNeighborhood(int[] rows)
    {
        _rows = rows;
        _near = new int[rows.Length][];
        _distances = new double[rows.Length][];
    }

    public static ClassNeighborhood Of(RebalanceWork work, RebalanceSpace space, int code, int neighbors) => Of(work, space.Among, code, neighbors);

    /// <summary>The same by any search among some rows. Notes of a class that it is small, and how many of its rows are alone.</summary>
    public static ClassNeighborhood Of(RebalanceWork work, Func<int[], int, NearRows> search, int code, int neighbors)
    {
        int[] rows = work.Rows[code];
        string name = ErrorText.Show(work.Label.Classes[code]);
        if (rows.Length <= neighbors) work.Findings.Add(Small(name, rows.Length));
        ClassNeighborhood found = Within(work, search, rows, neighbors);
        int alone = found._near.Count(near => near.Length == 0);
        if (alone > 0 && rows.Length > 1)
        {
            work.Findings.Add(work.Groups is null
                ? new Finding("PREP315", Severity.Warning, null, $"{alone} of {rows.Length} rows of class {name} have no column in common with another row of it and were repeated. Add .ImputeMissing() before .Rebalance().")
                : new Finding("PREP304", Severity.Warning, null, $"{alone} of {rows.Length} rows of class {name} are alone with their class in their group and were repeated: no row is made between groups. Give the group column the role Ignored if rows of different groups may be mixed."));
        }

        return found;
    }

    /// <summary>The same among some rows of a class, in ascending order.</summary>
    public static ClassNeighborhood Within(RebalanceWork work, Func<int[], int, NearRows> search, int[] rows, int neighbors)
    {
        var found = new ClassNeighborhood(rows);
        foreach (int[] places in ByGroup(work, rows)) found.Put(places, search(Array.ConvertAll(places, place => rows[place]), neighbors));
        return found;
    }

    /// <summary>Places among some rows, those of one group together; all together without groups.</summary>
    public static IEnumerable<int[]> ByGroup(RebalanceWork work, int[] rows)
    {
        IEnumerable<int> places = Enumerable.Range(0, rows.Length);
        return work.Groups is { } groups ? places.GroupBy(place => groups[rows[place]]).Select(group => group.ToArray()) : [[.. places]];
    }

    /// <summary>The row at a place in the class.</summary>
    public int RowOf(int place) => _rows[place];

    /// <summary>The neighbors of the row at a place in the class, nearest first; none where it is alone.</summary>
    public int[] Of(int place) => _near[place];

    /// <summary>How far they are.</summary>
    public double[] DistancesOf(int place) => _distances[place];

    private void Put(int[] places, NearRows near)
    {
        for (int i = 0; i < places.Length; i++) (_near[places[i]], _distances[places[i]]) = (near.Of(i).ToArray(), near.DistancesOf(i).ToArray());
    }

    private static Finding Small(string name, int rows) => new("PREP302", Severity.Warning, null, rows == 1
        ? $"Class {name} has one row, which was repeated: there is nothing to interpolate. Collect more of it."
        : $"Class {name} has {rows} rows; {rows - 1} neighbors were used. Rows made up of so few differ little from copies.");
}
