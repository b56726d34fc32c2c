using System.Collections.Immutable;
using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What there is to say of the periods of a history.</summary>
internal static class AnomalyFindings
{
    public static readonly FindingKind Unusual = new("HIST001", "unusual", Severity.Warning, "A metric lies outside of what the periods before it make usual.", "before.Compare(after)");
    public static readonly FindingKind Change = new("HIST002", "changed by too much", Severity.Warning, "A metric changed by more than a rule lets it.", "before.Compare(after)");
    public static readonly FindingKind Rate = new("HIST003", "changed by too large a share", Severity.Warning, "A metric changed by a larger share than a rule lets it.", "before.Compare(after)");
    public static readonly FindingKind Range = new("HIST004", "outside its limits", Severity.Warning, "A metric lies outside the limits of a rule.", "before.Compare(after)");
    public static readonly FindingKind Absent = new("HIST010", "metric gone", Severity.Warning, "A metric that the periods before had is not there: its column is gone, of another type or without values.", "before.Compare(after)");
    public static readonly FindingKind Gap = new("HIST011", "periods left out", Severity.Info, "More time than usual lies between a judged period and the one before.", "history.Append(period, report)");
    public static readonly FindingKind TooFew = new("HIST012", "too few periods", Severity.Info, "There are too few periods before for a rule to say what is usual.", "more periods");

    public static ImmutableArray<FindingKind> All { get; } = [Unusual, Change, Rate, Range, Absent, Gap, TooFew];

    public static Finding Of(MetricAnomaly anomaly)
    {
        MetricKind? kind = ProfileMetrics.Find(anomaly.Metric);
        ReportNumberFormat format = FormatOf(anomaly.Metric);
        string of = anomaly.Column is { } column ? $" of {column.Quoted()}" : "", usual = double.IsNegativeInfinity(anomaly.Low) ? $"at most {Text(anomaly.High, format)}" : double.IsPositiveInfinity(anomaly.High) ? $"at least {Text(anomaly.Low, format)}" : $"{Text(anomaly.Low, format)} to {Text(anomaly.High, format)}";
        string expected = double.IsNaN(anomaly.Expected) ? "" : $", expected {Text(anomaly.Expected, format)}", name = kind is null ? anomaly.Metric : $"{anomaly.Metric} ({kind.Title})";
        string advice = anomaly.Column is null ? "Look at the profile of that period beside one before: before.Compare(after)." : $"Look at the column beside that of a period before: before.Compare(after)[{anomaly.Column.Literal()}].";
        bool low = anomaly.Value < anomaly.Low;
        return new Finding(anomaly.Rule.Kind.Code, anomaly.Rule.Severity, anomaly.Column, FormattableString.Invariant($"{Day(anomaly.Period)}: {name}{of} is {Text(anomaly.Value, format)}, {(low ? "below" : "above")} what is usual, {usual}{expected}, by the rule: {anomaly.Rule.Statement}. {advice}"))
        {
            Title = anomaly.Rule.Kind.Title, Value = anomaly.Value, Threshold = low ? anomaly.Low : anomaly.High, Remedy = anomaly.Column is null ? "before.Compare(after)" : $"before.Compare(after)[{anomaly.Column.Literal()}]",
        };
    }

    public static Finding OfAbsent(DateTime period, string? column, IReadOnlyList<string> metrics) => Absent.Tell(column,
        $"{Day(period)}: {metrics.Count:N0} metric{(metrics.Count == 1 ? "" : "s")}{(column is null ? "" : $" of {column.Quoted()}")} that the periods before had {(metrics.Count == 1 ? "is" : "are")} not there ({string.Join(", ", metrics.Take(4))}{(metrics.Count > 4 ? ", …" : "")}).",
        $"The column is gone, of another type or without values: before.Compare(after) tells which.", "before.Compare(after)", metrics.Count);

    public static Finding OfGap(DateTime period, DateTime before, TimeSpan step) => Gap.Tell(null,
        $"{Day(period)}: the period before is {Day(before)}, {Length(period - before)} earlier; periods are {Length(step)} apart.", $"If data is there, profile it and call history.Append(period, report).", "history.Append(period, report)", (period - before) / step);

    public static Finding OfTooFew(IReadOnlyList<SeriesJudgement> undecided, int all, int periods)
    {
        int least = undecided.Max(one => one.Rule.LeastPeriods), had = undecided.Min(one => Math.Min(periods, one.Series.Values.Length - 1));
        IEnumerable<string> names = undecided.Take(3).Select(one => one.Series.Column is { } column ? $"{one.Series.Metric} of {column.Quoted()}" : one.Series.Metric);
        return TooFew.Tell(null, $"{undecided.Count:N0} of {all:N0} metrics could not be judged in every period, since too few periods before have them ({string.Join(", ", names)}{(undecided.Count > 3 ? ", …" : "")}; as few as {had:N0}, and the rules need up to {least:N0}).", $"Append more periods; until then hold the metrics to limits you know: AnomalyRule.Range(min, max).", "AnomalyRule.Range(min, max)", had, least);
    }

    public static string Day(DateTime period) => period.ToString(period.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static ReportNumberFormat FormatOf(string metric) => ProfileMetrics.Find(metric)?.Scale == MetricScale.Share ? ReportNumberFormat.Percent : ReportNumberFormat.General;

    private static string Text(double value, ReportNumberFormat format) => ReportNumber.Format(value, format);

    private static string Length(TimeSpan time) => time.TotalDays >= 1 ? FormattableString.Invariant($"{time.TotalDays:0.#} day{(time.TotalDays == 1 ? "" : "s")}") : FormattableString.Invariant($"{time.TotalHours:0.##} hours");
}
