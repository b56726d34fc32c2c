using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Values that stand for "not known": -999, 9999, 1970-01-01.</summary>
internal static class SentinelFindings
{
    private const int LeastRows = 2;

    private static readonly double[] s_numbers = [-1, -9, -99, -999, -9999, -99999, -999999, 99, 999, 9999, 99999, 999999, 9999999, 99999999, 999999999, int.MinValue, int.MaxValue, short.MinValue, -1e30, 1e30];

    private static readonly DateTime[] s_moments = [DateTime.MinValue, new(1753, 1, 1), new(1899, 12, 30), new(1900, 1, 1), new(1970, 1, 1), new(2000, 1, 1), new(2099, 12, 31), new(9999, 12, 31)];

    public static readonly FindingKind Sentinel = new("PROF026", "stand-in value", Severity.Warning, "A value such as -999, 9999 or 1970-01-01 occurs again and again, far from every other: it stands for not known.", "data.Derive(name, row => … ? double.NaN : row.Number(name))", nameof(FindingThresholds.SentinelGap), nameof(FindingThresholds.SentinelDistance));

    public static IReadOnlyList<FindingKind> Kinds => [Sentinel];

    public static IEnumerable<Finding> Of(ProfileFacts facts) => facts.HasEnoughRows ? facts.Present.SelectMany(column => column.Type == ColumnType.Timestamp ? OfMoments(column, facts.Thresholds) : OfNumbers(column, facts.Thresholds)) : [];

    private static IEnumerable<Finding> OfNumbers(ColumnProfile column, FindingThresholds thresholds)
    {
        if (!column.IsRealNumber() || column.Distinct < 4 || column.Infinite > 0) yield break;
        foreach (bool least in (bool[])[true, false])
            if (OfEnd(column, thresholds, least) is { } finding) yield return finding;
    }

    private static Finding? OfEnd(ColumnProfile column, FindingThresholds thresholds, bool least)
    {
        ColumnSummary summary = column.Summary;
        double number = summary.Quantile(least ? 0 : 1), other = summary.Quantile(least ? 1 : 0), n = summary.Numbers.Count;
        if (Array.IndexOf(s_numbers, number) < 0) return null;
        // Rows at the end of the order have the value itself; the next place has the value beside it.
        double count = Math.Round(n * (least ? summary.Rank(number) : 1 - summary.Rank(Math.BitDecrement(number))));
        double place = (count + 0.5) / Math.Max(1, n - 1);
        if (count < LeastRows || place >= 0.5) return null;
        double next = summary.Quantile(least ? place : 1 - place);
        double gap = Math.Abs(number - next), unit = Math.Max(summary.Quantile(0.75) - summary.Quantile(0.25), Math.Abs(other - next) / 10);
        if (!(gap > Math.Max(1, thresholds.SentinelGap * unit))) return null;
        string name = column.Name, value = number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        string remedy = column.ShowsNumbers() ? $"data.Derive({name.Literal()}, row => row.Number({name.Literal()}) == {value} ? double.NaN : row.Number({name.Literal()}))" : $"data.Derive({name.Literal()}, …)";
        if (!column.ShowsNumbers())
            return Sentinel.Tell(name, $"{name.Quoted()} has a stand-in such as -999 in {count:N0} rows, far from the next value ({Number(gap / unit)} times the spread, above {Number(thresholds.SentinelGap)}): it may stand for not known.", $"Make it missing with {remedy}.", remedy, gap / unit, thresholds.SentinelGap);
        return Sentinel.Tell(name, $"{name.Quoted()} is {value} in {count:N0} rows, far from the next value {Number(next)} ({Number(gap / unit)} times the spread, above {Number(thresholds.SentinelGap)}): it may stand for not known.", $"Make it missing: {remedy}.", remedy, gap / unit, thresholds.SentinelGap);
    }

    private static IEnumerable<Finding> OfMoments(ColumnProfile column, FindingThresholds thresholds)
    {
        foreach (FrequentValue value in column.Summary.FrequentValues(64).Where(value => value.LowerCount >= LeastRows && Array.IndexOf(s_moments, (DateTime)value.Value) >= 0))
        {
            var moment = (DateTime)value.Value;
            if (moment != column.Earliest && moment != column.Latest) continue;
            double share = (double)value.LowerCount / column.Present, others = Days(moment, column, 0.5);
            if (others < thresholds.SentinelDistance.TotalDays) continue;
            string name = column.Name, read = FormattableString.Invariant($"new CsvOptions {{ NullSpellings = [.. new CsvOptions().NullSpellings, \"{moment:yyyy-MM-dd}\"] }}");
            yield return Sentinel.Tell(name, $"{name.Quoted()} is {moment:yyyy-MM-dd} in {value.LowerCount:N0} rows ({Share(share)}), {others / 365.25:N0} years from the middle of the others: it may stand for not known.", $"Read it as missing: {read}.", read, others, thresholds.SentinelDistance.TotalDays);
        }
    }

    private static double Days(DateTime moment, ColumnProfile column, double probability) => Math.Abs(column.Summary.Quantile(probability) - moment.Ticks) / TimeSpan.TicksPerDay;
}
