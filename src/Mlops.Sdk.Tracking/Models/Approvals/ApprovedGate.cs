using System.Globalization;

namespace Mlops.Sdk;

internal sealed record ApprovedGate(int By) : ModelGate
{
    public override GateResult Judge(VersionEvidence candidate, VersionEvidence? holder)
    {
        string words = By == 1 ? "approved by another person" : string.Create(CultureInfo.InvariantCulture, $"approved by {By} other people");
        if (candidate.Authors.IsDefaultOrEmpty) return new GateResult(words, false, $"It is not known who registered {candidate.Version}, so nobody can tell who else approved it. Register it again.");
        ModelApproval[] standing = [.. candidate.Approvals.Where(decision => decision.StatedBy is null).GroupBy(decision => decision.By, StringComparer.OrdinalIgnoreCase).Select(decisions => decisions.Last())];
        ModelApproval[] rejected = [.. standing.Where(decision => !decision.IsApproved)];
        if (rejected.Length > 0) return new GateResult(words, false, $"Rejected by {string.Join("; by ", rejected.Select(Shown))}. Whoever rejected it has to approve it first.");
        string[] own = [.. candidate.Authors.Append(candidate.PromotedBy ?? "").Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        ModelApproval[] others = [.. standing.Where(decision => !own.Contains(decision.By, StringComparer.OrdinalIgnoreCase))];
        return others.Length >= By
            ? new GateResult(words, true, $"Approved by {string.Join("; by ", others.Select(Shown))}.")
            : new GateResult(words, false, string.Create(CultureInfo.InvariantCulture, $"{others.Length} of {By}. Whoever registered or imported it ({string.Join(", ", candidate.Authors)}){(candidate.PromotedBy is { } by ? $" or promotes it ({by})" : "")} does not count; let another person call Models.ApproveAsync under a name of their own (WorkspaceOptions.User).{Elsewhere(candidate)}"));
    }

    private static string Elsewhere(VersionEvidence candidate)
    {
        ModelApproval[] stated = [.. candidate.Approvals.Where(decision => decision.StatedBy is not null)];
        return stated.Length == 0 ? "" : $" What was said elsewhere counts for nothing here: {string.Join("; ", stated.Select(decision => $"{(decision.IsApproved ? "approved" : "rejected")} by {Shown(decision)}, as {decision.StatedBy} states"))}.";
    }

    private static string Shown(ModelApproval decision) => string.Create(CultureInfo.InvariantCulture, $"{decision.By} on {decision.At:yyyy-MM-dd} ({decision.Reason})");
}
