using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// The end of the audit chain at some moment. Kept elsewhere (a log server, a ticket, paper), it shows later whether entries up to there were cut off or the whole chain was written anew, which the chain alone cannot show.
/// </summary>
/// <param name="Sequence">The place of the last entry; 0 for an empty chain.</param>
/// <param name="Hash">Its hash; 64 zeros for an empty chain.</param>
public sealed record AuditAnchor(long Sequence, string Hash)
{
    /// <summary>The end of a chain without entries.</summary>
    public static AuditAnchor Empty { get; } = new(0, AuditChain.Origin);

    internal static AuditAnchor Of(AuditEntry? last) => last is null ? Empty : new AuditAnchor(last.Sequence, last.Hash);
}
