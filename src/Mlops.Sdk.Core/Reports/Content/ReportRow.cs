namespace Mlops.Sdk;

/// <summary>Blocks that stand side by side where there is room, and below each other where there is not. Charts in it are drawn half as wide.</summary>
public sealed record ReportRow : ReportBlock
{
    /// <summary>Creates the row.</summary>
    /// <param name="blocks">The blocks from left to right.</param>
    public ReportRow(IEnumerable<ReportBlock> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        Blocks = [.. blocks];
    }

    /// <summary>The blocks from left to right.</summary>
    public IReadOnlyList<ReportBlock> Blocks { get; }
}
