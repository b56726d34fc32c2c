using System.Numerics;

namespace Mlops.Sdk;

/// <summary>Finds rare levels near frequent ones, by their folded texts.</summary>
internal static class NearDuplicates
{
    private const int ShortestForOne = 5, ShortestForTwo = 9, Longest = 64;

    /// <summary>Each rare level with the nearest of the levels that are so many times as frequent, most rows first. Levels that differ in a digit are not near: they are other numbers. O(levels²) with a screen of a few instructions a pair.</summary>
    public static IEnumerable<NearDuplicate> Find(IReadOnlyList<(string Text, long Count)> levels, double ratio)
    {
        Level[] known = [.. levels.Select(level => Level.Of(level.Text, level.Count)).OfType<Level>().OrderByDescending(level => level.Count).ThenBy(level => level.Text, StringComparer.Ordinal)];
        foreach (Level rare in known.Reverse())
        {
            NearDuplicate? best = null;
            foreach (Level frequent in known)
            {
                if (frequent.Count < rare.Count * ratio) break;
                int most = Math.Min(best?.Distance - 1 ?? 2, Math.Min(rare.Folded.Length, frequent.Folded.Length) >= ShortestForTwo ? 2 : 1);
                if (most == 0 || Math.Abs(rare.Folded.Length - frequent.Folded.Length) > most || BitOperations.PopCount(rare.Letters ^ frequent.Letters) > 2 * most) continue;
                if (rare.Digits != frequent.Digits || rare.Folded == frequent.Folded) continue;
                int distance = EditDistance.Of(rare.Folded, frequent.Folded, most);
                if (distance <= most) best = new NearDuplicate(rare.Text, rare.Count, frequent.Text, frequent.Count, distance);
            }

            if (best is not null) yield return best;
        }
    }

    private sealed record Level(string Text, string Folded, long Count, uint Letters, string Digits)
    {
        public static Level? Of(string text, long count)
        {
            if (FoldedText.Fold(text) is not { Length: >= ShortestForOne and <= Longest } folded) return null;
            uint letters = 0;
            foreach (char one in folded) letters |= 1U << (one & 31);
            return new Level(text, folded, count, letters, string.Concat(folded.Where(char.IsDigit)));
        }
    }
}
