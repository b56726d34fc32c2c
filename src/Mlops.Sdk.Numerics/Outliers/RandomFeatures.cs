using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>A map of points to features whose inner products are close to exp(-gamma times the squared distance): cosines and sines of random directions (Rahimi and Recht 2007), orthogonal within blocks (Yu et al. 2016). A point has the length 1.</summary>
/// <remarks>Of pairs the error is least where the kernel is near 1, as with few columns or a small gamma; orthogonal directions lessen it further. Directions times columns steps a point.</remarks>
internal sealed class RandomFeatures
{
    private readonly int _columns;
    private readonly int _directions;

    // Column after column, so that a point is mapped by sums of whole runs.
    private readonly double[] _frequencies;

    private RandomFeatures(int columns, double[] frequencies) =>
        (_columns, _frequencies, _directions) = (columns, frequencies, frequencies.Length / columns);

    /// <summary>How many features a point has.</summary>
    public int Count => 2 * _directions;

    /// <summary>Draws directions.</summary>
    public static RandomFeatures Draw(int columns, int directions, double gamma, RandomStream random)
    {
        var frequencies = new double[columns * directions];
        double[] block = new double[columns * columns];
        for (int direction = 0; direction < directions; direction++)
        {
            // A direction orthogonal to those before it in its block, as long as a normal vector.
            int place = direction % columns;
            Span<double> own = block.AsSpan(place * columns, columns);
            double length = 0;
            for (int c = 0; c < columns; c++)
            {
                own[c] = random.NextGaussian();
                length += Square(random.NextGaussian());
            }

            for (int before = 0; before < place; before++)
            {
                ReadOnlySpan<double> other = block.AsSpan(before * columns, columns);
                TensorPrimitives.MultiplyAdd(other, -OrderedSums.Dot(own, other), own, own);
            }

            TensorPrimitives.Divide(own, Math.Sqrt(OrderedSums.SumOfSquares(own)), own);
            for (int c = 0; c < columns; c++) frequencies[(c * directions) + direction] = own[c] * Math.Sqrt(2 * gamma * length);
        }

        return new RandomFeatures(columns, frequencies);
    }

    public static RandomFeatures Read(BinaryReader reader, int columns)
    {
        double[] frequencies = StoredNumbers.ReadDoubles(reader, "frequencies");
        if (frequencies.Length == 0 || frequencies.Length % columns != 0) throw new InvalidDataException($"{frequencies.Length} frequencies are no directions of {columns} columns.");
        return new RandomFeatures(columns, frequencies);
    }

    /// <summary>The features of a point: cosines, then sines.</summary>
    public void Map(ReadOnlySpan<double> point, Span<double> features)
    {
        Span<double> cosines = features[.._directions], sines = features[_directions..];
        Phases(point, sines);
        ElementMath.SinCos(sines, sines, cosines);
        TensorPrimitives.Multiply(features, 1 / Math.Sqrt(_directions), features);
    }

    /// <summary>The slope of a weighted sum of features in each coordinate of a point.</summary>
    public void Slope(ReadOnlySpan<double> point, ReadOnlySpan<double> weights, Span<double> slope)
    {
        double[] features = new double[Count];
        Map(point, features);
        Span<double> cosines = features.AsSpan(0, _directions), sines = features.AsSpan(_directions);
        TensorPrimitives.Multiply(cosines, weights[_directions..], cosines);
        TensorPrimitives.Multiply(sines, weights[.._directions], sines);
        TensorPrimitives.Subtract<double>(cosines, sines, cosines);
        for (int c = 0; c < _columns; c++) slope[c] = OrderedSums.Dot(Frequencies(c), cosines);
    }

    public void Write(BinaryWriter writer) => StoredNumbers.Write(writer, _frequencies);

    private void Phases(ReadOnlySpan<double> point, Span<double> phases)
    {
        phases.Clear();
        for (int c = 0; c < _columns; c++) TensorPrimitives.MultiplyAdd(Frequencies(c), point[c], phases, phases);
    }

    private ReadOnlySpan<double> Frequencies(int column) => _frequencies.AsSpan(column * _directions, _directions);

    private static double Square(double value) => value * value;
}
