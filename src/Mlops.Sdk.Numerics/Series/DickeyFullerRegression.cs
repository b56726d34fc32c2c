namespace Mlops.Sdk.Numerics;

/// <summary>The regression of the changes of a series on its level, lagged changes and deterministic terms, by the Cholesky factor of the cross-products.</summary>
internal sealed class DickeyFullerRegression
{
    // Below this share of its own size, what is new in a column is rounding.
    private const double LeastPivot = 1e-12;

    private readonly double[] _level;
    private readonly double[] _changes;
    private readonly double[][] _terms;
    private readonly int _first;

    // Rows of the lower triangle: the level, then the changes at lags 1 to p, then the explained change.
    private readonly double[][] _factor;
    private readonly double[][] _gram;

    public DickeyFullerRegression(ReadOnlySpan<double> values, DeterministicTerms terms, int lags)
    {
        _first = lags;
        _changes = SeriesShape.Differences(values);
        Observations = _changes.Length - lags;
        if (terms != DeterministicTerms.None) _changes = SeriesShape.Centered(_changes);
        _level = values.Slice(lags, Observations).ToArray();
        if (terms != DeterministicTerms.None) _level = SeriesShape.Centered(_level);
        _terms = Polynomials((int)terms, Observations);
        _gram = Gram(lags);
        (_factor, Lags) = Factor(lags);
    }

    /// <summary>How many changes are explained.</summary>
    public int Observations { get; }

    /// <summary>How many lagged changes there are that say something new.</summary>
    public int Lags { get; }

    /// <summary>What is left of the sum of squares with some of the lagged changes.</summary>
    public double ResidualSquares(int lags)
    {
        double[] last = _factor[^1];
        double rest = _gram[^1][^1];
        for (int i = 0; i <= lags; i++) rest -= last[i] * last[i];
        return Math.Max(rest, 0);
    }

    /// <summary>The t statistic of the level; NaN when the level does not vary or nothing is left over.</summary>
    public double Statistic()
    {
        int size = Lags + 1, freedom = Observations - size - _terms.Length;
        if (!(_factor[0][0] > 0) || freedom < 1) return double.NaN;
        double[] coefficients = SolveUpper(_factor[^1].AsSpan(0, size).ToArray());
        double[] residuals = Residuals(coefficients);

        // One correction from the residuals themselves undoes the digits that cross-products lose (Bjorck 1987, corrected seminormal equations).
        double[] correction = SolveUpper(SolveLower(Project(residuals, size)));
        for (int i = 0; i < size; i++) coefficients[i] += correction[i];
        residuals = Residuals(coefficients);
        double squares = OrderedSums.SumOfSquares(residuals);
        if (!(squares > _gram[^1][^1] * 1e-24) || !(squares > 0)) return double.NaN;
        var unit = new double[size];
        unit[0] = 1;
        double[] inverse = SolveLower(unit);
        return coefficients[0] / Math.Sqrt(squares / freedom * OrderedSums.SumOfSquares(inverse));
    }

    private ReadOnlySpan<double> Column(int index) => index == 0 ? _level : _changes.AsSpan(_first - index, Observations);

    private double[][] Gram(int lags)
    {
        int size = lags + 2;
        var gram = new double[size][];
        for (int i = 0; i < size; i++) gram[i] = new double[i + 1];
        var lagged = new double[lags + 1, lags + 1];
        for (int a = 0; a <= lags; a++) lagged[a, 0] = OrderedSums.Dot(Lagged(a), Lagged(0));
        for (int a = 1; a <= lags; a++)
        {
            for (int b = 1; b <= a; b++)
                lagged[a, b] = lagged[a - 1, b - 1] + (_changes[_first - a] * _changes[_first - b]) - (_changes[^a] * _changes[^b]);
        }

        gram[0][0] = OrderedSums.SumOfSquares(_level);
        for (int a = 1; a <= lags; a++)
        {
            gram[a][0] = OrderedSums.Dot(_level, Lagged(a));
            for (int b = 1; b <= a; b++) gram[a][b] = lagged[a, b];
        }

        double[] last = gram[^1];
        last[0] = OrderedSums.Dot(_level, Lagged(0));
        for (int b = 1; b <= lags; b++) last[b] = lagged[b, 0];
        last[^1] = lagged[0, 0];
        foreach (double[] term in _terms)
        {
            double[] along = [OrderedSums.Dot(_level, term), .. Enumerable.Range(1, lags).Select(a => OrderedSums.Dot(Lagged(a), term)), OrderedSums.Dot(Lagged(0), term)];
            for (int i = 0; i < size; i++)
                for (int j = 0; j <= i; j++) gram[i][j] -= along[i] * along[j];
        }

        return gram;
    }

    private ReadOnlySpan<double> Lagged(int lag) => _changes.AsSpan(_first - lag, Observations);

    // Stops before a lag whose column the earlier ones already explain.
    private (double[][] Factor, int Lags) Factor(int lags)
    {
        var factor = new List<double[]>();
        int kept = 0;
        for (int i = 0; i <= lags; i++)
        {
            double[] row = Row(factor, _gram[i], i);
            double pivot = _gram[i][i];
            for (int j = 0; j < i; j++) pivot -= row[j] * row[j];
            if (!(pivot > LeastPivot * _gram[i][i]))
            {
                if (i == 0) factor.Add([0]);
                break;
            }

            row[i] = Math.Sqrt(pivot);
            factor.Add(row);
            kept = i;
        }

        factor.Add(factor[0][0] > 0 ? Row(factor, _gram[^1], kept + 1) : [0, 0]);
        return ([.. factor], kept);
    }

    private static double[] Row(List<double[]> factor, double[] gram, int length)
    {
        var row = new double[length + 1];
        for (int j = 0; j < length; j++)
        {
            double value = gram[j];
            for (int k = 0; k < j; k++) value -= row[k] * factor[j][k];
            row[j] = value / factor[j][j];
        }

        return row;
    }

    private double[] Residuals(double[] coefficients)
    {
        double[] rest = Lagged(0).ToArray();
        for (int i = 0; i < coefficients.Length; i++)
        {
            ReadOnlySpan<double> column = Column(i);
            for (int t = 0; t < rest.Length; t++) rest[t] -= coefficients[i] * column[t];
        }

        foreach (double[] term in _terms)
        {
            double along = OrderedSums.Dot(rest, term);
            for (int t = 0; t < rest.Length; t++) rest[t] -= along * term[t];
        }

        return rest;
    }

    private double[] Project(double[] residuals, int size) => [.. Enumerable.Range(0, size).Select(i => OrderedSums.Dot(Column(i), residuals))];

    private double[] SolveLower(double[] right)
    {
        for (int i = 0; i < right.Length; i++)
        {
            for (int j = 0; j < i; j++) right[i] -= _factor[i][j] * right[j];
            right[i] /= _factor[i][i];
        }

        return right;
    }

    private double[] SolveUpper(double[] right)
    {
        for (int i = right.Length - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < right.Length; j++) right[i] -= _factor[j][i] * right[j];
            right[i] /= _factor[i][i];
        }

        return right;
    }

    // Orthonormal polynomials over the places of the observations, by Gram and Schmidt, twice.
    private static double[][] Polynomials(int count, int length)
    {
        var terms = new double[count][];
        for (int degree = 0; degree < count; degree++)
        {
            double[] term = terms[degree] = [.. Enumerable.Range(0, length).Select(t => Math.Pow(((2.0 * t) / Math.Max(1, length - 1)) - 1, degree))];
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] earlier in terms.AsSpan(0, degree))
                {
                    double along = OrderedSums.Dot(term, earlier);
                    for (int t = 0; t < length; t++) term[t] -= along * earlier[t];
                }
            }

            double size = Math.Sqrt(OrderedSums.SumOfSquares(term));
            for (int t = 0; t < length; t++) term[t] = size > 0 ? term[t] / size : 0;
        }

        return terms;
    }
}
