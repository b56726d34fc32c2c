using System.Collections.Immutable;
using System.Diagnostics;

namespace Mlops.Sdk;

/// <summary>What tells one column from another, as a part of a <see cref="DatasetFingerprint"/>.</summary>
[DebuggerDisplay("{Name} {Root}")]
public sealed class ColumnFingerprint
{
    internal ColumnFingerprint(string name, ColumnType type, CategoryLevels? levels, ImmutableArray<string> blocks)
    {
        Name = name;
        Type = type;
        Blocks = blocks;
        Root = FingerprintHash.Root(name, type, levels, blocks);
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>What the values are.</summary>
    public ColumnType Type { get; }

    /// <summary>The hash of name, type, levels and all blocks, 64 lower-case hexadecimal digits.</summary>
    public string Root { get; }

    /// <summary>The hash of the values of each block of <see cref="DatasetFingerprint.BlockRows"/> rows; the last may be shorter. The name does not enter.</summary>
    public ImmutableArray<string> Blocks { get; }

    /// <summary>The numbers of the blocks that are not the same in both, those that only one has included.</summary>
    /// <param name="other">The column in another version.</param>
    public IReadOnlyList<int> ChangedBlocks(ColumnFingerprint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return
        [
            .. Enumerable.Range(0, Math.Max(Blocks.Length, other.Blocks.Length))
                .Where(block => block >= Blocks.Length || block >= other.Blocks.Length || Blocks[block] != other.Blocks[block]),
        ];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Root}";
}
