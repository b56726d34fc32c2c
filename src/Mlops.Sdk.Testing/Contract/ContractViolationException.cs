using System.Collections.Immutable;

namespace Mlops.Sdk.Testing;

/// <summary>A stage or a store breaks its contract; the message lists every invariant that does not hold.</summary>
public sealed class ContractViolationException : Exception
{
    internal ContractViolationException(Type stage, ImmutableArray<string> violations)
        : base($"{stage.Name} breaks the contract:{Environment.NewLine}{string.Join(Environment.NewLine, violations.Select(violation => " - " + violation))}") => Violations = violations;

    /// <summary>One sentence for each invariant that does not hold.</summary>
    public ImmutableArray<string> Violations { get; }
}
