using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What one column holds, and the values of it that may be shown.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Redactor">What decides.</param>
/// <param name="Pii">What of persons there is.</param>
/// <param name="Text">What its texts hold; null for other columns.</param>
internal sealed record ColumnContent(string Name, Redactor Redactor, ImmutableArray<PiiFact> Pii, TextProfile? Text)
{
    public T? Extreme<T>(T? value)
        where T : struct => Redactor.Extreme(Name, value);

    public double? Mean(ColumnSummary summary) => Redactor.Mean(Name, summary.Numbers.Mean, summary.Numbers.Min, summary.Numbers.Max);

    public double? Within(ColumnSummary summary, double value) => Redactor.Within(Name, value, summary.Numbers.Min, summary.Numbers.Max);

    /// <summary>The bounds of a histogram, further apart where they would be values; false where there may be none.</summary>
    public bool Widen(ref double low, ref double high)
    {
        if (Redactor.Range(Name, low, high) is not var (first, last)) return false;
        (low, high) = (first, last);
        return true;
    }

    /// <summary>The values that enough rows have, as they may be shown.</summary>
    public IEnumerable<(string Value, long Count)> Shown(IEnumerable<FrequentValue> values) =>
        values.Where(value => Redactor.IsShown(value.LowerCount)).Select(value => (Redactor.Show(Name, value.Text, value.LowerCount), value.LowerCount));
}
