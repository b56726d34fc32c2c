using System.Globalization;

namespace Mlops.Sdk;

internal sealed record MetricGate(string Metric, double? Min, double? Max) : ModelGate
{
    public override GateResult Judge(VersionEvidence candidate, VersionEvidence? holder)
    {
        string words = string.Create(CultureInfo.InvariantCulture, $"{Metric} {(Min is null ? "at most" : "at least")} {Min ?? Max:G6}");
        if (candidate.Metric(Metric) is not double value) return new GateResult(words, false, $"{Metric} was not logged for {candidate.Version}, or is NaN. Log an evaluation of the version.");
        return new GateResult(words, !(value < Min) && !(value > Max), string.Create(CultureInfo.InvariantCulture, $"It is {value:G6}."));
    }
}

internal sealed record NotWorseGate(string Metric, double Tolerance) : ModelGate
{
    public override GateResult Judge(VersionEvidence candidate, VersionEvidence? holder)
    {
        string words = string.Create(CultureInfo.InvariantCulture, $"{Metric} not worse{(Tolerance > 0 ? $" by more than {Tolerance:G6}" : "")}");
        if (holder is null) return new GateResult(words, true, "Nobody holds the alias.");
        if (candidate.Metric(Metric) is not double mine) return new GateResult(words, false, $"{Metric} was not logged for {candidate.Version}, or is NaN. Log an evaluation of the version.");
        if (holder.Metric(Metric) is not double theirs) return new GateResult(words, false, $"{Metric} was not logged for {holder.Version}, which holds the alias, or is NaN. Log an evaluation of it on the same rows.");
        double better = Mlops.Sdk.Metric.Find(Metric).Direction == MetricDirection.HigherIsBetter ? mine - theirs : theirs - mine;
        return new GateResult(words, better >= -Tolerance, string.Create(CultureInfo.InvariantCulture, $"It is {mine:G6}; {holder.Version} has {theirs:G6}."));
    }
}

internal sealed record ReportGate(string ReportKind) : ModelGate
{
    public override GateResult Judge(VersionEvidence candidate, VersionEvidence? holder)
    {
        string words = $"{ReportKind} without errors";
        VersionReport[] reports = [.. candidate.Reports.Where(report => report.ReportKind == ReportKind)];
        if (reports.Length == 0) return new GateResult(words, false, $"No report of kind {ReportKind} was logged for {candidate.Version}.");
        Finding[] errors = [.. reports.SelectMany(report => report.Findings).Where(finding => finding.Severity == Severity.Error)];
        return new GateResult(words, errors.Length == 0, errors.Length == 0 ? "It has none." : string.Join(" ", errors.Take(5).Select(error => $"{error.Code}: {error.Message}")));
    }
}

internal sealed record FindingsGate(ValueList<string>? Codes, Severity Least) : ModelGate
{
    public override GateResult Judge(VersionEvidence candidate, VersionEvidence? holder)
    {
        string words = Codes is { } codes ? $"none of the findings {string.Join(", ", codes)}" : $"no finding of severity {Least} or above";
        Finding[] found = [.. candidate.Findings.Where(finding => Codes is { } wanted ? wanted.Contains(finding.Code) : finding.Severity >= Least)];
        return new GateResult(words, found.Length == 0, found.Length == 0 ? "There is none." : string.Join(" ", found.Take(5).Select(finding => $"{finding.Code}: {finding.Message}")));
    }
}

internal sealed record SignatureGate : ModelGate
{
    public override GateResult Judge(VersionEvidence candidate, VersionEvidence? holder)
    {
        const string Words = "signature compatible";
        if (holder is null) return new GateResult(Words, true, "Nobody holds the alias.");
        SignatureDifference[] breaking = [.. candidate.Version.Signature.Compare(holder.Version.Signature).Where(difference => difference.IsBreaking)];
        return new GateResult(Words, breaking.Length == 0, breaking.Length == 0 ? $"Callers of {holder.Version} can call it." : string.Join(" ", breaking.Select(difference => difference.Message)));
    }
}
