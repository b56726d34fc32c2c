namespace Mlops.Sdk;

/// <summary>How the periods of a history are judged.</summary>
public sealed partial record AnomalyOptions
{
    /// <summary>What is usual.</summary>
    /// <value><see cref="AnomalyRule.Automatic"/>.</value>
    public ValueList<AnomalyRule> Rules { get; init; } = [AnomalyRule.Automatic()];

    /// <summary>The first period that is judged; those before teach only. Null judges the last period alone.</summary>
    /// <value>null.</value>
    public DateTime? From { get; init; }

    /// <summary>The last period that is looked at.</summary>
    /// <value>null: the last there is.</value>
    public DateTime? To { get; init; }

    /// <summary>After so many anomalous periods in a row, on the same side, they are the new usual: what came before is forgotten, and they are learnt from. At least 2.</summary>
    /// <value>7.</value>
    public int AcceptAfter { get; init; } = 7;

    /// <summary>Findings that somebody knows of and lives with: shown as accepted, for information. Their time is that of the last period that is judged. They have a file of their own, and are not in the JSON of the rules.</summary>
    /// <value>None.</value>
    public AcceptedFindings Accepted { get; init; } = new();

    internal void Check()
    {
        if (Rules.Count == 0) throw new ArgumentException("There is no rule to judge by. AnomalyOptions.Rules takes AnomalyRule.Automatic() and its kin.", "options");
        if (AcceptAfter < 2) throw new ArgumentException(FormattableString.Invariant($"AcceptAfter is {AcceptAfter}; one period alone is never the new usual: it is at least 2."), "options");
        if (From > To) throw new ArgumentException(FormattableString.Invariant($"From, {From:yyyy-MM-dd HH:mm}, is after To, {To:yyyy-MM-dd HH:mm}."), "options");
    }
}
