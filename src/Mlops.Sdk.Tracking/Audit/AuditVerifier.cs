using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Walks a chain, entry by entry, up to the first that is wrong.</summary>
internal sealed class AuditVerifier(AuditAnchor? known)
{
    private AuditEntry? _last;

    public AuditProblem? Problem { get; private set; }

    public long Count => _last?.Sequence ?? 0;

    /// <summary>Takes the next entry; false when it is wrong, and then no more are taken.</summary>
    public bool Take(AuditEntry entry)
    {
        long expected = Count + 1;
        if (Problem is not null) return false;
        if (entry.Sequence != expected)
            return Fail(expected, entry.Sequence > expected ? Text($"It is missing; the next one that is there is entry {entry.Sequence}.") : Text($"Entry {entry.Sequence} stands in its place."));
        if (entry.PreviousHash != (_last?.Hash ?? AuditChain.Origin)) return Fail(expected, "The hash that it gives for the entry before is not that of the entry before: one of the two was changed, or an entry was taken out or put in.");
        if (!AuditChain.Follows(_last, entry)) return Fail(expected, "Its content does not match its hash: it was changed after it was written.");
        if (known is not null && known.Sequence == expected && known.Hash != entry.Hash) return Fail(expected, "It is another entry than the anchor tells: the chain was written anew.");
        _last = entry;
        return true;
    }

    public bool Fail(long sequence, string message)
    {
        Problem = new AuditProblem(sequence, message);
        return false;
    }

    public AuditVerification End()
    {
        if (Problem is null && known is not null && known.Sequence > Count) Fail(Count + 1, Text($"The end is cut off: the anchor tells of entry {known.Sequence}, and the chain ends with entry {Count}."));
        if (Problem is null && known is { Sequence: 0 } && known.Hash != AuditChain.Origin) Fail(0, "The anchor of an empty chain has the hash of 64 zeros; this is no anchor of this chain.");
        return new AuditVerification(Count, AuditAnchor.Of(_last), Problem);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
