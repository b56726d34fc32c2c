namespace Mlops.Sdk;

/// <summary>The verb that compares profiles.</summary>
public static class ProfileComparisonExtensions
{
    /// <summary>Compares a profile with a later one, or one of another part: this week with the last, the test part with the training part.</summary>
    /// <param name="before">The profile to compare with.</param>
    /// <param name="after">The profile that is judged.</param>
    /// <param name="options">From where on a difference is a finding; the defaults when null.</param>
    /// <param name="context">Told of progress, and the clock by which <see cref="ProfileComparisonOptions.Accepted"/> ends; nothing here depends on a seed.</param>
    /// <param name="cancellationToken">Honoured between columns.</param>
    /// <exception cref="ArgumentException">A threshold is out of its range.</exception>
    /// <remarks>Linear in columns, and in the numbers and values that the summaries keep.</remarks>
    public static ProfileComparison Compare(this ProfileReport before, ProfileReport after, ProfileComparisonOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        options ??= new();
        options.Check();
        context?.Progress?.Report(new RunProgress(context.Path, null, FormattableString.Invariant($"Comparing {after.Columns.Length:N0} columns")));
        return new ProfileComparison(new ComparisonFacts(before, after, options, cancellationToken), (context ?? RunContext.Default).Time.GetUtcNow().UtcDateTime);
    }

    /// <summary>Compares what two summaries have gathered so far; nothing is added to them afterwards.</summary>
    /// <param name="before">The summary to compare with.</param>
    /// <param name="after">The summary that is judged.</param>
    /// <param name="options">From where on a difference is a finding; the defaults when null.</param>
    /// <param name="context">Told of progress.</param>
    /// <param name="cancellationToken">Honoured between columns.</param>
    public static ProfileComparison Compare(this ProfileSummary before, ProfileSummary after, ProfileComparisonOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return before.ToReport().Compare(after.ToReport(), options, context, cancellationToken);
    }
}
