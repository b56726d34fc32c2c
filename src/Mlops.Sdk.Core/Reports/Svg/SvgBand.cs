using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The band behind lines, and points that stand out from them.</summary>
internal static class SvgBand
{
    public const string Color = "1", MarkColor = "error";
    public const double Opacity = 0.18;

    // The band may take the chart so many times as high as the lines alone would.
    private const double MostRoom = 1.5;

    /// <summary>The range of the lines and of as much of the band as leaves the lines to be seen.</summary>
    public static (double Low, double High) Widen(ChartBand? band, (double Low, double High) range)
    {
        if (band is null || TextChart.Range(band.Low.Concat(band.High)) is not { } own)
        {
            return range;
        }

        double room = (range.High - range.Low) * MostRoom;
        return room > 0 ? (Math.Max(Math.Min(own.Low, range.Low), range.Low - room), Math.Min(Math.Max(own.High, range.High), range.High + room)) : (Math.Min(own.Low, range.Low), Math.Max(own.High, range.High));
    }

    public static void Draw(SvgCanvas canvas, SvgPlot plot, ChartBand band)
    {
        var piece = new List<int>();
        for (int i = 0; i <= band.X.Count; i++)
        {
            if (i < band.X.Count && double.IsFinite(band.X[i]) && !double.IsNaN(band.Low[i]) && !double.IsNaN(band.High[i]))
            {
                piece.Add(i);
                continue;
            }

            Piece(canvas, plot, band, piece);
            piece.Clear();
        }
    }

    public static void Mark(SvgCanvas canvas, SvgPlot plot, PointSeries marks, LineChart chart)
    {
        for (int i = 0; i < marks.X.Count; i++)
        {
            if (double.IsFinite(marks.X[i]) && double.IsFinite(marks.Y[i]))
            {
                canvas.Circle(plot.X(marks.X[i]), plot.Y(marks.Y[i]), 4.5, MarkColor, tip: $"{marks.Name}: {ReportNumber.Format(marks.X[i], chart.XFormat)}, {ReportNumber.Format(marks.Y[i], chart.Format)}");
            }
        }
    }

    private static void Piece(SvgCanvas canvas, SvgPlot plot, ChartBand band, List<int> piece)
    {
        if (piece.Count == 0)
        {
            return;
        }

        double Y(double value) => Math.Clamp(plot.Y(value), plot.Ceiling, plot.Floor);
        if (piece.Count == 1)
        {
            double top = Y(band.High[piece[0]]);
            canvas.Rectangle(plot.X(band.X[piece[0]]) - 3, top, 6, Math.Max(1, Y(band.Low[piece[0]]) - top), Color, Opacity);
            return;
        }

        canvas.Polygon(piece.Select(i => (plot.X(band.X[i]), Y(band.High[i]))).Concat(Enumerable.Reverse(piece).Select(i => (plot.X(band.X[i]), Y(band.Low[i])))), Color, Opacity);
    }
}
