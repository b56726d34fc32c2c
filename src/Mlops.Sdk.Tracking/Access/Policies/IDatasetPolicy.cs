namespace Mlops.Sdk.Extensibility;

/// <summary>
/// What whoever reads a dataset of the catalog gets of it. All that gives out rows of a dataset, or anything worked out from them, goes through this;
/// what it gives is a dataset of its own, with a fingerprint of its own, in which nothing of the hidden values is left.
/// </summary>
public interface IDatasetPolicy
{
    /// <summary>The rows and columns that the acting principal may see, masked where a policy says so; the same dataset when the workspace asks for no principal, or nothing is hidden.</summary>
    /// <param name="dataset">The name of the dataset in the catalog.</param>
    /// <param name="data">All of it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="AccessDeniedException">No column of it may be read.</exception>
    /// <exception cref="MlopsException">MLO6088: a policy does not fit the columns, and nothing is shown.</exception>
    ValueTask<Dataset> ApplyAsync(string dataset, Dataset data, CancellationToken cancellationToken = default);

    /// <summary>Whether something of a dataset is hidden from the acting principal, so that what was worked out from all of it (profiles, quality, samples, its stored file) must not be shown either.</summary>
    /// <param name="dataset">The name of the dataset in the catalog.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    ValueTask<bool> HidesAsync(string dataset, CancellationToken cancellationToken = default);
}
