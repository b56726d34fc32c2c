using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class Run
{
    /// <summary>Notes a dataset that the run reads or makes, by the fingerprint of all its values; durable when the task ends. The last one under a name and role stands.</summary>
    /// <param name="name">What the run calls it: <c>train</c>, <c>test</c>.</param>
    /// <param name="data">The dataset. All its values are hashed.</param>
    /// <param name="role">What it is to the run.</param>
    /// <param name="source">Where it came from: a path, a table, an address. A user, a password, a key or a token in it is left out.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<RunDataset> LogDatasetAsync(string name, Dataset data, DatasetRole role = DatasetRole.Input, string? source = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Names.Key(name);
        DatasetFingerprint fingerprint = await Task.Run(() => data.Fingerprint(cancellationToken), cancellationToken).ConfigureAwait(false);
        var dataset = new RunDataset(role, name, fingerprint.Root, data.RowCount, data.ColumnCount, SourceLocation.WithoutSecrets(source));
        await WriteAsync(new DatasetLogged(Id, dataset), cancellationToken).ConfigureAwait(false);
        return dataset;
    }

    /// <summary>Keeps a chart as a picture, <c>figures/NAME.svg</c>; durable when the task ends.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<RunArtifact> LogFigureAsync(string name, Chart chart, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return LogTextAsync($"figures/{Names.ArtifactPath(name)}.svg", chart.ToSvg(), cancellationToken);
    }

    /// <summary>Keeps a table as CSV, <c>tables/NAME.csv</c>; durable when the task ends.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="table">The table.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<RunArtifact> LogTableAsync(string name, Dataset table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        Names.ArtifactPath(name);
        await using FileStream content = TemporaryFile.Create();
        await Task.Run(() => table.SaveCsv(content, cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
        content.Position = 0;
        return await LogArtifactAsync($"tables/{name}.csv", content, null, cancellationToken).ConfigureAwait(false);
    }
}
