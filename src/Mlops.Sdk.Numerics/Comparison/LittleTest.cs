namespace Mlops.Sdk.Numerics;

/// <summary>Little's test (1988) that values are missing completely at random: whether the means of what is there differ between rows that lack different columns, for a normal sample.</summary>
/// <remarks>
/// Mean and covariance are those of greatest likelihood, by expectation and maximization over the patterns (Dempster, Laird and Rubin 1977; Little and Rubin 2002, section 11.2) on standardized columns.
/// Linear in rows, then patterns times the cube of the columns for each of at most 500 rounds. A small p-value says that what is missing depends on what is there; a large one is no proof of the contrary.
/// </remarks>
public static class LittleTest
{
    private const int MostRounds = 500;
    private const double Tolerance = 1e-9;

    /// <summary>The test.</summary>
    /// <param name="columns">The columns, as long as each other; NaN is missing. Rows that lack all are left out.</param>
    /// <param name="cancellationToken">Looked at for every pattern.</param>
    /// <returns>The statistic, chi-square with <see cref="LittleResult.DegreesOfFreedom"/>; NaN where there is one pattern, a column is constant or empty, or columns determine each other.</returns>
    public static LittleResult Of(IReadOnlyList<double[]> columns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        int width = columns.Count;
        if (columns.Any(column => column.Length != columns[0].Length)) throw new ArgumentException("The columns are not as long as each other.", nameof(columns));
        double[][] standard = [.. columns.Select(Standardized)];
        if (width == 0 || standard.Any(column => column.Length == 0)) return LittleResult.NotPossible;
        Pattern[] patterns = [.. Patterns(standard)];
        int degrees = patterns.Sum(pattern => pattern.Present.Length) - width;
        if (patterns.Length < 2 || degrees < 1) return LittleResult.NotPossible;
        double[] mean = new double[width], covariance = new double[width * width];
        for (int i = 0; i < width; i++) covariance[(i * width) + i] = 1;
        double change = double.PositiveInfinity;
        for (int round = 0; round < MostRounds && change > Tolerance; round++)
        {
            change = Maximize(patterns, mean, covariance, cancellationToken);
        }

        double statistic = 0;
        foreach (Pattern pattern in patterns)
        {
            SymmetricFactor factor = pattern.Observed(covariance, width);
            if (factor.IsSingular) return LittleResult.NotPossible;
            double[] off = [.. pattern.Present.Select((column, place) => (pattern.Sums[place] / pattern.Rows) - mean[column])], solved = (double[])off.Clone();
            factor.Solve(solved);
            for (int i = 0; i < off.Length; i++) statistic += pattern.Rows * off[i] * solved[i];
        }

        return double.IsFinite(statistic) ? new LittleResult(statistic, degrees, patterns.Length, ChiSquared.Survival(Math.Max(0, statistic), degrees)) : LittleResult.NotPossible;
    }

    // One round: what is missing is expected from what is there; then mean and covariance of all.
    private static double Maximize(Pattern[] patterns, double[] mean, double[] covariance, CancellationToken cancellationToken)
    {
        int width = mean.Length;
        double rows = 0;
        double[] sums = new double[width], products = new double[width * width];
        foreach (Pattern pattern in patterns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows += pattern.Rows;
            pattern.Expect(mean, covariance, sums, products);
        }

        double change = 0;
        for (int i = 0; i < width; i++)
        {
            double next = mean[i] + (sums[i] / rows);
            for (int j = 0; j < width; j++)
            {
                double product = (products[(i * width) + j] / rows) - (sums[i] / rows * (sums[j] / rows));
                change = Math.Max(change, Math.Abs(product - covariance[(i * width) + j]));
                covariance[(i * width) + j] = product;
            }

            change = Math.Max(change, Math.Abs(next - mean[i]));
            mean[i] = next;
        }

        return change;
    }

    private static double[] Standardized(double[] column)
    {
        Moments moments = Moments.Of(column);
        double spread = Math.Sqrt(moments.PopulationVariance);
        return spread > 0 && double.IsFinite(spread) && Array.TrueForAll(column, value => !double.IsInfinity(value)) ? Array.ConvertAll(column, value => (value - moments.Mean) / spread) : [];
    }

    private static IEnumerable<Pattern> Patterns(double[][] columns)
    {
        int rows = columns[0].Length, words = RowBits.Words(columns.Length);
        var present = new ulong[(long)rows * words];
        for (int column = 0; column < columns.Length; column++)
        {
            for (int row = 0; row < rows; row++)
                if (!double.IsNaN(columns[column][row])) present[(row * words) + (column >> 6)] |= 1UL << column;
        }

        var numbers = new int[rows];
        var patterns = new Pattern?[RowPatterns.Number(present, numbers)];
        for (int row = 0; row < rows; row++) (patterns[numbers[row]] ??= new Pattern(columns, row)).Add(columns, row);
        return patterns.OfType<Pattern>().Where(pattern => pattern.Present.Length > 0);
    }

    /// <summary>Rows that lack the same columns: how many, the sums and the products of what is there.</summary>
    private sealed class Pattern
    {
        private readonly int[] _missing;
        private readonly double[] _products;

        public Pattern(double[][] columns, int first)
        {
            Present = [.. Enumerable.Range(0, columns.Length).Where(column => !double.IsNaN(columns[column][first]))];
            _missing = [.. Enumerable.Range(0, columns.Length).Where(column => double.IsNaN(columns[column][first]))];
            (Sums, _products) = (new double[Present.Length], new double[Present.Length * Present.Length]);
        }

        public int[] Present { get; }

        public double[] Sums { get; }

        public int Rows { get; private set; }

        public void Add(double[][] columns, int row)
        {
            Rows++;
            for (int i = 0; i < Present.Length; i++)
            {
                double value = columns[Present[i]][row];
                Sums[i] += value;
                for (int j = 0; j <= i; j++) _products[(i * Present.Length) + j] += value * columns[Present[j]][row];
            }
        }

        public SymmetricFactor Observed(double[] covariance, int width)
        {
            var matrix = new double[Present.Length * Present.Length];
            for (int i = 0; i < Present.Length; i++)
                for (int j = 0; j < Present.Length; j++) matrix[(i * Present.Length) + j] = covariance[(Present[i] * width) + Present[j]];
            return SymmetricFactor.Of(matrix, Present.Length);
        }

        /// <summary>Adds the expected sums and products of distances from the mean.</summary>
        public void Expect(double[] mean, double[] covariance, double[] sums, double[] products)
        {
            int width = mean.Length, seen = Present.Length;
            SymmetricFactor factor = Observed(covariance, width);

            // Each column as a combination of those that are there.
            var slopes = new double[width][];
            for (int place = 0; place < seen; place++) (slopes[Present[place]] = new double[seen])[place] = 1;
            foreach (int column in _missing)
            {
                slopes[column] = [.. Present.Select(other => covariance[(column * width) + other])];
                factor.Solve(slopes[column]);
            }

            double[] centred = [.. Present.Select((column, place) => Sums[place] - (Rows * mean[column]))];
            var centredProducts = new double[seen * seen];
            for (int i = 0; i < seen; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    (double a, double b) = (mean[Present[i]], mean[Present[j]]);
                    centredProducts[(i * seen) + j] = centredProducts[(j * seen) + i] = _products[(i * seen) + j] - (a * Sums[j]) - (b * Sums[i]) + (Rows * a * b);
                }
            }

            var half = new double[width][];
            for (int i = 0; i < width; i++)
            {
                half[i] = new double[seen];
                for (int k = 0; k < seen; k++)
                    for (int m = 0; m < seen; m++) half[i][m] += slopes[i][k] * centredProducts[(k * seen) + m];
                for (int k = 0; k < seen; k++) sums[i] += slopes[i][k] * centred[k];
            }

            for (int i = 0; i < width; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    double product = 0;
                    for (int k = 0; k < seen; k++) product += half[i][k] * slopes[j][k];
                    products[(i * width) + j] += product;
                }
            }

            // What the columns that are there leave open of those that are missing.
            foreach (int i in _missing)
            {
                foreach (int j in _missing)
                {
                    double left = covariance[(i * width) + j];
                    for (int k = 0; k < seen; k++) left -= slopes[i][k] * covariance[(j * width) + Present[k]];
                    products[(i * width) + j] += Rows * left;
                }
            }
        }
    }
}
