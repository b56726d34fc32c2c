using System.Text;
using System.Text.RegularExpressions;
using CsCheck;

namespace Mlops.Sdk.Profiling.Tests.Validation;

public sealed class SimplePatternTests
{
    private static readonly string[] s_atoms = ["[A-Z]", "[0-9]", "[a-c0-1]", "a", "-", @"\.", @"\-", "[_x]", " "];
    private static readonly string[] s_counts = ["", "", "{2}", "+", "*", "?", "{1,2}", "{2,}"];
    private static readonly Gen<string> s_pattern =
        from runs in Gen.Select(Gen.Int[0, s_atoms.Length - 1], Gen.Int[0, s_counts.Length - 1], (atom, count) => s_atoms[atom] + s_counts[count]).Array[0, 5]
        from more in Gen.Int[0, 5]
        select string.Concat(runs) + (more == 0 ? "|[A-Z]+" : "");

    [Fact]
    public void Matches_AnySimplePattern_IsThatOfTheExpression()
    {
        int simple = 0;
        Gen.Select(s_pattern, Gen.Char["AZab01-._x é\n"].Array[0, 7].Array[1, 20]).Sample((pattern, texts) =>
        {
            if (SimplePattern.Parse(pattern) is not { } parsed) return;
            Interlocked.Increment(ref simple);
            foreach (string text in texts.Select(letters => new string(letters)))
                Assert.True(Regex.IsMatch(text, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant) == parsed.Matches(Encoding.UTF8.GetBytes(text)), $"'{pattern}' on '{text}'");
        }, iter: 2000);
        Assert.True(simple > 500);
    }

    [Theory]
    [InlineData("[A-Z]{2}-[0-9]{6}", true)]
    [InlineData(@"[0-9]+/[0-9]+/[0-9]{4}|[0-9]{4}", true)]
    [InlineData("", true)]
    [InlineData("[0-9]+[0-9]{2}", false)]
    [InlineData("[0-9]*5", false)]
    [InlineData(@"\d+", false)]
    [InlineData("a+?", false)]
    [InlineData("(a)", false)]
    [InlineData("[^a]", false)]
    [InlineData("a.c", false)]
    [InlineData("[é]", false)]
    [InlineData("a{,2}", false)]
    [InlineData("^a$", false)]
    [InlineData("[a-z-[aeiou]]", false)]
    public void Parse_TakesWhatNeedsNoTrying(string pattern, bool simple) => Assert.Equal(simple, SimplePattern.Parse(pattern) is not null);
}
