namespace Mlops.Sdk.Numerics;

/// <summary>A histogram of a sample along one line, as scores: minus the logarithm of the share of the sample in a bin. Every bin has half a point more than it holds, so that an empty one has a share; beyond the sample a value lies in an empty bin.</summary>
internal sealed class ProjectedBins
{
    private const int MostBins = 256;
    private const double EmptyCount = 0.5;

    // Many coarse histograms together are finer than each of them: bins are twice as wide as those that are best for one alone.
    private const double QuartileWidths = 4;

    private readonly double _low;
    private readonly double _high;
    private readonly double _outside;
    private readonly double[] _scores;

    private ProjectedBins(double low, double high, double outside, double[] scores) => (_low, _high, _outside, _scores) = (low, high, outside, scores);

    /// <summary>Counts a sample in a given number of bins.</summary>
    public static ProjectedBins Of(ReadOnlySpan<double> values, int bins)
    {
        Histogram histogram = Histogram.Of(values, bins);
        double all = values.Length + (EmptyCount * bins);
        var scores = new double[bins];
        for (int bin = 0; bin < bins; bin++) scores[bin] = -Math.Log((histogram.Counts[bin] + EmptyCount) / all);
        return new ProjectedBins(histogram.Edges[0], histogram.Edges[^1], -Math.Log(EmptyCount / all), scores);
    }

    /// <summary>How many bins suit a sample: of twice the width of Freedman and Diaconis (1981), from 2 to 256.</summary>
    /// <param name="values">The whole sample, for its range and number.</param>
    /// <param name="some">Some of it, for its quartiles.</param>
    public static int CountFor(ReadOnlySpan<double> values, ReadOnlySpan<double> some)
    {
        (double low, double high) = Descriptive.Range(values);
        double width = QuartileWidths * Quantiles.InterquartileRange(some) / Math.Cbrt(values.Length);
        double wanted = width > 0 ? Math.Ceiling((high - low) / width) : Math.Ceiling(Math.Log2(values.Length)) + 1;
        return (int)Math.Clamp(wanted, 2, MostBins);
    }

    public static ProjectedBins Read(BinaryReader reader)
    {
        double low = StoredNumbers.Finite(reader.ReadDouble(), "first edge"), high = StoredNumbers.Finite(reader.ReadDouble(), "last edge"), outside = StoredNumbers.Finite(reader.ReadDouble(), "score outside");
        double[] scores = StoredNumbers.ReadDoubles(reader, "scores of bins");
        StoredNumbers.Count(scores.Length, 2, int.MaxValue, "bins");
        return new ProjectedBins(low, high, outside, scores);
    }

    /// <summary>The score of a value.</summary>
    public double ScoreOf(double value)
    {
        if (!(value >= _low && value <= _high)) return _outside;
        int bin = _high > _low ? (int)Math.Clamp((value - _low) / (_high - _low) * _scores.Length, 0, _scores.Length - 1) : 0;
        return _scores[bin];
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_low);
        writer.Write(_high);
        writer.Write(_outside);
        StoredNumbers.Write(writer, _scores);
    }
}
