using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The smoothed bootstrap of ROSE (Menardi and Torelli 2014).</summary>
internal sealed record RoseMethod(double Shrinkage) : MakingMethod
{
    public double Shrinkage { get; init; } = Valid.AtLeast(Shrinkage, 0, nameof(Shrinkage));

    internal override string Name => FormattableString.Invariant($"smoothed bootstrap with shrinkage {Shrinkage}");

    internal override Dataset Make(RebalanceWork work, int[] target, int[] raised)
    {
        int dimensions = work.Train.Features.Count(column => column.Type is ColumnType.Number or ColumnType.Integer);
        return SyntheticRows.Append(work.Train, new RoseRows(work.DrawRows(target, raised), work, Shrinkage, dimensions), work.Context);
    }
}

/// <summary>Rows near others: each number moved by normal noise, and turned back at the ends of what was seen; everything else as it is.</summary>
internal sealed class RoseRows(int[] starts, RebalanceWork work, double shrinkage, int dimensions) : NewRows(starts)
{
    private readonly int[] _classes = work.ClassesOf(starts);

    public override void Numbers(int column, ReadOnlySpan<double> values, Span<double> made)
    {
        RandomStream random = work.Context.Random.Split("rose").Split(column);
        (double low, double high) = FiniteRange(values);
        double[] bandwidths = new double[work.Rows.Length];
        foreach (int code in _classes.Distinct())
        {
            var own = new double[work.Rows[code].Length];
            for (int i = 0; i < own.Length; i++) own[i] = values[work.Rows[code][i]];
            bandwidths[code] = SmoothedBootstrap.Bandwidth(own, dimensions, shrinkage);
        }

        for (int i = 0; i < made.Length; i++)
        {
            double value = values[Starts[i]], moved = value + bandwidths[_classes[i]] * random.NextGaussian();
            if (moved > high) moved = 2 * high - moved;
            if (moved < low) moved = 2 * low - moved;
            made[i] = double.IsFinite(value) ? Math.Clamp(moved, low, high) : value;
        }
    }

    private static (double Low, double High) FiniteRange(ReadOnlySpan<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return low <= high ? (low, high) : (0, 0);
    }
}
