namespace Mlops.Sdk;

/// <summary>Checks one rule over the rows of a table: added to run by run, merged with the check of other rows, concluded once.</summary>
internal abstract class RuleCheck(Rule rule)
{
    public Rule Rule { get; } = rule;

    /// <summary>By which checks are put into groups that are done at once, so that a column is read while it is near.</summary>
    public string Group { get; } = rule.Columns.Count > 0 ? rule.Columns[0] : "";

    /// <summary>Looks at rows.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="failing">Overwritten, when the check judges rows: those that fail.</param>
    public virtual void Add(BatchView batch, Span<ulong> failing) => failing.Clear();

    /// <summary>Adds what the check of the same rule has seen of other rows, which come after these.</summary>
    public virtual void Merge(RuleCheck other)
    {
    }

    /// <summary>The verdict.</summary>
    public abstract RuleResult Conclude(CheckEnd end);
}
