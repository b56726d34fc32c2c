namespace Mlops.Sdk.Numerics;

/// <summary>The distribution of the t statistic of Dickey and Fuller for one series: p-values after MacKinnon (1994) with the surfaces of 2010, critical values after MacKinnon (2010), table 2.</summary>
internal static class MacKinnon
{
    /// <summary>P(tau at most <paramref name="statistic"/>).</summary>
    public static double PValue(double statistic, DeterministicTerms terms)
    {
        (double least, double middle, double most) = terms switch
        {
            DeterministicTerms.None => (-19.04, -1.04, double.PositiveInfinity),
            DeterministicTerms.Constant => (-18.83, -1.61, 2.74),
            DeterministicTerms.Linear => (-16.18, -2.89, 0.7),
            _ => (-17.17, -3.21, 0.54),
        };
        if (double.IsNaN(statistic)) return double.NaN;
        if (statistic > most) return 1;
        if (statistic < least) return 0;
        return Normal.Cumulative(Polynomial(statistic <= middle ? Lower(terms) : Upper(terms), statistic));
    }

    /// <summary>The value that the statistic falls below with the probability <paramref name="level"/>.</summary>
    public static double CriticalValue(DeterministicTerms terms, double level, int observations)
    {
        ReadOnlySpan<double> surface = (terms, level) switch
        {
            (DeterministicTerms.None, 0.01) => [-2.56574, -2.2358, -3.627, 0],
            (DeterministicTerms.None, 0.05) => [-1.94100, -0.2686, -3.365, 31.223],
            (DeterministicTerms.None, 0.1) => [-1.61682, 0.2656, -2.714, 25.364],
            (DeterministicTerms.Constant, 0.01) => [-3.43035, -6.5393, -16.786, -79.433],
            (DeterministicTerms.Constant, 0.05) => [-2.86154, -2.8903, -4.234, -40.040],
            (DeterministicTerms.Constant, 0.1) => [-2.56677, -1.5384, -2.809, 0],
            (DeterministicTerms.Linear, 0.01) => [-3.95877, -9.0531, -28.428, -134.155],
            (DeterministicTerms.Linear, 0.05) => [-3.41049, -4.3904, -9.036, -45.374],
            (DeterministicTerms.Linear, 0.1) => [-3.12705, -2.5856, -3.925, -22.380],
            (DeterministicTerms.Quadratic, 0.01) => [-4.37113, -11.5882, -35.819, -334.047],
            (DeterministicTerms.Quadratic, 0.05) => [-3.83239, -5.9057, -12.490, -118.284],
            (DeterministicTerms.Quadratic, 0.1) => [-3.55326, -3.6596, -5.293, -63.559],
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Critical values are known at 0.01, 0.05 and 0.1."),
        };
        return observations > 0 ? Polynomial(surface, 1.0 / observations) : double.NaN;
    }

    private static ReadOnlySpan<double> Lower(DeterministicTerms terms) => terms switch
    {
        DeterministicTerms.None => [0.6344, 1.2378, 3.2496e-2],
        DeterministicTerms.Constant => [2.1659, 1.4412, 3.8269e-2],
        DeterministicTerms.Linear => [3.2512, 1.6047, 4.9588e-2],
        _ => [4.0003, 1.658, 4.8288e-2],
    };

    private static ReadOnlySpan<double> Upper(DeterministicTerms terms) => terms switch
    {
        DeterministicTerms.None => [0.4797, 9.3557e-1, -0.6999e-1, 3.3066e-2],
        DeterministicTerms.Constant => [1.7339, 9.3202e-1, -1.2745e-1, -1.0368e-2],
        DeterministicTerms.Linear => [2.5261, 6.1654e-1, -3.7956e-1, -6.0285e-2],
        _ => [3.0778, 4.9529e-1, -4.1477e-1, -5.9359e-2],
    };

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) sum = (sum * x) + coefficients[i];
        return sum;
    }
}
