using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Looks among the columns that are gone and those that are new for pairs that are one: the same type and values that lie near each other, and a name alike or nothing else that it could be.</summary>
internal static class RenamedColumns
{
    private const int MostPairs = 10_000;
    private const double NearEnough = 0.05, NameAlike = 0.5;

    public static ImmutableArray<RenamedColumn> Of(ImmutableArray<ColumnProfile> gone, ImmutableArray<ColumnProfile> added, double rate)
    {
        if ((long)gone.Length * added.Length is 0 or > MostPairs) return [];
        (ColumnProfile Before, ColumnProfile After, double Distance, double Name)[] near = [.. from before in gone
            from after in added
            where before.Type == after.Type && before.Present > 0 && after.Present > 0
            let distance = DistanceOf(new ColumnMatch(before, after, rate))
            where distance.Value <= NearEnough + distance.Noise
            select (before, after, distance.Value, Likeness(before.Name, after.Name))];
        var found = new List<RenamedColumn>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach ((ColumnProfile before, ColumnProfile after, double distance, double name) in near.OrderByDescending(pair => pair.Name).ThenBy(pair => pair.Distance))
        {
            bool only = near.Count(pair => pair.Before == before) == 1 && near.Count(pair => pair.After == after) == 1 && before.Distinct > 2;
            if (!(name >= NameAlike || only) || used.Contains("-" + before.Name) || used.Contains("+" + after.Name)) continue;
            used.Add("-" + before.Name);
            used.Add("+" + after.Name);
            found.Add(new RenamedColumn(before.Name, after.Name, distance));
        }

        return [.. found];
    }

    private static (double Value, double Noise) DistanceOf(ColumnMatch match)
    {
        if (match.Distance is { } distance) return (distance.Distance, distance.Noise);
        return match.IsKey && match.Before.Role == match.After.Role ? (0, 0) : (1, 0);
    }

    // 1 for names that differ in case and signs alone, 0 for names that share nothing.
    private static double Likeness(string first, string second)
    {
        const int most = 8;
        string a = Fold(first), b = Fold(second);
        int longest = Math.Max(a.Length, b.Length);
        if (longest == 0) return 0;
        if (Math.Min(a.Length, b.Length) >= 3 && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal))) return Math.Max(NameAlike, (double)Math.Min(a.Length, b.Length) / longest);
        int distance = EditDistance.Of(a, b, most);
        return distance > most ? 0 : 1 - ((double)distance / longest);
    }

    private static string Fold(string name) => new([.. name.Take(100).Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
}
