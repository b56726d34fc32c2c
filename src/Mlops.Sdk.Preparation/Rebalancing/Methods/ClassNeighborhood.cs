using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The nearest rows of the same class around each row of it; of the same group too, where a column has that role.</summary>
internal sealed class ClassNeighborhood
{
    private readonly int[] _rows;
    private readonly int[][] _near;

    private ClassNeighborhood(int[] rows, int[][] near)
    {
        _rows = rows;
        _near = near;
    }

    public static ClassNeighborhood Of(RebalanceWork work, RebalanceSpace space, int code, int neighbors) => Of(work, space.Among, code, neighbors);

    /// <summary>The same by any search among some rows.</summary>
    public static ClassNeighborhood Of(RebalanceWork work, Func<int[], int, NearRows> search, int code, int neighbors)
    {
        int[] rows = work.Rows[code];
        string name = ErrorText.Show(work.Label.Classes[code]);
        if (rows.Length <= neighbors) work.Findings.Add(Small(name, rows.Length));
        if (work.Groups is not { } groups) return new ClassNeighborhood(rows, Lists(search(rows, neighbors)));
        var near = new int[rows.Length][];
        int alone = 0;
        foreach (IGrouping<int, int> group in Enumerable.Range(0, rows.Length).GroupBy(place => groups[rows[place]]))
        {
            int[] places = [.. group];
            int[][] lists = Lists(search(Array.ConvertAll(places, place => rows[place]), neighbors));
            for (int i = 0; i < places.Length; i++) near[places[i]] = lists[i];
            alone += places.Length == 1 ? 1 : 0;
        }

        if (alone > 0 && rows.Length > 1)
            work.Findings.Add(new Finding("PREP304", Severity.Warning, null, $"{alone} of {rows.Length} rows of class {name} are alone with their class in their group and were repeated: no row is made between groups. Give the group column the role Ignored if rows of different groups may be mixed."));
        return new ClassNeighborhood(rows, near);
    }

    /// <summary>The neighbors of a row of the class, nearest first; none where it is alone.</summary>
    public int[] Of(int row) => _near[Array.BinarySearch(_rows, row)];

    private static int[][] Lists(NearRows near) => [.. Enumerable.Range(0, near.Queries).Select(query => near.Of(query).ToArray())];

    private static Finding Small(string name, int rows) => new("PREP302", Severity.Warning, null, rows == 1
        ? $"Class {name} has one row, which was repeated: there is nothing to interpolate. Collect more of it."
        : $"Class {name} has {rows} rows; {rows - 1} neighbors were used. Rows made up of so few differ little from copies.");
}
