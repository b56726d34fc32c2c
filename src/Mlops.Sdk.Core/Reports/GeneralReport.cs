namespace Mlops.Sdk;

/// <summary>A report made of its content directly, for those who need no type of their own.</summary>
public sealed class GeneralReport : Report
{
    private readonly ReportContent _given;

    /// <summary>Creates a report.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="findings">What its reader should know of; null for nothing.</param>
    /// <param name="kind">The kind in lower_snake.</param>
    public GeneralReport(ReportContent content, IEnumerable<Finding>? findings = null, string kind = "general")
        : base((content ?? throw new ArgumentNullException(nameof(content))).Title, findings)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(kind);
        _given = content;
        Kind = kind;
    }

    /// <inheritdoc/>
    public override string Kind { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => _given;
}
