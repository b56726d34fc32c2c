namespace Mlops.Sdk;

/// <summary>A short list of names and values.</summary>
public sealed record ReportFacts : ReportBlock
{
    /// <summary>Creates the list.</summary>
    /// <param name="facts">The facts in reading order.</param>
    public ReportFacts(IEnumerable<ReportFact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Facts = [.. facts];
    }

    /// <summary>The facts in reading order.</summary>
    public IReadOnlyList<ReportFact> Facts { get; }
}

/// <summary>A name and its value.</summary>
/// <param name="Name">What is stated.</param>
/// <param name="Value">Its value: text, a number, or nothing.</param>
public sealed record ReportFact(string Name, ReportCell Value);
