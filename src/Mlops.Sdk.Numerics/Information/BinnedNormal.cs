using System.Collections.Concurrent;
using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>The mean square contingency of a bivariate normal distribution that is cut uniformly between -5 and 5, as a function of its correlation, tabulated once for a number of rows and columns.</summary>
/// <remarks>
/// With correlation sin t, the derivative of the distribution at a corner (h, k) is exp(-((h-k)^2 / (2 cos^2 t) + hk / (1 + sin t))) / 2 pi (Plackett 1954), integrated here panel by panel of t with three points of Gauss;
/// between the ends of panels the table is a cubic that has the right slopes. Near correlation 1, where the curve may be flat, Newton's steps on the integral from there to the right angle follow.
/// </remarks>
internal sealed class BinnedNormal
{
    private const double Reach = 5;
    private const double Steep = 1.2;

    private static readonly ConcurrentDictionary<(int, int), BinnedNormal> s_known = new();
    private static readonly (double At, double Weight)[] s_gauss = [(0.5 - 0.3872983346207417, 5 / 18.0), (0.5, 8 / 18.0), (0.5 + 0.3872983346207417, 5 / 18.0)];

    private readonly NormalCorners _corners;
    private readonly double[] _whole;
    private readonly double[] _values;
    private readonly double[] _slopes;

    private BinnedNormal(int rows, int columns)
    {
        int panels = Math.Max(rows, columns) <= 20 ? 128 : 256;
        _values = new double[panels + 1];
        _slopes = new double[panels + 1];
        _corners = new NormalCorners(Edges(rows), Edges(columns));
        _whole = new double[_corners.Count];
        var at = new double[_corners.Count];
        double width = Math.PI / 2 / panels;
        for (int panel = 0; panel < panels; panel++)
        {
            AddPanel(panel * width, width, 1, at, _whole);
            _corners.Density((panel + 1) * width, at);
            (_values[panel + 1], _slopes[panel + 1]) = _corners.Contingency(_whole, at);
        }
    }

    /// <summary>The table for a number of rows and columns, whichever is which.</summary>
    public static BinnedNormal Of(int rows, int columns) => s_known.GetOrAdd((Math.Min(rows, columns), Math.Max(rows, columns)), static key => new BinnedNormal(key.Item1, key.Item2));

    /// <summary>The correlation, 0 to 1, at which the contingency is a share of that at correlation 1.</summary>
    public double CorrelationAt(double share)
    {
        double wanted = share * _values[^1];
        int panel = Array.BinarySearch(_values, wanted);
        panel = Math.Clamp(panel < 0 ? ~panel - 1 : panel, 0, _values.Length - 2);
        double low = 0, high = 1, width = Math.PI / 2 / (_values.Length - 1);
        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (low + high);
            if (Between(panel, middle, width) < wanted) low = middle;
            else high = middle;
        }

        double angle = (panel + (0.5 * (low + high))) * width;
        return Math.Sin(angle < Steep ? angle : Polish(angle, wanted, panel * width, (panel + 1) * width));
    }

    private double Polish(double angle, double wanted, double least, double most)
    {
        double[] at = new double[_corners.Count], integral = new double[_corners.Count];
        double width = Math.PI / 2 / (_values.Length - 1);
        for (int i = 0; i < 3; i++)
        {
            _whole.CopyTo(integral, 0);
            for (double from = most; from < (Math.PI / 2) - (0.5 * width); from += width) AddPanel(from, width, -1, at, integral);
            AddPanel(angle, most - angle, -1, at, integral);
            _corners.Density(angle, at);
            (double value, double slope) = _corners.Contingency(integral, at);
            double step = (wanted - value) / slope;
            if (!double.IsFinite(step)) break;
            angle = Math.Clamp(angle + step, least, most);
        }

        return angle;
    }

    private void AddPanel(double from, double width, double sign, double[] at, double[] integral)
    {
        foreach ((double place, double weight) in s_gauss)
        {
            _corners.Density(from + (place * width), at);
            TensorPrimitives.MultiplyAdd(at, sign * weight * width, integral, integral);
        }
    }

    private double Between(int panel, double place, double width)
    {
        double rest = 1 - place;
        return (_values[panel] * (1 + (2 * place)) * rest * rest) + (_values[panel + 1] * (1 + (2 * rest)) * place * place)
            + (width * place * rest * ((_slopes[panel] * rest) - (_slopes[panel + 1] * place)));
    }

    private static double[] Edges(int bins) => [.. Enumerable.Range(0, bins + 1).Select(i => Reach * ((2.0 * i / bins) - 1))];
}
