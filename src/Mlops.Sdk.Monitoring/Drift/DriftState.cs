namespace Mlops.Sdk;

/// <summary>What the file of a detector says of it.</summary>
internal sealed record DriftState
{
    public required DriftOptions Options { get; init; }

    /// <summary>The seed of the samples.</summary>
    public required ulong Seed { get; init; }

    public required long Rows { get; init; }

    public int? SampledRows { get; init; }

    /// <summary>All columns of the reference, those that are not compared too.</summary>
    public required string[] KnownColumns { get; init; }

    public required DriftColumnState[] Columns { get; init; }
}
