using System.Text;

namespace Mlops.Sdk.Numerics;

/// <summary>Which kinds of scorers beside the built-in ones can be read, and how. A stored state names its kind; only a kind that was added here is ever made, so no type is loaded by a name found in a file.</summary>
public sealed class ScorerKinds
{
    private const int LongestName = 100;

    private readonly Dictionary<string, Func<BinaryReader, int, CustomScorer>> _kinds = new(StringComparer.Ordinal);

    /// <summary>Adds a kind.</summary>
    /// <param name="kind">The name that the scorer was made with: <c>acme.gap</c>.</param>
    /// <param name="read">Reads what its <see cref="CustomScorer.Store"/> wrote, given the number of coordinates. It has to check what it reads: the file may be damaged, or made by others.</param>
    /// <exception cref="ArgumentException">The name has no prefix or is too long, or the kind is there already.</exception>
    public ScorerKinds Register(string kind, Func<BinaryReader, int, CustomScorer> read)
    {
        RequireName(kind);
        ArgumentNullException.ThrowIfNull(read);
        if (!_kinds.TryAdd(kind, read)) throw new ArgumentException($"The kind '{kind}' is there already.", nameof(kind));
        return this;
    }

    internal static void RequireName(string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        if (kind.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var place) || place == kind.Length - 1 || Encoding.UTF8.GetByteCount(kind) > LongestName)
            throw new ArgumentException($"The kind '{kind}' is a name with a prefix of your own, such as acme.gap, of at most {LongestName} bytes.", nameof(kind));
    }

    internal static void WriteName(BinaryWriter writer, string kind)
    {
        byte[] name = Encoding.UTF8.GetBytes(kind);
        writer.Write((byte)name.Length);
        writer.Write(name);
    }

    internal static OutlierScorer Read(BinaryReader reader, int columns, ScorerKinds? kinds)
    {
        string name = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadByte()));
        if (kinds?._kinds.GetValueOrDefault(name) is not { } read)
            throw new InvalidDataException($"The scorer is of kind '{name}', which is not known here. Register it: new ScorerKinds().Register(\"{name}\", read).");
        CustomScorer scorer = read(reader, columns);
        return scorer.Columns == columns && scorer.KindName == name ? scorer : throw new InvalidDataException($"What was read as '{name}' with {columns} columns is of kind '{scorer.KindName}' with {scorer.Columns}.");
    }
}
