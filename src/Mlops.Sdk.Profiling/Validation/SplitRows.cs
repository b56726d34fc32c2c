namespace Mlops.Sdk;

/// <summary>The rows of a table that keep the rules, and those that do not.</summary>
/// <param name="Accepted">The rows that keep them, in their order.</param>
/// <param name="Quarantined">The rows set aside, in their order, with three columns more, all ignored: <c>row_number</c>, <c>failed_rules</c> (their names) and <c>reason</c>. A name that the table has gets a number added.</param>
/// <param name="Report">The verdict on the table as it came.</param>
public sealed record SplitRows(Dataset Accepted, Dataset Quarantined, ValidationReport Report)
{
    /// <summary>The two parts.</summary>
    /// <param name="accepted">The rows that keep the rules.</param>
    /// <param name="quarantined">The rows set aside.</param>
    public void Deconstruct(out Dataset accepted, out Dataset quarantined) => (accepted, quarantined) = (Accepted, Quarantined);
}
