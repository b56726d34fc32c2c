namespace Mlops.Sdk;

internal enum FilterTokenKind
{
    End,

    /// <summary>A word: a keyword, or the dotted name of a field.</summary>
    Word,

    /// <summary>A name in back-ticks.</summary>
    Name,

    /// <summary>A text in quotes.</summary>
    Text,
    Number,
    Sign,
}

/// <summary>A piece of a filter's text.</summary>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position)
{
    public bool Is(string word) => Kind is FilterTokenKind.Word or FilterTokenKind.Sign && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
