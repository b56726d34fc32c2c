using System.Text.RegularExpressions;
using CsCheck;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.Tests.Search;

public sealed class LikePatternTests
{
    [Theory]
    [InlineData("_", "𝄞", true)]
    [InlineData("__", "𝄞", false)]
    [InlineData("%_", "𝄞", true)]
    [InlineData("%𝄞%", "a𝄞b", true)]
    [InlineData("𝄞", "𝄢", false)]
    [InlineData("a_c", "aß", false)]
    [InlineData("", "", true)]
    [InlineData("%", "", true)]
    [InlineData("_", "", false)]
    public void Matches_CharactersOutsideTheBasicPlane_CountOnce(string pattern, string text, bool expected) => Assert.Equal(expected, LikePattern.Matches(pattern, text, ignoreCase: false));

    [Fact]
    public void Matches_DeseretLetters_FoldLikeOthers()
    {
        Assert.True(LikePattern.Matches("%𐐨%", "x𐐀", ignoreCase: true));
        Assert.False(LikePattern.Matches("%𐐨%", "x𐐀", ignoreCase: false));
    }

    [Fact]
    public void Matches_AnyPattern_IsWhatTheRegularExpressionSays()
    {
        string[] characters = ["a", "b", "_", "%", "𝄞", "ä"];
        Gen<string> text = Gen.Int[0, characters.Length - 1].Select(i => characters[i]).Array[0, 8].Select(string.Concat);
        Gen.Select(text, text).Sample((pattern, subject) =>
        {
            // .NET's expressions go by UTF-16 units, so that each character is brought into the basic plane first.
            static string Flat(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp ? (char)rune.Value : 'G'));
            string expression = string.Concat(Flat(pattern).Select(c => c switch { '%' => ".*", '_' => ".", _ => Regex.Escape(c.ToString()) }));
            return LikePattern.Matches(pattern, subject, false) == Regex.IsMatch(Flat(subject), $"\\A(?:{expression})\\z", RegexOptions.Singleline);
        });
    }
}
