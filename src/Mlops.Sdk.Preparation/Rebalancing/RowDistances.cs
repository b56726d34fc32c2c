using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The distances of any row to each of some rows.</summary>
internal sealed class RowDistances(RebalanceSpace space, PointDistances points)
{
    private readonly double[] _numbers = new double[space.Shape.Numbers];
    private readonly int[] _codes = new int[space.Shape.Codes];

    /// <summary>The squared distance of a row to each; infinite without a column in common. Not for many threads.</summary>
    public void Squared(int row, Span<double> squared)
    {
        space.Read(row, _numbers, _codes);
        points.Squared(_numbers, _codes, squared);
    }

    /// <summary>The mean distance of every two of the rows.</summary>
    public double MeanBetween(CancellationToken cancellationToken) => points.MeanBetween(cancellationToken);
}
