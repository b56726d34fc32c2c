using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What was taken in.</summary>
/// <param name="Version">The version that holds it; null when there was nothing new and no version before.</param>
/// <param name="NewRows">How many rows were new.</param>
/// <param name="NewFiles">The files that were new, in their order.</param>
/// <param name="Watermark">Up to where the source was taken in.</param>
/// <param name="Findings">What the reader should know of: rows without a watermark (CAT002), files that changed after they were taken in (CAT003).</param>
public sealed record IngestResult(DatasetVersion? Version, long NewRows, ImmutableArray<string> NewFiles, SourceWatermark? Watermark, ImmutableArray<Finding> Findings)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{NewRows:N0} new rows{(NewFiles.IsEmpty ? "" : $" of {NewFiles.Length} files")} in {Version?.ToString() ?? "no version"}{(Findings.IsEmpty ? "" : $"; {string.Join("; ", Findings.Select(finding => $"{finding.Code}: {finding.Message}"))}")}");
}
