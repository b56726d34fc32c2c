using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Data does not have the columns that a stage needs (MLO1101). The message lists every offending column and the remedy.</summary>
public sealed class SchemaMismatchException : MlopsException
{
    /// <summary>One exception for all that is wrong.</summary>
    /// <param name="problems">One sentence for each offending column.</param>
    public SchemaMismatchException(IEnumerable<string> problems)
        : this([.. problems])
    {
    }

    private SchemaMismatchException(ImmutableArray<string> problems)
        : base("MLO1101", string.Join(" ", problems)) => Problems = problems;

    /// <summary>One sentence for each offending column.</summary>
    public ImmutableArray<string> Problems { get; }
}
