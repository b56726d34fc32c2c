using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

/// <summary>The shape of texts: runs of digits, capital and small letters, and the characters between, as a regular expression.</summary>
internal static class SuggestedPattern
{
    private const int MostShapes = 3;
    private const double LeastShare = 0.02;
    private const int MostRuns = 24;
    private const int LeastForFixedLength = 50;
    private const string Meta = @"\*+?|{}[]()^$.#";

    /// <summary>The pattern that nearly all texts match, or null when they share no shape of note.</summary>
    public static string? PatternOf(IReadOnlyList<string> texts) => Pattern(texts, merge: false) ?? Pattern(texts, merge: true);

    private static string? Pattern(IReadOnlyList<string> texts, bool merge)
    {
        var shapes = new Dictionary<string, Shape>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            if (Runs(text, merge) is not { IsEmpty: false } runs) continue;
            string key = string.Concat(runs.Select(run => run.Class));
            if (shapes.TryGetValue(key, out Shape? shape)) shape.Add(runs);
            else if (shapes.Count > 1000) return null;
            else shapes.Add(key, new Shape(runs));
        }

        Shape[] common = [.. shapes.Values.Where(shape => shape.Count >= LeastShare * texts.Count).OrderByDescending(shape => shape.Count).ThenBy(shape => shape.ToString(), StringComparer.Ordinal)];
        if (common.Length is 0 or > MostShapes || common.Sum(shape => (long)shape.Count) < (1 - LeastShare) * texts.Count) return null;
        // Words of any length say nothing: there must be a fixed length, a character between, or two classes.
        return common.All(shape => shape.IsTelling) ? string.Join('|', common.Select(shape => shape.ToString())) : null;
    }

    // Classes: 9 digits, A capitals, a small letters, w letters and digits mixed; any other character stands for itself.
    private static ImmutableArray<(char Class, int Length)> Runs(string text, bool merge)
    {
        var runs = ImmutableArray.CreateBuilder<(char Class, int Length)>();
        foreach (char letter in text)
        {
            if (!char.IsAscii(letter) || char.IsControl(letter)) return [];
            bool alphanumeric = char.IsAsciiLetterOrDigit(letter);
            char kind = !alphanumeric ? letter : merge ? 'w' : char.IsAsciiDigit(letter) ? '9' : char.IsAsciiLetterUpper(letter) ? 'A' : 'a';
            if (runs.Count > 0 && runs[^1].Class == kind && alphanumeric) runs[^1] = (kind, runs[^1].Length + 1);
            else runs.Add((kind, 1));
            if (runs.Count > MostRuns) return [];
        }

        return runs.ToImmutable();
    }

    private sealed class Shape(ImmutableArray<(char Class, int Length)> first)
    {
        private readonly int[] _least = [.. first.Select(run => run.Length)];
        private readonly int[] _greatest = [.. first.Select(run => run.Length)];

        public int Count { get; private set; } = 1;

        public bool IsTelling => Count >= LeastForFixedLength && (first.Any(run => !char.IsAsciiLetterOrDigit(run.Class)) || Enumerable.Range(0, first.Length).All(i => _least[i] == _greatest[i]) || (first.Length is 2 or 3 && first.All(run => run.Class != 'w') && first.Any(run => run.Class == '9')));

        public void Add(ImmutableArray<(char Class, int Length)> runs)
        {
            for (int i = 0; i < _least.Length; i++)
            {
                _least[i] = Math.Min(_least[i], runs[i].Length);
                _greatest[i] = Math.Max(_greatest[i], runs[i].Length);
            }

            Count++;
        }

        public override string ToString()
        {
            var pattern = new StringBuilder();
            for (int i = 0; i < first.Length; i++)
            {
                char kind = first[i].Class;
                if (!char.IsAsciiLetterOrDigit(kind))
                {
                    if (Meta.Contains(kind, StringComparison.Ordinal)) pattern.Append('\\');
                    pattern.Append(kind);
                    continue;
                }

                pattern.Append(kind switch { '9' => "[0-9]", 'A' => "[A-Z]", 'a' => "[a-z]", _ => "[0-9A-Za-z]" });
                if (_least[i] != _greatest[i]) pattern.Append('+');
                else if (_least[i] > 1) pattern.Append(CultureInfo.InvariantCulture, $"{{{_least[i]}}}");
            }

            return pattern.ToString();
        }
    }
}
