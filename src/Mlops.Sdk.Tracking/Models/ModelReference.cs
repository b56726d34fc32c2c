using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Names a registered model by version, <c>name/3</c>, or by alias, <c>name@champion</c>.</summary>
public sealed record ModelReference
{
    private ModelReference(string name, int? version, string? alias) => (Name, Version, Alias) = (name, version, alias);

    /// <summary>The model.</summary>
    public string Name { get; }

    /// <summary>The version; null when the reference is by alias.</summary>
    public int? Version { get; }

    /// <summary>The alias; null when the reference is by version.</summary>
    public string? Alias { get; }

    /// <summary>A reference to a version.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version, from 1.</param>
    public static ModelReference To(string name, int version)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(version);
        return new ModelReference(Names.Model(name), version, null);
    }

    /// <summary>A reference to whichever version holds an alias.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    public static ModelReference To(string name, string alias) => new(Names.Model(name), null, Names.Model(alias));

    /// <summary>Reads <c>name@alias</c> or <c>name/3</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text is neither, or a name breaks the rules.</exception>
    public static ModelReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int at = text.IndexOfAny(['@', '/']);
        if (at >= 0 && text[at] == '@') return To(text[..at], text[(at + 1)..]);
        if (at >= 0 && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0) return To(text[..at], version);
        throw new ArgumentException($"\"{text}\" names no model version. Write name@alias, such as income@champion, or name/version, such as income/3.", nameof(text));
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Version is int version ? string.Create(CultureInfo.InvariantCulture, $"{Name}/{version}") : $"{Name}@{Alias}";
}
