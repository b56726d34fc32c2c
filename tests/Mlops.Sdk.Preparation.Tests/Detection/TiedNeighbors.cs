using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Detection;

/// <summary>Which scores hang on points at one distance, and between which bounds a local outlier factor lies whichever of the points at the k-th distance count. Distances closer than a rounding are tied.</summary>
internal sealed class TiedNeighbors
{
    private const double Rounding = 1e-12;

    private readonly int _neighbors;
    private readonly int[][] _order;
    private readonly double[][] _distances;

    public TiedNeighbors(double[][] columns, int neighbors)
    {
        _neighbors = neighbors;
        double[][] points = [.. Enumerable.Range(0, columns[0].Length).Select(row => Array.ConvertAll(columns, column => column[row]))];
        (_order, _distances) = (new int[points.Length][], new double[points.Length][]);
        for (int row = 0; row < points.Length; row++)
        {
            double[] all = Array.ConvertAll(points, other => Distances.Euclidean(points[row], other));
            _order[row] = [.. Enumerable.Range(0, points.Length).Where(other => other != row).OrderBy(other => all[other])];
            _distances[row] = Array.ConvertAll(_order[row], other => all[other]);
        }
    }

    /// <summary>Whether it is plain which rows are the neighbors of a row and of each of its neighbors.</summary>
    public bool IsFree(int row) => _order[row].Take(_neighbors).Prepend(row).All(one => !Same(_distances[one][_neighbors - 1], _distances[one][_neighbors]));

    /// <summary>The least and the greatest local outlier factor of each row.</summary>
    public (double Low, double High)[] LocalOutlierFactors()
    {
        double[] reach = Array.ConvertAll(_distances, all => all[_neighbors - 1]);
        (double Low, double High)[] density = [.. Enumerable.Range(0, _order.Length).Select(row =>
        {
            (double low, double high) = Sums(row, other => (reach[other], reach[other]), (other, distance) => distance);
            return (1 / ((high / _neighbors) + 1e-10), 1 / ((low / _neighbors) + 1e-10));
        })];
        return [.. Enumerable.Range(0, _order.Length).Select(row =>
        {
            (double low, double high) = Sums(row, other => density[other], (_, _) => 0);
            return (low / _neighbors / density[row].High, high / _neighbors / density[row].Low);
        })];
    }

    // The bounds of a sum over the neighbors: those nearer than the k-th are in it, of those as far as it the least or the greatest.
    private (double Low, double High) Sums(int row, Func<int, (double Low, double High)> of, Func<int, double, double> atLeast)
    {
        double edge = _distances[row][_neighbors - 1];
        List<(double Low, double High)> sure = [], open = [];
        for (int i = 0; i < _order[row].Length && (_distances[row][i] < edge || Same(_distances[row][i], edge)); i++)
        {
            (double low, double high) = of(_order[row][i]);
            double least = atLeast(_order[row][i], _distances[row][i]);
            (Same(_distances[row][i], edge) ? open : sure).Add((Math.Max(low, least), Math.Max(high, least)));
        }

        int rest = _neighbors - sure.Count;
        return (sure.Sum(one => one.Low) + open.Select(one => one.Low).Order().Take(rest).Sum(), sure.Sum(one => one.High) + open.Select(one => one.High).OrderDescending().Take(rest).Sum());
    }

    private static bool Same(double one, double other) => Math.Abs(one - other) <= Rounding * Math.Max(one, other);
}
