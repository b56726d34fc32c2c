using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Finds the data that a fit was done on: what the caller gives, what the catalog keeps, or the file that the run named as its source.</summary>
internal sealed class TrainingData(Workspace workspace, RunInfo run, ReproduceOptions options)
{
    /// <summary>The data with its roles, and what it is called; no data, and why, when it cannot be had.</summary>
    public async Task<(Dataset? Data, string Name, Finding? Why)> FindAsync(FitRecord fit, CancellationToken cancellationToken)
    {
        foreach (Dataset given in options.Data)
            if (await PrintAsync(given, cancellationToken).ConfigureAwait(false) == fit.DataFingerprint) return (WithRoles(given, fit), LineageReader.Short(fit.DataFingerprint), null);

        Finding? why = null;
        foreach (DatasetVersion version in await workspace.Catalog.FindByFingerprintAsync(fit.DataFingerprint, cancellationToken).ConfigureAwait(false))
        {
            if (await workspace.Access.Datasets.HidesAsync(version.Name, cancellationToken).ConfigureAwait(false))
            {
                // A fit on masked values would be another one, and be told as a difference.
                why = new Finding("REP003", Severity.Error, null, $"The data of the fit is {version} of the catalog, of which a part is hidden from you. Let a principal do it from whom nothing is hidden.");
                continue;
            }

            try
            {
                return (WithRoles(await workspace.Catalog.OpenAsync(version.ToString(), cancellationToken: cancellationToken).ConfigureAwait(false), fit), version.ToString(), null);
            }
            catch (MlopsException e)
            {
                why = new Finding("REP003", Severity.Error, null, $"The data of the fit is {version} of the catalog, which cannot be read: {e.Message}");
            }
        }

        if (why is not null) return (null, LineageReader.Short(fit.DataFingerprint), why);
        string? source = run.Datasets.FirstOrDefault(data => data.Fingerprint == fit.DataFingerprint)?.Source;
        return await FromFileAsync(source, fit, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(Dataset? Data, string Name, Finding? Why)> FromFileAsync(string? source, FitRecord fit, CancellationToken cancellationToken)
    {
        string name = source ?? LineageReader.Short(fit.DataFingerprint);
        const string Remedy = "Register training data in the catalog (workspace.Catalog.RegisterAsync), or give it in ReproduceOptions.Data.";
        if (source is null) return (null, name, new("REP002", Severity.Error, null, $"The data of the fit ({name}) is not in the catalog, and the run names no source of it. {Remedy}"));
        if (!source.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) return (null, name, new("REP002", Severity.Error, null, $"The data of the fit is not in the catalog, and its source {ErrorText.Show(source)} is no CSV file that could be read again. {Remedy}"));
        // A run names any path: who may not name files in the catalog has none read by the process for them either, and is not told whether it is there.
        if (!await workspace.Access.AllowsAsync(Privilege.Modify, Securable.Catalog, cancellationToken).ConfigureAwait(false))
            return (null, name, new("REP002", Severity.Error, null, $"The data of the fit is not in the catalog, and its source {ErrorText.Show(source)} is not read: that takes the right to write the catalog. {Remedy}"));
        if (!File.Exists(source)) return (null, name, new("REP003", Severity.Error, null, $"The source of the data has moved: {ErrorText.Show(source)} is not there. Bring it back. {Remedy}"));
        try
        {
            workspace.Own.Refuse(source);
            Dataset data = await Task.Run(() => Dataset.FromCsv(source, cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
            if (await PrintAsync(data, cancellationToken).ConfigureAwait(false) == fit.DataFingerprint) return (WithRoles(data, fit), name, null);
            return (null, name, new("REP003", Severity.Error, null, $"The source of the data, {ErrorText.Show(source)}, has changed, or the fit was done on a part of it. {Remedy}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MlopsException or ArgumentException or InvalidDataException or FormatException)
        {
            return (null, name, new("REP003", Severity.Error, null, $"The source of the data, {ErrorText.Show(source)}, cannot be read: {e.Message} {Remedy}"));
        }
    }

    private static async Task<string> PrintAsync(Dataset data, CancellationToken cancellationToken) =>
        (await Task.Run(() => data.Fingerprint(cancellationToken), cancellationToken).ConfigureAwait(false)).Root;

    private static Dataset WithRoles(Dataset data, FitRecord fit)
    {
        foreach (Field field in data.Schema)
        {
            ColumnRole role = fit.Roles.GetValueOrDefault(field.Name, ColumnRole.Feature);
            if (field.Role != role) data = data.WithRole(field.Name, role);
        }

        return data;
    }
}
