using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A thing in the way of the data. Two nodes are the same when kind and id are.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Which one; see <see cref="LineageNodeKind"/>.</param>
public sealed record LineageNode(LineageNodeKind Kind, string Id)
{
    /// <summary>What people call it.</summary>
    /// <value>The id.</value>
    public string Label { get; init; } = Id;

    /// <summary>More about it in one line; null for nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>Kind and id in one text, which <see cref="Parse"/> reads: <c>model:income/3</c>.</summary>
    public string Key => $"{Kind.ToString().ToLowerInvariant()}:{Id}";

    /// <summary>A version of a model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    public static LineageNode Model(string name, int version) => new(LineageNodeKind.Model, ModelReference.To(name, version).ToString());

    /// <summary>A column of a dataset.</summary>
    /// <param name="fingerprint">The fingerprint of the dataset.</param>
    /// <param name="column">The column.</param>
    public static LineageNode Column(string fingerprint, string column) => new(LineageNodeKind.Column, $"{fingerprint}#{column}") { Label = column };

    /// <summary>A feature of a version.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="feature">The feature.</param>
    public static LineageNode Feature(string name, int version, string feature) => new(LineageNodeKind.Feature, $"{ModelReference.To(name, version)}#{feature}") { Label = feature };

    /// <summary>Reads a <see cref="Key"/>.</summary>
    /// <param name="key">The text.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static LineageNode Parse(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        int colon = key.IndexOf(':', StringComparison.Ordinal);
        foreach (LineageNodeKind kind in Enum.GetValues<LineageNodeKind>())
            if (colon > 0 && colon + 1 < key.Length && key.AsSpan(0, colon).SequenceEqual(kind.ToString().ToLowerInvariant())) return new LineageNode(kind, key[(colon + 1)..]);
        throw new ArgumentException($"{ErrorText.Show(key)} names nothing in a lineage. Write its kind and its id, such as model:income/3 or source:loans.csv; the kinds are {string.Join(", ", Enum.GetNames<LineageNodeKind>()).ToLowerInvariant()}.", nameof(key));
    }

    /// <summary>Whether another node is the same thing, whatever is said about it.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(LineageNode? other) => other is not null && Kind == other.Kind && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Id);

    /// <summary>The key.</summary>
    public override string ToString() => Key;

    /// <summary>The two parts of the id of a column or a feature: the first up to the first '#', for neither a fingerprint nor a version holds one.</summary>
    internal (string Owner, string Name) Split()
    {
        int mark = Id.IndexOf('#', StringComparison.Ordinal);
        return mark < 0 ? (Id, "") : (Id[..mark], Id[(mark + 1)..]);
    }
}
