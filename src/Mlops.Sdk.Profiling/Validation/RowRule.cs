namespace Mlops.Sdk;

/// <summary>A rule that judges each row for itself.</summary>
internal abstract record RowRule : Rule
{
    public sealed override bool IsRowRule => true;

    /// <summary>What the rows are tried with, or null with a problem when the columns do not fit.</summary>
    internal abstract RowTest? Test(RuleBinding binding);

    internal sealed override RuleCheck Bind(RuleBinding binding)
    {
        RowTest? test = Test(binding);
        return test is null ? new FixedCheck(this, binding.TakeProblem()) : new RowCheck(this, test);
    }
}
