using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Fills cells by what else is in their row.</summary>
internal abstract class RowFiller
{
    /// <summary>Replaces columns that were filled by one value each.</summary>
    /// <param name="data">The rows, with their missing cells.</param>
    /// <param name="filled">The inputs of the step in order, filled so far.</param>
    /// <param name="maxThreads">The most threads; -1 for as many as there are.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    public abstract void Fill(Dataset data, Column[] filled, int maxThreads, CancellationToken cancellationToken);

    /// <summary>Writes what does not fit into the state.</summary>
    public virtual void Save(BundleWriter writer)
    {
    }
}
