namespace Mlops.Sdk.Numerics;

/// <summary>Where numbers stand among the quantiles of a sample, 0 to 1: on straight lines between them, in the middle of equal ones, 0 up to the least and 1 from the greatest on.</summary>
/// <remarks>As <c>QuantileTransformer</c> of scikit-learn. A value costs a look into a table and a search among the few quantiles of its cell.</remarks>
public sealed class QuantileMap
{
    private const int CellsAQuantile = 4;

    private readonly double[] _quantiles;
    private readonly int[] _starts;
    private readonly double _cells;

    /// <summary>A map.</summary>
    /// <param name="quantiles">The quantiles at equally spaced shares from 0 to 1, ascending and finite, at least one.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public QuantileMap(ReadOnlySpan<double> quantiles)
    {
        if (!AreUsable(quantiles)) throw new ArgumentException("Quantiles ascend and are finite; there is at least one.", nameof(quantiles));
        _quantiles = quantiles.ToArray();
        int cells = CellsAQuantile * quantiles.Length;

        // Halves, since the distance of two doubles may be no double.
        double range = (quantiles[^1] / 2) - (quantiles[0] / 2);
        _cells = range > 0 ? cells / range / 2 : 0;
        _cells = double.IsFinite(_cells) ? _cells : 0;
        _starts = new int[cells + 2];
        foreach (double quantile in quantiles) _starts[Cell(quantile) + 1]++;
        for (int i = 1; i < _starts.Length; i++) _starts[i] += _starts[i - 1];
    }

    /// <summary>Whether numbers can be quantiles: ascending, finite, at least one.</summary>
    /// <param name="quantiles">The numbers.</param>
    public static bool AreUsable(ReadOnlySpan<double> quantiles)
    {
        for (int i = 0; i < quantiles.Length; i++)
            if (!double.IsFinite(quantiles[i]) || (i > 0 && quantiles[i] < quantiles[i - 1])) return false;
        return quantiles.Length > 0;
    }

    /// <summary>The share of one number; NaN stays NaN.</summary>
    /// <param name="x">The number.</param>
    public double ShareOf(double x)
    {
        double[] quantiles = _quantiles;
        if (double.IsNaN(x)) return double.NaN;
        if (quantiles.Length == 1) return x < quantiles[0] ? 0 : x > quantiles[0] ? 1 : 0.5;
        if (x <= quantiles[0]) return 0;
        if (x >= quantiles[^1]) return 1;

        // Quantiles of lower cells lie below x, those of higher ones above.
        int cell = Cell(x), low = _starts[cell], high = _starts[cell + 1];
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (quantiles[middle] < x) low = middle + 1;
            else high = middle;
        }

        double last = quantiles.Length - 1;
        if (quantiles[low] == x)
        {
            int end = low;
            while (end + 1 < quantiles.Length && quantiles[end + 1] == x) end++;
            return (low + end) / (2 * last);
        }

        double left = quantiles[low - 1], right = quantiles[low], part = (x - left) / (right - left);
        if (!double.IsFinite(right - left)) part = ((x / 2) - (left / 2)) / ((right / 2) - (left / 2));
        return (low - 1 + part) / last;
    }

    /// <summary>The share of every number.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="results">As many as values; may be the same memory.</param>
    /// <exception cref="ArgumentException">There are not as many results as values.</exception>
    public void Apply(ReadOnlySpan<double> values, Span<double> results)
    {
        if (results.Length != values.Length) throw new ArgumentException($"There are {values.Length} values and {results.Length} results.", nameof(results));
        for (int i = 0; i < values.Length; i++) results[i] = ShareOf(values[i]);
    }

    // Never falls where x rises.
    private int Cell(double x) => (int)Math.Clamp((x - _quantiles[0]) * _cells, 0, _starts.Length - 2);
}
