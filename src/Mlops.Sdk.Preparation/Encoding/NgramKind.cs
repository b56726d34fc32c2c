namespace Mlops.Sdk;

/// <summary>What n-grams of a text are made of.</summary>
public enum NgramKind
{
    /// <summary>Words: letters, digits and underscores, at least two of them. Everything else parts them.</summary>
    Words,

    /// <summary>Characters, spaces included; every run of white space is one.</summary>
    Characters,
}
