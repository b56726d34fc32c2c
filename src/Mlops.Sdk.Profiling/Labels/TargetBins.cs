using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The label by the values of a feature.</summary>
internal static class TargetBins
{
    private const int Bins = 10;
    private const int LongestName = 60;

    public static ImmutableArray<TargetBin> Of(SampleColumn feature, TargetLabel label)
    {
        (int[] codes, string[] names) = feature.IsNominal ? Levels(feature) : Ranges(feature);
        if (names.Length == 0 && feature.Present > 0) return [];
        bool anyMissing = Array.Exists(codes, code => code < 0);
        var rows = new RateCounter[names.Length + (anyMissing ? 1 : 0)];
        for (int bin = 0; bin < rows.Length; bin++) rows[bin] = new RateCounter(label);
        for (int row = 0; row < codes.Length; row++) rows[codes[row] < 0 ? names.Length : codes[row]].Add(row);
        return [.. rows.Select((counter, bin) => new TargetBin(bin < names.Length ? names[bin] : "missing", bin == names.Length, counter.Rows, counter.Rates())).Where(bin => bin.Rows > 0)];
    }

    private static (int[] Codes, string[] Names) Levels(SampleColumn feature)
    {
        if (feature.Field.Type == ColumnType.Text && !feature.CanAssociate) return (Array.ConvertAll(feature.Values, code => code < 0 ? -1 : 0), []);
        var counts = new int[feature.Distinct];
        int[] example = new int[feature.Distinct];
        for (int row = 0; row < feature.Values.Length; row++)
        {
            int code = feature.Values[row];
            if (code >= 0 && counts[code]++ == 0) example[code] = row;
        }

        int[] told = [.. Enumerable.Range(0, counts.Length).OrderByDescending(code => counts[code]).ThenBy(code => feature.Column.GetText(example[code]), StringComparer.Ordinal).Take(Bins)];
        var place = new int[counts.Length];
        Array.Fill(place, told.Length);
        for (int i = 0; i < told.Length; i++) place[told[i]] = i;
        string[] names = [.. told.Select(code => Short(feature.Column.GetText(example[code]))), .. counts.Length > told.Length ? [FormattableString.Invariant($"{counts.Length - told.Length:N0} other levels")] : Array.Empty<string>()];
        return (Array.ConvertAll(feature.Values, code => code < 0 ? -1 : place[code]), names);
    }

    private static (int[] Codes, string[] Names) Ranges(SampleColumn feature)
    {
        // Few whole numbers are told one by one.
        if (feature.Field.Type == ColumnType.Integer && feature.Distinct <= Bins) return (feature.Values, Each(feature));
        double[] cuts = Binning.QuantileCuts(feature.Numbers, Bins);
        ReadOnlySpan<double> numbers = feature.Numbers;
        var codes = new int[numbers.Length];
        for (int row = 0; row < codes.Length; row++) codes[row] = Binning.BinOf(numbers[row], cuts);
        return (codes, [.. Enumerable.Range(0, cuts.Length + 1).Select(bin => Name(feature, bin, cuts))]);
    }

    private static string[] Each(SampleColumn feature)
    {
        var names = new string[feature.Distinct];
        for (int row = 0; row < feature.Values.Length; row++)
            if (feature.Values[row] >= 0) names[feature.Values[row]] ??= feature.Column.GetText(row);
        return names;
    }

    private static string Name(SampleColumn feature, int bin, double[] cuts) =>
        cuts.Length == 0 ? "all" : bin == 0 ? $"up to {Text(feature, cuts[0])}" : bin == cuts.Length ? $"above {Text(feature, cuts[^1])}" : $"{Text(feature, cuts[bin - 1])} to {Text(feature, cuts[bin])}";

    private static string Text(SampleColumn feature, double value) =>
        feature.Field.Type == ColumnType.Timestamp ? new TimestampColumn("", new[] { Math.Clamp((long)value, 0, DateTime.MaxValue.Ticks) }).GetText(0) : ReportNumber.Format(value);

    private static string Short(string value) => ColumnWords.Cut(value, LongestName);
}
