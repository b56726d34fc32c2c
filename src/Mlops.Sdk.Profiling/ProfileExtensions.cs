namespace Mlops.Sdk;

/// <summary>The verbs that profile.</summary>
public static class ProfileExtensions
{
    /// <summary>Reads every column once and tells what is in it, what goes together, and what is worth looking at.</summary>
    /// <param name="data">The table.</param>
    /// <param name="options">Thresholds and sizes.</param>
    /// <param name="context">Seed and clock.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <remarks>Linear in rows; the correlations are quadratic in numeric columns, up to 500 of them. Exact up to 200,000 rows; beyond that quantiles and distinct counts have stated bounds.</remarks>
    public static ProfileReport Profile(this Dataset data, ProfileOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new ProfileOptions();
        DatasetSummary summary = DatasetSummary.Compute(data, options.Summary, cancellationToken);
        return ProfileReport.Create(summary, options, [.. LabelScreen.FindLeaks(data, options, context ?? RunContext.Default, cancellationToken)]);
    }

    /// <summary>Profiles a source batch by batch, in memory that does not grow with the rows. Features that give the label away are not looked for.</summary>
    /// <param name="source">The source.</param>
    /// <param name="options">Thresholds and sizes.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    public static ProfileReport Profile(this DataSource source, ProfileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new ProfileOptions();
        return ProfileReport.Create(DatasetSummary.Compute(source, options.Summary, cancellationToken), options, []);
    }
}
