using System.Text;

namespace Mlops.Sdk;

/// <summary>Cuts the text of a filter into tokens.</summary>
internal static class FilterLexer
{
    private const int Longest = 100_000;
    private static readonly string[] s_signs = [">=", "<=", "!=", "<>", "==", "=", ">", "<", "(", ")", ",", "."];

    public static List<FilterToken> Read(string text)
    {
        if (text.Length > Longest) throw FilterText.Error(text, 0, $"The filter has {text.Length} characters; at most {Longest} are read.");
        List<FilterToken> tokens = [];
        for (int at = 0; at < text.Length;)
        {
            char c = text[at];
            if (char.IsWhiteSpace(c)) at++;
            else if (c is '`' or '\'' or '"') tokens.Add(Quoted(text, ref at));
            else if (char.IsAsciiDigit(c) || (c is '-' or '+' or '.' && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == '.'))) tokens.Add(While(text, ref at, FilterTokenKind.Number, IsNumber));
            else if (c is '-' or '+' && string.Compare(text, at + 1, "inf", 0, 3, StringComparison.OrdinalIgnoreCase) == 0) tokens.Add(While(text, ref at, FilterTokenKind.Number, IsNumber));
            else if (IsWord(c)) tokens.Add(While(text, ref at, FilterTokenKind.Word, IsWord));
            else tokens.Add(Sign(text, ref at));
        }

        tokens.Add(new FilterToken(FilterTokenKind.End, "", text.Length));
        return tokens;
    }

    // A name may hold what names of metrics hold; what else it holds is said in back-ticks.
    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '/' or ':';

    private static bool IsNumber(char c) => char.IsLetterOrDigit(c) || c is '.' or '-' or '+' or '_';

    private static FilterToken While(string text, ref int at, FilterTokenKind kind, Func<char, bool> isPart)
    {
        int start = at;
        while (at < text.Length && isPart(text[at])) at++;
        return new FilterToken(kind, text[start..at], start);
    }

    private static FilterToken Quoted(string text, ref int at)
    {
        (int start, char quote) = (at, text[at++]);
        var content = new StringBuilder();
        for (; at < text.Length; at++)
        {
            if (text[at] != quote) content.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == quote) content.Append(text[++at]);
            else
            {
                at++;
                return new FilterToken(quote == '`' ? FilterTokenKind.Name : FilterTokenKind.Text, content.ToString(), start);
            }
        }

        throw FilterText.Error(text, start, $"The quote {quote} is not closed. A quote inside a text is written twice.");
    }

    private static FilterToken Sign(string text, ref int at)
    {
        foreach (string sign in s_signs)
        {
            if (string.CompareOrdinal(text, at, sign, 0, sign.Length) != 0) continue;
            at += sign.Length;
            return new FilterToken(FilterTokenKind.Sign, sign, at - sign.Length);
        }

        throw FilterText.Error(text, at, $"'{text[at]}' means nothing here. A name with other characters than letters, digits and _ - / : . is written in back-ticks.");
    }
}
