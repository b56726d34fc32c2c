namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    /// <summary>The card of a version: what the workspace knows of it, with what people say.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="options">What people say; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task<ModelCard> CardAsync(ModelReference reference, ModelCardOptions? options = null, CancellationToken cancellationToken = default)
    {
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, int> aliases = await ListAliasesAsync(version.Name, cancellationToken).ConfigureAwait(false);
        options ??= new ModelCardOptions();
        if (options.Problem is null && version.RunId is { } id && await _store.Runs.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } run)
            options = options with { Problem = await new ExperimentProblems(_store.Documents, _options).FindAsync(run.Experiment, cancellationToken).ConfigureAwait(false) };
        return new ModelCard(
            await EvidenceAsync(version, cancellationToken).ConfigureAwait(false),
            await StageAsync(version.Reference, cancellationToken).ConfigureAwait(false),
            [.. aliases.Where(alias => alias.Value == version.Version).Select(alias => alias.Key)],
            options,
            await ReadNotesAsync(version.ToString(), cancellationToken).ConfigureAwait(false),
            await ReadNotesAsync(version.Name, cancellationToken).ConfigureAwait(false));
    }
}
