using System.Collections.Immutable;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Makes of the spellings of a column what there is to tell.</summary>
internal static class VariantFacts
{
    // The normal quantile of 99 % confidence, two-sided.
    private const double Z = 2.5758293035489004;

    // Of more texts the sketch knows enough, and does not fold them all once more.
    private const int MostExact = 20_000;

    /// <summary>From the exact counts of the summary where there are any, else from the sketch.</summary>
    public static SpellingVariants Of(ColumnSummary summary, SpellingSketch sketch, int most, Func<string, long, string> show)
    {
        if (summary.AreCountsExact && summary.DistinctCount <= MostExact)
        {
            SpellingGroup[] groups = [.. summary.FrequentValues(int.MaxValue)
                .Select(value => (value.Text, Count: value.LowerCount, Folded: FoldedText.Fold(value.Text)))
                .Where(value => value.Folded is not null)
                .GroupBy(value => value.Folded!, StringComparer.Ordinal)
                .Where(group => group.Skip(1).Any())
                .Select(group => Group(group.Select(value => (value.Text, value.Count)), group.Skip(Spellings.Most).Any(), show))];
            return new(groups.Length, groups.Length, groups.Length, Best(groups, most));
        }

        sketch.Settle();
        SpellingGroup[] seen = [.. sketch.Texts.Where(texts => texts.IsVaried).Select(texts => Group(texts.All.Select(one => (Encoding.UTF8.GetString(one.Text), one.Count)), texts.HasMore, show))];
        if (sketch.IsExact) return new(seen.Length, seen.Length, seen.Length, Best(seen, most));

        // Of the kept texts, a simple random sample, a share is varied: Wilson's bound of it, times the bound of the number of texts.
        double kept = sketch.Count, share = seen.Length / kept, distinct = sketch.Distinct;
        double upper = (share + (Z * Z / (2 * kept)) + (Z * Math.Sqrt((share * (1 - share) / kept) + (Z * Z / (4 * kept * kept))))) / (1 + (Z * Z / kept));
        return new(Math.Max(seen.Length, Math.Round(share * distinct)), seen.Length, Math.Ceiling(upper * distinct * (1 + (Z / Math.Sqrt(kept - 2)))), Best(seen, most));
    }

    /// <summary>Rare levels near frequent ones.</summary>
    public static ImmutableArray<NearDuplicate> NearOf(ColumnSummary summary, SemanticType type, TextOptions options, Func<string, long, string> show)
    {
        if (type != SemanticType.Text || !summary.AreCountsExact || summary.DistinctCount > options.NearLevels) return [];
        (string, long)[] levels = [.. summary.FrequentValues(options.NearLevels).Select(value => (value.Text, value.LowerCount))];
        return [.. NearDuplicates.Find(levels, options.NearRatio)
            .OrderByDescending(near => near.FrequentCount).ThenByDescending(near => near.RareCount).ThenBy(near => near.Rare, StringComparer.Ordinal)
            .Take(options.Variants)
            .Select(near => near with { Rare = show(near.Rare, near.RareCount), Frequent = show(near.Frequent, near.FrequentCount) })];
    }

    private static SpellingGroup Group(IEnumerable<(string Text, long Count)> spellings, bool more, Func<string, long, string> show) => new(
        [.. spellings.OrderByDescending(one => one.Count).ThenBy(one => one.Text, StringComparer.Ordinal).Take(Spellings.Most).Select(one => new TextExample(show(Cut(one.Text), one.Count), one.Count))], more);

    private static ImmutableArray<SpellingGroup> Best(SpellingGroup[] groups, int most) => [.. groups.OrderByDescending(group => group.Count).ThenBy(group => group.Spellings[0].Text, StringComparer.Ordinal).Take(most)];

    private static string Cut(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= Spelling.LongestShown ? text : Encoding.UTF8.GetString(Bytes.Head(bytes, Spelling.LongestShown));
    }
}
