using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A score at a number of training rows.</summary>
/// <param name="Rows">The rows learnt from, the mean over folds.</param>
/// <param name="Mean">The mean over folds.</param>
/// <param name="StandardError">The standard deviation over folds by the root of their number.</param>
/// <param name="Values">The value of each fold.</param>
public sealed record LearningCurvePoint(double Rows, double Mean, double StandardError, ValueList<double> Values);

/// <summary>What a score may come to with a number of rows.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Value">The score by the power law.</param>
/// <param name="Lower">The lower end of its 90% interval.</param>
/// <param name="Upper">The upper end.</param>
public sealed record LearningCurveForecast(double Rows, double Value, double Lower, double Upper);

/// <summary>How a score goes with the number of rows learnt from, and what more rows would bring.</summary>
public sealed class LearningCurveReport : Report
{
    private const double Tail = 0.05;
    private const double WorthShare = 0.02;

    private readonly ImmutableArray<PowerLaw> _resampled;

    internal LearningCurveReport(string label, Metric metric, double minimumGain, ImmutableArray<LearningCurvePoint> points, PowerLaw law, ImmutableArray<PowerLaw> resampled)
        : base($"Learning curve of {label}", [FindingOf(metric, minimumGain, points[^1].Rows, law, resampled)])
    {
        Metric = metric;
        Points = points;
        Law = law;
        MinimumGain = minimumGain;
        _resampled = resampled;
    }

    /// <inheritdoc/>
    public override string Kind => "learning_curve";

    /// <summary>What is judged.</summary>
    public Metric Metric { get; }

    /// <summary>The score at each number of rows.</summary>
    public ImmutableArray<LearningCurvePoint> Points { get; }

    /// <summary>The power law through them.</summary>
    public PowerLaw Law { get; }

    /// <summary>The gain by twice the rows that is worth gathering them.</summary>
    public double MinimumGain { get; }

    /// <summary>What the score may come to with a number of rows. The interval tells how much folds differ; that the law goes on as it did is an assumption, and a bold one beyond four times the rows.</summary>
    /// <param name="rows">At least 1.</param>
    public LearningCurveForecast Forecast(double rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return Forecast(Law, _resampled, Metric, rows);
    }

    /// <summary>By how much better the score may become with a number of rows than it is now; below 0 where it may become worse. The interval is of the gain itself: folds that differ in level may agree in how much rows bring.</summary>
    /// <param name="rows">At least 1.</param>
    public LearningCurveForecast ForecastGain(double rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return Gain(Law, _resampled, Metric, Points[^1].Rows, rows);
    }

    /// <summary>How many rows a value of the metric would take by the law; infinite where the law never comes there.</summary>
    /// <param name="value">The value.</param>
    public double RowsFor(double value) => Law.RowsFor(value);

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        double most = Points[^1].Rows;
        var report = new ReportBuilder(Title, $"{Metric.Title}, {(Metric.Direction == MetricDirection.HigherIsBetter ? "higher" : "lower")} is better, judged by rows that were not learnt from");
        LearningCurveForecast[] ahead = [.. new[] { most, 2 * most, 4 * most }.Select(Forecast)];
        report.Section("More rows").Table(
            [ReportColumn.Text("Rows"), ReportColumn.Number("Number", ReportNumberFormat.Integer), ReportColumn.Number(Metric.Title), ReportColumn.Number("From"), ReportColumn.Number("To"), ReportColumn.Number("Gain"), ReportColumn.Number("Gain from"), ReportColumn.Number("Gain to")],
            ahead.Select((one, index) => (IReadOnlyList<ReportCell>)[index == 0 ? "now" : index == 1 ? "twice as many" : "four times as many", one.Rows, one.Value, one.Lower, one.Upper, .. index == 0 ? (ReportCell[])[ReportCell.Empty, ReportCell.Empty, ReportCell.Empty] : Gains(ForecastGain(one.Rows))]),
            note: $"A gain of {ReportNumber.Format(MinimumGain, digits: 2)} by twice the rows is taken to be worth them (MinimumGain). By a power law through the points below; 90% intervals from resamples of the folds. They do not tell whether the law goes on as it did.");
        double[] grid = [.. Enumerable.Range(0, 41).Select(step => Points[0].Rows * Math.Pow(4 * most / Points[0].Rows, step / 40.0))];
        LearningCurveForecast[] along = [.. grid.Select(Forecast)];
        report.Chart(new LineChart("Learning curve", [new PointSeries("measured", Points.Select(point => point.Rows), Points.Select(point => point.Mean)), new PointSeries("power law", grid, along.Select(one => one.Value))])
        {
            XLabel = "Rows learnt from", XFormat = ReportNumberFormat.Integer, YLabel = Metric.Title, References = [new ReferenceLine("now", most, true)],
            Band = new ChartBand("90% interval", grid, along.Select(one => one.Lower), along.Select(one => one.Upper)),
        });
        report.Section("Points").Table(
            [ReportColumn.Number("Rows", ReportNumberFormat.Integer), ReportColumn.Number(Metric.Title), ReportColumn.Number("± SE"), ReportColumn.Number("Power law")],
            Points.Select(point => (IReadOnlyList<ReportCell>)[point.Rows, point.Mean, point.StandardError, Law.At(point.Rows)]));
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("metric", Metric.Name);
        MetricJson.Number(writer, "limit", Law.Limit);
        MetricJson.Number(writer, "scale", Law.Scale);
        MetricJson.Number(writer, "rate", Law.Rate);
        LearningCurveForecast twice = ForecastGain(2 * Points[^1].Rows);
        writer.WriteStartObject("gain_of_twice_the_rows");
        MetricJson.Number(writer, "value", twice.Value);
        MetricJson.Number(writer, "lower", twice.Lower);
        MetricJson.Number(writer, "upper", twice.Upper);
        MetricJson.Number(writer, "minimum", MinimumGain);
        writer.WriteEndObject();
        writer.WriteStartArray("points");
        foreach (LearningCurvePoint point in Points)
        {
            writer.WriteStartObject();
            MetricJson.Number(writer, "rows", point.Rows);
            MetricJson.Number(writer, "mean", point.Mean);
            MetricJson.Number(writer, "standard_error", point.StandardError);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static ReportCell[] Gains(LearningCurveForecast gain) => [gain.Value, gain.Lower, gain.Upper];

    private static LearningCurveForecast Forecast(PowerLaw law, ImmutableArray<PowerLaw> resampled, Metric metric, double rows)
    {
        double value = Math.Clamp(law.At(rows), metric.Minimum, metric.Maximum);
        double[] ends = Quantiles.Of([.. resampled.Select(one => one.At(rows))], [Tail, 1 - Tail]);
        return new LearningCurveForecast(rows, value, Math.Min(value, Math.Max(ends[0], metric.Minimum)), Math.Max(value, Math.Min(ends[1], metric.Maximum)));
    }

    private static LearningCurveForecast Gain(PowerLaw law, ImmutableArray<PowerLaw> resampled, Metric metric, double now, double rows)
    {
        double Of(PowerLaw one)
        {
            double gain = Math.Clamp(one.At(rows), metric.Minimum, metric.Maximum) - Math.Clamp(one.At(now), metric.Minimum, metric.Maximum);
            return metric.Direction == MetricDirection.HigherIsBetter ? gain : -gain;
        }

        double value = Of(law);
        double[] ends = Quantiles.Of([.. resampled.Select(Of)], [Tail, 1 - Tail]);
        return new LearningCurveForecast(rows, value, Math.Min(value, ends[0]), Math.Max(value, ends[1]));
    }

    /// <summary>The gain that is worth twice the rows where the caller does not say.</summary>
    internal static double WorthOf(Metric metric, double now)
    {
        double best = metric.Direction == MetricDirection.HigherIsBetter ? metric.Maximum : metric.Minimum;
        return WorthShare * Math.Abs(double.IsFinite(best) ? best - now : now);
    }

    private static Finding FindingOf(Metric metric, double minimum, double now, PowerLaw law, ImmutableArray<PowerLaw> resampled)
    {
        LearningCurveForecast gain = Gain(law, resampled, metric, now, 2 * now);
        string worth = ReportNumber.Format(minimum, digits: 2);
        string said = $"Twice the {ReportNumber.Format(now, ReportNumberFormat.Integer)} rows would gain some {ReportNumber.Format(gain.Value, digits: 2)} of {metric.Name} ({ReportNumber.Format(gain.Lower, digits: 2)} to {ReportNumber.Format(gain.Upper, digits: 2)} at 90%)";
        (string code, string verdict) = gain.Lower >= minimum && gain.Lower > 0 ? ("CURVE001", $"at least the {worth} that is worth them: gather rows.")
            : gain.Upper < minimum || gain.Upper <= 0 ? ("CURVE002", $"less than the {worth} that would be worth them: better features will bring more than more rows.")
            : ("CURVE003", $"which may or may not come to the {worth} that would be worth them. More Repeats tell it better, or set MinimumGain to what a gain is worth to you.");
        return new Finding(code, Severity.Info, null, $"{said}, {verdict}") { Value = gain.Value, Threshold = minimum };
    }
}
