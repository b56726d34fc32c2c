using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Names a version of a dataset in the catalog: <c>loans/3</c>, the newest one <c>loans@latest</c>, or the newest one that was approved and not rejected <c>loans@approved</c>.</summary>
public sealed record DatasetReference
{
    /// <summary>The newest version that was not set aside, whether its content is there or was erased.</summary>
    public const string Latest = "latest";

    /// <summary>The newest version that a review approved and none rejects.</summary>
    public const string Approved = "approved";

    private DatasetReference(string name, int? version, string? alias) => (Name, Version, Alias) = (name, version, alias);

    /// <summary>The dataset.</summary>
    public string Name { get; }

    /// <summary>The version; null when the reference is by alias.</summary>
    public int? Version { get; }

    /// <summary><see cref="Latest"/> or <see cref="Approved"/>; null when the reference is by version.</summary>
    public string? Alias { get; }

    /// <summary>A reference to a version.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="version">The version, from 1.</param>
    public static DatasetReference To(string name, int version)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(version);
        return new DatasetReference(Names.Model(name), version, null);
    }

    /// <summary>Reads <c>name/3</c>, <c>name@latest</c> or <c>name@approved</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text is none of them, or the name breaks the rules.</exception>
    public static DatasetReference Parse(string text) => TryParse(text)
        ?? throw new ArgumentException($"{Extensibility.ErrorText.Show(text)} names no version of a dataset. Write name/version, such as loans/3, name@latest or name@approved.", nameof(text));

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Version is int version ? string.Create(CultureInfo.InvariantCulture, $"{Name}/{version}") : $"{Name}@{Alias}";

    /// <summary>Reads a version, or gives null where the text is the name of a dataset alone.</summary>
    internal static DatasetReference? ParseOrName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().IndexOfAny('@', '/') >= 0) return Parse(text);
        Names.Model(text);
        return null;
    }

    private static DatasetReference? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int at = text.IndexOfAny(['@', '/']);
        if (at < 0) return null;
        if (text[at] == '@') return text[(at + 1)..] is Latest or Approved ? new DatasetReference(Names.Model(text[..at]), null, text[(at + 1)..]) : null;
        return int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0 ? To(text[..at], version) : null;
    }
}
