namespace Mlops.Sdk.Numerics.Tests;

public sealed class RegressionKernelTests
{
    private const int Rows = 5000, Size = 7;

    [Fact]
    public void GramMatrix_WeightsAndThreads_EqualsTheSumsOneByOne()
    {
        double[][] columns = Columns(1);
        double[] weights = [.. columns[0].Select(Math.Abs)], first = new double[Size * Size], second = new double[Size * Size];
        ReadOnlyMemory<double>[] memory = [.. columns.Select(column => (ReadOnlyMemory<double>)column)];
        GramMatrix.Compute(memory, weights, first, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        GramMatrix.Compute(memory, weights, second, new ParallelOptions { MaxDegreeOfParallelism = 3 });
        Assert.Equal(first, second);
        for (int i = 0; i < Size; i++)
            for (int j = 0; j < Size; j++) Assert.Equal(Enumerable.Range(0, Rows).Sum(row => weights[row] * columns[i][row] * columns[j][row]), first[(i * Size) + j], 1e-8);
    }

    [Fact]
    public void SymmetricFactor_DependentRow_IsLeftOutAndTheRestSolved()
    {
        double[][] columns = Columns(2);
        for (int row = 0; row < Rows; row++) columns[4][row] = columns[1][row] - (2 * columns[3][row]);
        double[] matrix = Gram(columns), side = [.. Enumerable.Range(0, Size).Select(i => (double)i + 1)];
        SymmetricFactor factor = SymmetricFactor.Of(matrix, Size);
        Assert.Equal([4], Enumerable.Range(0, Size).Where(row => !factor.IsDetermined(row)));
        double[] solution = [.. side];
        factor.Solve(solution);
        Assert.Equal(0, solution[4]);
        for (int i = 0; i < Size; i++)
            if (i != 4) Assert.Equal(side[i], Enumerable.Range(0, Size).Sum(j => matrix[(i * Size) + j] * solution[j]), 1e-6);
        double[] inverse = factor.Inverse();
        Assert.True(double.IsNaN(inverse[(4 * Size) + 1]));
        Assert.Equal(1, Enumerable.Range(0, Size).Where(j => j != 4).Sum(j => matrix[(2 * Size) + j] * inverse[(j * Size) + 2]), 1e-8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public void PenalizedQuadratic_AtTheMinimum_NoSlopeIsLeft(double penalty)
    {
        double[] matrix = Gram(Columns(3)), side = [.. Enumerable.Range(0, Size).Select(i => 1000.0 * (i - 3))], l1 = new double[Size], low = new double[Size], high = new double[Size], weights = new double[Size];
        Array.Fill(l1, penalty);
        Array.Fill(low, double.NegativeInfinity);
        Array.Fill(high, double.PositiveInfinity);
        high[5] = 0;
        PenalizedQuadratic.Minimize(matrix, side, l1, low, high, weights, 1e-12);
        for (int i = 0; i < Size; i++)
        {
            double slope = Enumerable.Range(0, Size).Sum(j => matrix[(i * Size) + j] * weights[j]) - side[i];
            if (i == 5) Assert.True(weights[i] == 0 && slope <= penalty + 1e-6, $"held at 0 with slope {slope}");
            else if (weights[i] == 0) Assert.True(Math.Abs(slope) <= penalty + 1e-6, $"0 with slope {slope}");
            else Assert.Equal(0, slope + (penalty * Math.Sign(weights[i])), 1e-6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public void QuasiNewton_Quadratic_ReachesTheMinimumOfCoordinateDescent(double penalty)
    {
        double[] matrix = Gram(Columns(3)), side = [.. Enumerable.Range(0, Size).Select(i => 1000.0 * (i - 3))], l1 = new double[Size], none = new double[Size], expected = new double[Size], point = new double[Size];
        Array.Fill(l1, penalty);
        Array.Fill(none, double.PositiveInfinity);
        PenalizedQuadratic.Minimize(matrix, side, l1, [.. none.Select(value => -value)], none, expected, 1e-12);
        QuasiNewton.Minimize(point, l1, (at, gradient) =>
        {
            double value = 0;
            for (int i = 0; i < Size; i++)
            {
                double product = Enumerable.Range(0, Size).Sum(j => matrix[(i * Size) + j] * at[j]);
                gradient[i] = product - side[i];
                value += at[i] * ((product / 2) - side[i]);
            }

            return value;
        }, 1e-12);
        for (int i = 0; i < Size; i++) Assert.Equal(expected[i], point[i], 1e-6);
    }

    private static double[] Gram(double[][] columns)
    {
        var matrix = new double[Size * Size];
        GramMatrix.Compute([.. columns.Select(column => (ReadOnlyMemory<double>)column)], default, matrix, new ParallelOptions());
        return matrix;
    }

    private static double[][] Columns(ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, Size).Select(_ => Enumerable.Range(0, Rows).Select(_ => random.NextGaussian()).ToArray())];
    }
}
