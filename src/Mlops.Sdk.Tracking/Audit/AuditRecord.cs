namespace Mlops.Sdk;

/// <summary>Something that was done, for the audit chain.</summary>
/// <param name="Action">What, as a verb with its area: <c>model.alias.move</c>, <c>catalog.dataset.write</c>.</param>
/// <param name="Subject">To what: <c>model/credit-risk@champion</c>, <c>dataset/loans</c>.</param>
/// <param name="At">When.</param>
/// <param name="Actor">By whom; null when that is not known.</param>
/// <param name="Detail">More about it, a short text or JSON; null for none.</param>
public sealed record AuditRecord(string Action, string Subject, DateTimeOffset At, string? Actor = null, string? Detail = null);
